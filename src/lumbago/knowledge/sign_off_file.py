"""The operator's file of sign-offs, whole or not at all: every mistake is told at once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import msgspec

from lumbago.errors import InputError, Problem
from lumbago.knowledge.misfits import misfits
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
    try:
        table = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        problem = Problem(f"cannot be read: {error.strerror}.", str(file), mend="Name the file of sign-offs.")
        raise InputError(problem) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(Problem(f"is no TOML: {error}.", str(file))) from None
    mistakes = list(_mistakes(table))
    if mistakes:
        raise InputError([Problem(said, str(file), path=path, mend=mend) for path, said, mend in mistakes])
    return MappingProxyType({signed.edition: signed for signed in msgspec.convert(table, _File).sign_off})


def _mistakes(table: object) -> Iterator[tuple[str, str, str]]:
    """Go through the shape, and then through what it does not catch: empty words, an edition signed twice."""
    shape = "See docs/how-to/sign-off.md."
    found = [(path, said, shape) for path, said, _ in misfits(table, _File)]
    yield from found
    if found:
        return
    seen = set[str]()
    for number, signed in enumerate(msgspec.convert(table, _File).sign_off):
        at = f"sign_off[{number}]"
        for field in ("edition", "person", "registration"):
            if not getattr(signed, field).strip():
                yield f"{at}.{field}", "is empty.", "A sign-off names edition, person, registration and date."
        if signed.edition in seen:
            yield f"{at}.edition", f"{signed.edition} is signed off twice.", "Keep one."
        seen.add(signed.edition)
