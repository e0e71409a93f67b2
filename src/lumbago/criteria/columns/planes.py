"""How planes are made of each other: a graph in which the same plane is made once, however many criteria need it.

A plane holds one bit a person. What is known of a criterion is two planes, so its logic is `and` and `or` of bits.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Literal, NamedTuple, TypeAlias

Plane: TypeAlias = int
"""The number of a plane in its graph."""

Sign: TypeAlias = Literal["<", "<=", "=="]
Kind: TypeAlias = Literal["source", "comparison", "and", "or", "xor", "not"]
Made: TypeAlias = tuple[Kind, Hashable, Plane, Plane]
"""How a plane is made: of what kind, from which source, or of which other planes."""

ZERO: Plane = 0
ONE: Plane = 1
"""The planes that hold for nobody and for everybody."""


class Comparison(NamedTuple):
    """How a column stands to a limit: to a number, or in a column of choices to a word."""

    column: str
    sign: Sign
    limit: float | str


class Planes:
    """The graph. It only grows; a plane's number is higher than those it is made of."""

    def __init__(self) -> None:
        self.made: list[Made] = [("source", "nobody", 0, 0), ("source", "everybody", 0, 0)]
        self._numbers: dict[Made, Plane] = {made: number for number, made in enumerate(self.made)}
        self._opposites: dict[Plane, Plane] = {ZERO: ONE, ONE: ZERO}

    def source(self, key: Hashable) -> Plane:
        """Name a plane that comes from a table; the key says which."""
        return self._number(("source", key, 0, 0))

    def compared(self, comparison: Comparison) -> Plane:
        """Name the plane of a comparison; where a value is not known it means nothing."""
        return self._number(("comparison", comparison, 0, 0))

    def both(self, a: Plane, b: Plane) -> Plane:
        if ZERO in (a, b) or self._opposites.get(a) == b:
            return ZERO
        if b in (a, ONE):
            return a
        return b if a == ONE else self._number(("and", None, min(a, b), max(a, b)))

    def either(self, a: Plane, b: Plane) -> Plane:
        if ONE in (a, b) or self._opposites.get(a) == b:
            return ONE
        if b in (a, ZERO):
            return a
        return b if a == ZERO else self._number(("or", None, min(a, b), max(a, b)))

    def differ(self, a: Plane, b: Plane) -> Plane:
        if a == b:
            return ZERO
        if ONE in (a, b):
            return self.opposite(a if b == ONE else b)
        return a + b if ZERO in (a, b) else self._number(("xor", None, min(a, b), max(a, b)))

    def opposite(self, a: Plane) -> Plane:
        known = self._opposites.get(a)
        if known is not None:
            return known
        made = self._number(("not", None, a, a))
        self._opposites[a], self._opposites[made] = made, a
        return made

    def but_not(self, a: Plane, b: Plane) -> Plane:
        return self.both(a, self.opposite(b))

    def all_of(self, planes: Iterable[Plane]) -> Plane:
        joined = ONE
        for plane in planes:
            joined = self.both(joined, plane)
        return joined

    def any_of(self, planes: Iterable[Plane]) -> Plane:
        joined = ZERO
        for plane in planes:
            joined = self.either(joined, plane)
        return joined

    def count(self, planes: Iterable[Plane]) -> list[Plane]:
        """Count how many hold for each person, bit-sliced: the planes of the binary digits, the lowest first."""
        digits: list[Plane] = []
        for plane in planes:
            carry = plane
            for place, digit in enumerate(digits):
                digits[place], carry = self.differ(digit, carry), self.both(digit, carry)
            if carry != ZERO:
                digits.append(carry)
        return digits

    def at_least(self, count: int, digits: Sequence[Plane]) -> Plane:
        """Compare a bit-sliced count with a number."""
        if count >= 1 << len(digits):
            return ONE if count <= 0 else ZERO
        reached = ONE
        for place, digit in enumerate(digits):
            join = self.both if count >> place & 1 else self.either
            reached = join(digit, reached)
        return reached

    def _number(self, made: Made) -> Plane:
        number = self._numbers.get(made)
        if number is None:
            number = self._numbers[made] = len(self.made)
            self.made.append(made)
        return number
