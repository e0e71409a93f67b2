"""How many of a hundred, and how much against how much: dots and bars."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TypeAlias

from lumbago.web.charts.parts import WIDTH, box, svg, words

Group: TypeAlias = tuple[str, float]
"""What is counted, and how many of 100."""

Row: TypeAlias = tuple[str, float, str]
"""What a bar is of, how long it is, and how its length is told."""

ACROSS, STEP, EDGE = 25, 14.2, 7.2
LABEL, GAP = 24, 16
BAR, ROW = 18, 54


def people(title: str, groups: Sequence[Group]) -> str:
    """Draw a hundred people for each group; those who are meant are filled."""
    down = -(-100 // ACROSS)
    height = LABEL + down * STEP
    parts = []
    for place, (label, count) in enumerate(groups):
        top = place * (height + GAP)
        parts.append(words(2, top + 16, f"{round(count)} of 100 {label}"))
        meant, others = range(round(count)), range(round(count), 100)
        parts += [_dots(top + LABEL, others, "other"), _dots(top + LABEL, others, "inside")]
        parts.append(_dots(top + LABEL, meant, "one"))
    return svg(len(groups) * (height + GAP) - GAP + 4, title, parts)


def _dots(top: float, places: Iterable[int], kind: str) -> str:
    """Draw a dot in each place: lines of no length, with round ends, row by row."""
    way = ""
    for row, members in groupby(places, key=lambda place: place // ACROSS):
        first, *others = (place % ACROSS for place in members)
        way += f"M{EDGE + first * STEP:.4g} {top + EDGE + row * STEP:.4g}h0" + f"m{STEP} 0h0" * len(others)
    return f'<path class="{kind}" d="{way}"/>' if way else ""


def bars(title: str, rows: Sequence[Row], longest: float = 0.0) -> str:
    """Draw a bar for each row, its words above and its length told behind it."""
    most = longest or max(length for _, length, _ in rows)
    room = WIDTH - 110
    parts = []
    for place, (label, length, told) in enumerate(rows):
        top = place * ROW
        parts.append(words(2, top + 16, label))
        parts.append(box(2, top + 24, WIDTH - 108, BAR, "track"))
        parts.append(box(2, top + 24, max(2.0, room * length / most), BAR, "filled"))
        parts.append(words(WIDTH - 98, top + 39, told, "value"))
    return svg(len(rows) * ROW - 6, title, parts)
