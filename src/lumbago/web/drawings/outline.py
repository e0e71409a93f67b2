"""The outline round circles, as an SVG path: two circles make a limb, three a foot, six a chest."""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, cos, hypot, pi, sin, sqrt
from typing import NamedTuple


class Circle(NamedTuple):
    """A circle of the picture; y points up."""

    x: float
    y: float
    r: float


Pair = tuple[float, float]
SAMPLES = 36


def number(value: float) -> str:
    """Write a coordinate as short as a drawing allows."""
    return f"{value:.1f}".removesuffix(".0").replace("-0.", "-.").removeprefix("0") or "0"


def point(x: float, y: float) -> str:
    """Write a point; SVG counts y downwards."""
    return f"{number(x)} {number(0.0 - y)}"


def outline(circles: Sequence[Circle]) -> str:
    """Draw the closed line round circles, as a rubber band would lie."""
    order = _around(_outer(circles))
    if len(order) == 1:
        return _round(order[0])
    touches = [_touch(a, b) for a, b in zip(order, (*order[1:], order[0]), strict=True)]
    start = touches[0][0]
    steps = [f"M{point(*start)}"]
    for index, (_, arrives) in enumerate(touches):
        circle = order[(index + 1) % len(order)]
        leaves = touches[(index + 1) % len(order)][0]
        large = int((_angle(circle, leaves) - _angle(circle, arrives)) % (2 * pi) > pi)
        r = number(circle.r)
        steps.append(f"L{point(*arrives)}A{r} {r} 0 {large} 0 {point(*leaves)}")
    return "".join(steps) + "Z"


def _round(circle: Circle) -> str:
    r = number(circle.r)
    left, right = point(circle.x - circle.r, circle.y), point(circle.x + circle.r, circle.y)
    return f"M{left}A{r} {r} 0 1 0 {right}A{r} {r} 0 1 0 {left}Z"


def _outer(circles: Sequence[Circle]) -> list[Circle]:
    """Leave out every circle that lies inside another."""
    kept: list[Circle] = []
    for circle in sorted(circles, key=lambda c: -c.r):
        if all(hypot(circle.x - k.x, circle.y - k.y) + circle.r > k.r + 0.05 for k in kept):
            kept.append(circle)
    return kept


def _around(circles: Sequence[Circle]) -> list[Circle]:
    """Put circles into the order in which the line meets them, against the clock."""
    samples = sorted(
        (c.x + c.r * cos(2 * pi * k / SAMPLES), c.y + c.r * sin(2 * pi * k / SAMPLES), i)
        for i, c in enumerate(circles)
        for k in range(SAMPLES)
    )
    met = [i for _, _, i in (*_chain(samples), *_chain(samples[::-1]))]
    order = [i for place, i in enumerate(met) if i != met[place - 1]] or met[:1]
    return [circles[i] for i in order]


def _chain(samples: Sequence[tuple[float, float, int]]) -> list[tuple[float, float, int]]:
    chain: list[tuple[float, float, int]] = []
    for sample in samples:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], sample) <= 0:
            chain.pop()
        chain.append(sample)
    return chain[:-1]


def _turn(a: tuple[float, float, int], b: tuple[float, float, int], c: tuple[float, float, int]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _touch(a: Circle, b: Circle) -> tuple[Pair, Pair]:
    """Find where the line from one circle to the next leaves the one and meets the other."""
    dx, dy = b.x - a.x, b.y - a.y
    far = hypot(dx, dy)
    along = (a.r - b.r) / far
    across = sqrt(max(0.0, 1 - along * along))
    nx, ny = (dx * along + dy * across) / far, (dy * along - dx * across) / far
    return (a.x + a.r * nx, a.y + a.r * ny), (b.x + b.r * nx, b.y + b.r * ny)


def _angle(circle: Circle, at: Pair) -> float:
    return atan2(at[1] - circle.y, at[0] - circle.x)
