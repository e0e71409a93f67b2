"""What is meant: arrows, a glow over a place, a ring, a row of dots. All in the one accent colour."""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, cos, degrees, radians, sin

from lumbago.web.drawings.outline import number, point
from lumbago.web.drawings.records import Mark

Pair = tuple[float, float]
TIP = 7.5


def mark(one: Mark) -> str:
    """Draw one mark."""
    parts = [_arrow(one.arrow, both=one.both)] if one.arrow else []
    parts += [_oval("glow", one.glow)] if one.glow else []
    parts += [_oval("ring", one.ring)] if one.ring else []
    parts += [f'<path class="meant" d="{_through(one.line)}"/>'] if one.line else []
    parts += [f'<circle class="tip" cx="{number(x)}" cy="{number(0.0 - y)}" r="2.6"/>' for x, y in one.dots]
    return "".join(parts)


def _oval(kind: str, given: Sequence[float]) -> str:
    x, y, r = given[:3]
    across = given[3] if len(given) > 3 else r
    size = f'cx="{number(x)}" cy="{number(0.0 - y)}" rx="{number(r)}" ry="{number(across)}"'
    return f'<ellipse class="{kind}" {size}/>'


def _arrow(points: Sequence[Pair], *, both: bool) -> str:
    tips = [_tip(points[-2], points[-1])]
    if both:
        tips.append(_tip(points[1], points[0]))
    return f'<path class="meant" d="{_through(points)}{"".join(tips)}"/>'


def _through(points: Sequence[Pair]) -> str:
    """Draw a smooth line through points."""
    path = [f"M{point(*points[0])}"]
    padded = [points[0], *points, points[-1]]
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        out = (b[0] + (c[0] - a[0]) / 6, b[1] + (c[1] - a[1]) / 6)
        into = (c[0] - (d[0] - b[0]) / 6, c[1] - (d[1] - b[1]) / 6)
        path.append(f"C{point(*out)} {point(*into)} {point(*c)}")
    return "".join(path)


def _tip(before: Pair, at: Pair) -> str:
    """Draw the two barbs of an arrow."""
    way = degrees(atan2(at[1] - before[1], at[0] - before[0]))
    barbs = [(at[0] - TIP * cos(radians(way + t)), at[1] - TIP * sin(radians(way + t))) for t in (-36, 36)]
    return f"M{point(*barbs[0])}L{point(*at)}L{point(*barbs[1])}"
