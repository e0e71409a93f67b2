"""Paths in short: each step from where the pen stands, in tenths, without a letter or a space that says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from math import hypot
from typing import TypeAlias

Pen: TypeAlias = tuple[int, int]
"""Where the pen stands, in tenths."""

_PATH = re.compile(r' d="([^"]*)"')
_STEP = re.compile(r"([MLHVCAZ])([^MLHVCAZ]*)")
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
FLAT = 1.0
"""An arc that leaves its chord by no more than this, in tenths, is drawn as a line."""


def shortened(svg: str) -> str:
    """Write every path of a drawing in short; what is drawn stays the same to a tenth."""
    return _PATH.sub(lambda path: f' d="{_short(path[1])}"', svg)


def _short(path: str) -> str:
    """Follow the pen, so that what is rounded never adds up."""
    pen = start = (0, 0)
    written, before = "", ""
    for letter, given in _STEP.findall(path):
        numbers = [round(float(number) * 10) for number in _NUMBER.findall(given)]
        step, told, pen = _step(letter, numbers, pen, start)
        if step == "m":
            start = pen
        if step == "l" and told in ("0 0", ""):
            continue
        follows = step == before or (before, step) == (
            "m",
            "l",
        )  # a line after a line, or after a move, needs no letter
        written += _joined(told, written) if follows and step != "z" else f"{step}{told}"
        before = step
    return written


def _step(letter: str, given: Sequence[int], pen: Pen, start: Pen) -> tuple[str, str, Pen]:
    """Give a step with its letter, from where the pen stands, and where the pen stands then."""
    x, y = pen
    if letter == "Z":
        return "z", "", start
    if letter in "HV":
        to = (given[0], y) if letter == "H" else (x, given[0])
        return letter.lower(), _numbers([given[0] - (x if letter == "H" else y)]), to
    to = (given[-2], given[-1])
    if letter == "A" and not _flat(given, pen):
        flags = "".join(str(flag // 10) for flag in given[3:5])
        return "a", f"{_numbers(given[:2])} 0 {flags}{_numbers((to[0] - x, to[1] - y))}", to
    if letter == "A":
        letter, given = "L", to
    return letter.lower(), _numbers(n - pen[place % 2] for place, n in enumerate(given)), to


def _flat(arc: Sequence[int], pen: Pen) -> bool:
    """Say whether an arc can hardly be told from a line."""
    radius, large = arc[0], arc[3]
    chord = hypot(arc[-2] - pen[0], arc[-1] - pen[1])
    return not large and chord * chord <= 8 * radius * FLAT


def _numbers(tenths: Iterable[int]) -> str:
    written = ""
    for number in map(_number, tenths):
        written += _joined(number, written) if written else number
    return written


def _joined(number: str, written: str) -> str:
    """Put a number behind another: a sign separates by itself, and so does a second point."""
    last = re.split(r"[^\d.]", written)[-1]
    return number if number[0] == "-" or (number[0] == "." and "." in last) else f" {number}"


def _number(tenths: int) -> str:
    whole, tenth = divmod(abs(tenths), 10)
    told = f"{whole or ''}.{tenth}" if tenth else str(whole)
    return f"-{told}" if tenths < 0 else told
