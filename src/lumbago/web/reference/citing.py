"""Which records rest on a source, and how many of their figures were read there, or only recalled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lumbago.knowledge import Knowledge
from lumbago.knowledge.references import Stored, named_by, plain, stored

NOT_CITING = frozenset({"source", "retired record"})


@dataclass(frozen=True, slots=True)
class Citing:
    """A record that rests on a source, with its figures from there."""

    record: Stored
    read: int
    recalled: int


@lru_cache(maxsize=4)
def citing(knowledge: Knowledge) -> Mapping[str, tuple[Citing, ...]]:
    """Collect, for every source, what rests on it."""
    found: defaultdict[str, list[Citing]] = defaultdict(list)
    for record in stored(knowledge):
        if record.kind not in NOT_CITING:
            for source in named_by(record.record) & knowledge.sources.keys():
                found[source].append(_citing(record, source))
    return {source: tuple(records) for source, records in found.items()}


def _citing(record: Stored, source: str) -> Citing:
    standing = list(_standing(_of_its_own(record), source))
    return Citing(record, standing.count("seen"), standing.count("memory"))


def _of_its_own(record: Stored) -> dict[str, Any]:
    """Leave out the likelihoods of a condition: they stand for themselves."""
    table = plain(record.record)
    table.pop("likelihood", None)
    return table


def _standing(value: Any, source: str) -> Iterator[str]:
    """Go through everything that names the source and says whether it was read."""
    if isinstance(value, list):
        for item in value:
            yield from _standing(item, source)
    elif isinstance(value, dict):
        names = (value.get("source"), value.get("guideline"), *(value.get("sources") or ()))
        if source in names and value.get("verified"):
            yield value["verified"]
        for inside in value.values():
            yield from _standing(inside, source)
