"""The words of search, read from their file: what says nothing, what people call a thing, and pages that help."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec


class HelpfulPage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A page that helps and is no article."""

    address: str
    title: str
    also: str
    text: str


class Meaning(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody means who writes one of these; several words count where they follow each other."""

    written: tuple[str, ...]
    means: tuple[str, ...]


class SearchWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything in the file."""

    empty: frozenset[str]
    everywhere: frozenset[str]
    meaning: tuple[Meaning, ...]
    page: tuple[HelpfulPage, ...]


@cache
def search_words() -> SearchWords:
    """Read the file."""
    return msgspec.toml.decode((files("lumbago.community.search") / "words.toml").read_bytes(), type=SearchWords)


PAGES = search_words().page
