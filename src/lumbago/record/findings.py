"""The vocabulary: which findings exist, what an answer to each may be, and who can observe it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Literal, TypeAlias

import msgspec

from lumbago.record.values import Value

Kind: TypeAlias = Literal["yes_no", "choice", "number"]
AssessedBy: TypeAlias = Literal["self", "guided_self", "clinician"]
Operator: TypeAlias = Literal["<", "<=", ">", ">=", "=="]


class Derivation(msgspec.Struct, frozen=True):
    """How a finding follows from another: `age >= 70`, `sex_at_birth == "female"`."""

    finding: str
    operator: Operator
    value: str | float

    def holds(self, value: Value) -> bool:
        """Say whether the derived finding is yes, given the known value of the other."""
        if isinstance(self.value, str) or isinstance(value, str):
            return value == self.value
        if self.operator == "<":
            return value < self.value
        if self.operator == "<=":
            return value <= self.value
        if self.operator == ">":
            return value > self.value
        if self.operator == ">=":
            return value >= self.value
        return value == self.value


class Finding(msgspec.Struct, frozen=True):
    """One thing that can be known about a person.

    Units: `lowest` and `highest` are in `unit`; both ends are allowed values.
    """

    id: str
    kind: Kind = "yes_no"
    choices: tuple[str, ...] = ()
    unit: str = ""
    lowest: float | None = None
    highest: float | None = None
    assessed_by: AssessedBy = "self"
    derivation: Derivation | None = None
    also_called: tuple[str, ...] = ()


class Vocabulary(Mapping[str, Finding]):
    """All findings by id, in the order of the knowledge base."""

    def __init__(self, findings: Mapping[str, Finding]) -> None:
        self._findings = dict(findings)
        self.derived: tuple[Finding, ...] = tuple(f for f in self._findings.values() if f.derivation)
        self._also_called = {name: f for f in self._findings.values() for name in f.also_called}

    def __getitem__(self, finding_id: str) -> Finding:
        return self._findings[finding_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._findings)

    def __len__(self) -> int:
        return len(self._findings)

    def called(self, name: str) -> Finding | None:
        """Find a finding by its id or by another name it goes by."""
        return self._findings.get(name) or self._also_called.get(name)

    def nearest(self, name: str, count: int = 3) -> tuple[str, ...]:
        """Find the ids that look most like a name nobody knows."""
        return _nearest(name, tuple(self._findings), count)


@lru_cache(maxsize=256)
def _nearest(name: str, known: tuple[str, ...], count: int) -> tuple[str, ...]:
    """Kept, because a misspelt finding is often misspelt in every case of a file."""
    import difflib  # only a slip needs it

    return tuple(difflib.get_close_matches(name, known, n=count, cutoff=0.5))
