"""What a condition means: frozen nodes that two evaluators share.

A condition is three-valued. `Unless` is how the language says that a benign pattern excuses: to Kleene's logic it is
plain negation, so an unknown excuse leaves the condition unknown; where a rule must be presumed to hold until the
excuse is confirmed, an evaluator reads it as "not known to be so".
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from lumbago.record.findings import Operator

NumberOperator: TypeAlias = Operator | Literal["!="]


def require(holds: bool, what: str) -> None:
    """Refuse to build a node that means nothing; text never makes one, so this is a bug."""
    if not holds:
        raise ValueError(what)


class Is(msgspec.Struct, frozen=True, tag=True):
    """A yes-or-no finding is yes."""

    finding: str


class Compare(msgspec.Struct, frozen=True, tag=True):
    """A number stands so to a limit, in the finding's own unit."""

    finding: str
    operator: NumberOperator
    limit: float


class OneOf(msgspec.Struct, frozen=True, tag=True):
    """A choice is one of these."""

    finding: str
    choices: tuple[str, ...]


class Not(msgspec.Struct, frozen=True, tag=True):
    """The inner condition is false."""

    inner: Criterion


class Unless(msgspec.Struct, frozen=True, tag=True):
    """The inner condition, which excuses, does not hold."""

    inner: Criterion


class And(msgspec.Struct, frozen=True, tag=True):
    """All hold."""

    items: tuple[Criterion, ...]

    def __post_init__(self) -> None:
        require(bool(self.items), "a group needs items")


class Or(msgspec.Struct, frozen=True, tag=True):
    """Any holds."""

    items: tuple[Criterion, ...]

    def __post_init__(self) -> None:
        require(bool(self.items), "a group needs items")


class AtLeast(msgspec.Struct, frozen=True, tag=True):
    """So many of these hold."""

    count: int
    items: tuple[Criterion, ...]

    def __post_init__(self) -> None:
        require(1 <= self.count <= len(self.items), "the count lies between one and the number of items")


class Named(msgspec.Struct, frozen=True, tag=True):
    """A condition that has a name of its own, so that it is written, explained and counted once."""

    name: str
    inner: Criterion


Criterion: TypeAlias = Is | Compare | OneOf | Not | Unless | And | Or | AtLeast | Named
