"""Loading an edition: from TOML the first time, from its snapshot afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import msgspec

from lumbago.errors import KnowledgeError
from lumbago.knowledge import snapshot
from lumbago.knowledge.assembly import Assembly
from lumbago.knowledge.files import PACKAGED, Records, contents, edition_of
from lumbago.knowledge.knowledge import Knowledge


class _Edition(msgspec.Struct, frozen=True, eq=False):
    """The files of an edition; two are the same when their content, and so their name, is."""

    name: str
    files: Mapping[str, bytes]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Edition) and self.name == other.name

    def __hash__(self) -> int:
        return hash(self.name)


def load(place: Path | None = None) -> Knowledge:
    """Load the edition in a folder, or in a file that `pack` made; the packaged one by default.

    The same content gives the same object as before, without reading it anew.

    Raises: KnowledgeError when a record is broken; nothing of it is used then.
    """
    files = contents(PACKAGED if place is None else place)
    return _loaded(_Edition(edition_of(files), files))


@lru_cache(maxsize=8)
def _loaded(edition: _Edition) -> Knowledge:
    return _opened(edition.files, edition.name)


def opened(files: Mapping[str, bytes]) -> Knowledge:
    """Make an edition from its files, by way of its snapshot where one was kept.

    Raises: KnowledgeError with everything that is broken; then no snapshot is kept.
    """
    return _opened(files, edition_of(files))


def _opened(files: Mapping[str, bytes], edition: str) -> Knowledge:
    kept = snapshot.kept(edition)
    if kept is not None:
        return _whole(Assembly(kept.records, kept.criteria), edition, files)
    from lumbago.knowledge.reading import read

    records = read(files)
    assembly = Assembly(records)
    knowledge = verified(assembly, edition, files)
    snapshot.keep(edition, snapshot.Kept(records, assembly.criteria))
    return knowledge


def build(records: Records, edition: str, files: Mapping[str, bytes]) -> Knowledge:
    """Parse the criteria of all records and put them together.

    Raises: KnowledgeError naming every criterion that cannot be read.
    """
    return _whole(Assembly(records), edition, files)


def _whole(assembly: Assembly, edition: str, files: Mapping[str, bytes]) -> Knowledge:
    knowledge = assembly.knowledge(edition, files)
    if assembly.problems:
        raise KnowledgeError(assembly.problems)
    return knowledge


def verified(assembly: Assembly, edition: str, files: Mapping[str, bytes]) -> Knowledge:
    """Put all records together and check them against each other.

    Raises: KnowledgeError with the criteria that cannot be read and all else that does not hold, at once.
    """
    from lumbago.knowledge.check import problems

    knowledge = assembly.knowledge(edition, files)
    found = [*assembly.problems, *problems(assembly.records, knowledge, whole=not assembly.problems)]
    if found:
        raise KnowledgeError(found)
    return knowledge
