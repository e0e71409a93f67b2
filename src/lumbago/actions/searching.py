"""Finding articles, claims and pages; the index is made anew whenever the edition is another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from lumbago.community.search import Hit, Kind, Query, entries, understood
from lumbago.community.search.query import words_of
from lumbago.knowledge import Knowledge
from lumbago.storage import Database
from lumbago.storage.search import index_for_search, indexed_as, search

INDEX = "1"
"""Counts up whenever what is indexed of an edition changes."""

MOST: Mapping[Kind, int] = {"page": 2, "article": 6, "claim": 8}
"""How much of each kind is shown."""


@dataclass(frozen=True, slots=True)
class Found:
    """What came of a search, the best of each kind first."""

    query: Query
    pages: tuple[Hit, ...]
    articles: tuple[Hit, ...]
    claims: tuple[Hit, ...]

    @property
    def anything(self) -> bool:
        """Whether anything was found."""
        return bool(self.pages or self.articles or self.claims)


def find(database: Database, knowledge: Knowledge, typed: str) -> Found:
    """Look for what somebody typed."""
    query = understood(typed, _known(knowledge))
    _keep_current(database, knowledge)
    pages, articles, claims = (search(database, kind, query.terms, most) for kind, most in MOST.items())
    return Found(query, pages, articles, claims)


def _keep_current(database: Database, knowledge: Knowledge) -> None:
    mark = f"{knowledge.edition}/{INDEX}"
    if indexed_as(database) != mark:
        index_for_search(database, mark, list(entries(knowledge)))


@lru_cache(maxsize=4)
def _known(knowledge: Knowledge) -> frozenset[str]:
    """Collect the words of everything that can be found: a typed word that is none of them is a slip."""
    return frozenset().union(*(words_of(f"{e.title} {e.also} {e.body}") for e in entries(knowledge)))
