"""What is kept: events of visits, never changed once written, and the editions they were told under."""

from lumbago.storage.database import Database, open_database
from lumbago.storage.editions import has_edition, keep_edition, kept_edition
from lumbago.storage.events import Event, News, append_event, erase_events, extend_visit, read_events, read_events_of
from lumbago.storage.sessions import found_visit

__all__ = [
    "Database",
    "Event",
    "News",
    "append_event",
    "erase_events",
    "extend_visit",
    "found_visit",
    "has_edition",
    "keep_edition",
    "kept_edition",
    "open_database",
    "read_events",
    "read_events_of",
]
