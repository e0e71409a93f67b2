"""The operator's file of sign-offs, whole or not at all: every mistake is told at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from lumbago.errors import InputError, Problem
from lumbago.knowledge.operators_file import read_operators_file
from lumbago.knowledge.records import Shape
from lumbago.knowledge.sign_off import NOBODYS, SignOff, SignOffs

VARIABLE = "LUMBAGO_SIGN_OFF"


class _File(Shape, frozen=True):
    sign_off: tuple[SignOff, ...]


def installed_sign_offs(environment: Mapping[str, str]) -> SignOffs:
    """Read the file that `LUMBAGO_SIGN_OFF` names; without it nobody has signed anything.

    Raises: InputError with everything that cannot be used.
    """
    file = environment.get(VARIABLE, "").strip()
    return read_sign_offs(Path(file)) if file else NOBODYS


def read_sign_offs(file: Path) -> SignOffs:
    """Read sign-offs from an operator's file.

    Raises: InputError with everything that cannot be used.
    """
    given = read_operators_file(file, _File, "the file of sign-offs", "docs/how-to/sign-off.md").sign_off
    mistakes = list(_mistakes(given))
    if mistakes:
        raise InputError([Problem(said, str(file), path=path, mend=mend) for path, said, mend in mistakes])
    return MappingProxyType({signed.edition: signed for signed in given})


def _mistakes(given: Sequence[SignOff]) -> Iterator[tuple[str, str, str]]:
    """Go through what the shape does not catch: empty words, an edition signed twice."""
    seen = set[str]()
    for number, signed in enumerate(given):
        at = f"sign_off[{number}]"
        for field in ("edition", "person", "registration"):
            if not getattr(signed, field).strip():
                yield f"{at}.{field}", "is empty.", "A sign-off names edition, person, registration and date."
        if signed.edition in seen:
            yield f"{at}.edition", f"{signed.edition} is signed off twice.", "Keep one."
        seen.add(signed.edition)
