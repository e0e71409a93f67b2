"""What can be searched, and what somebody means who types a few words."""

from lumbago.community.search.entries import BEGIN, END, Entry, Hit, Kind, entries
from lumbago.community.search.query import Query, understood

__all__ = ["BEGIN", "END", "Entry", "Hit", "Kind", "Query", "entries", "understood"]
