"""How many of a hundred, and how much against how much: dots and bars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from lumbago.web.charts.parts import WIDTH, box, dot, svg, words

Group: TypeAlias = tuple[str, float]
"""What is counted, and how many of 100."""

Row: TypeAlias = tuple[str, float, str]
"""What a bar is of, how long it is, and how its length is told."""

ACROSS, STEP, RADIUS = 25, 14.2, 5.2
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
        for person in range(100):
            x = RADIUS + 2 + (person % ACROSS) * STEP
            y = top + LABEL + RADIUS + 2 + (person // ACROSS) * STEP
            parts.append(dot(x, y, RADIUS, "one" if person < round(count) else "other"))
    return svg(len(groups) * (height + GAP) - GAP + 4, title, parts)


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
