"""Where something that was read stands, and how it is shown to whoever has to mend it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import msgspec
from msgspec.structs import replace

from lumbago.errors import Problem

LONGEST_SHOWN = 60


class Place(msgspec.Struct, frozen=True):
    """A file, a line of it, and the path inside what stands there: `answers.age`, `answers.age[1].unit`."""

    file: str = ""
    line: int | None = None
    path: str = ""

    def at(self, part: str | int) -> Place:
        """Point at one key or one item inside."""
        if isinstance(part, int):
            return replace(self, path=f"{self.path}[{part}]")
        return replace(self, path=".".join(filter(None, (self.path, clean(part)))))

    def down(self, lines: int) -> Place:
        """Point so many lines further down; a text without lines has its first counted as 1."""
        return replace(self, line=(self.line or 1) + lines)

    def problem(self, message: str, mend: str = "") -> Problem:
        """Say what is wrong here."""
        return Problem(message, file=self.file, line=self.line, path=self.path, mend=mend)


NOWHERE = Place()


def clean(text: str) -> str:
    """Make any text safe to print on one line: short, and without signs that steer a terminal."""
    short = text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in short)


def shown(given: object) -> str:
    """Show a JSON value as it was written; of an object or a list only what it is."""
    if isinstance(given, str):
        return f'"{clean(given)}"'
    if given is None or isinstance(given, bool):
        return {None: "null", True: "true", False: "false"}[given]
    if isinstance(given, float):
        return {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}.get(str(given), f"{given:.10g}")
    if isinstance(given, int):
        return str(given) if abs(given) < 10**15 else "a number of many digits"
    return "a list" if isinstance(given, list) else "an object"


def listed(names: Iterable[str], last: str = "or") -> str:
    """Join names as a sentence does: "a, b or c"."""
    *front, end = names
    return f"{', '.join(front)} {last} {end}" if front else end


def meant(name: str, known: Collection[str]) -> str:
    """Guess which known name was meant, or list them all."""
    import difflib  # only a slip needs it

    near = difflib.get_close_matches(name[:LONGEST_SHOWN], known, n=1, cutoff=0.5)
    return f"Did you mean {near[0]}?" if near else f"Known here: {listed(known, 'and')}."
