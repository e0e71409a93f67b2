"""The parts charts are put together from; classes give them their colours, light and dark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

WIDTH = 360


def svg(height: float, title: str, parts: Iterable[str]) -> str:
    """Put parts in a chart of the usual width, with its words as the text alternative."""
    return (
        f'<svg class="chart" viewBox="0 0 {WIDTH} {height:g}" role="img">'
        f"<title>{escape(title)}</title>{''.join(parts)}</svg>"
    )


def words(x: float, y: float, text: str, kind: str = "label", anchor: str = "start") -> str:
    """Write words that begin, are centred or end at a point."""
    return f'<text class="{kind}" x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(text)}</text>'


def line(points: Sequence[tuple[float, float]], kind: str) -> str:
    """Draw a line through points."""
    way = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return f'<path class="{kind}" d="M{way}"/>'


def area(points: Sequence[tuple[float, float]], kind: str) -> str:
    """Fill what lies inside some points."""
    way = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return f'<path class="{kind}" d="M{way}Z"/>'


def dot(x: float, y: float, r: float, kind: str) -> str:
    """Draw a dot."""
    return f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="{r:g}"/>'


def box(x: float, y: float, width: float, height: float, kind: str) -> str:
    """Draw a box with soft corners."""
    return f'<rect class="{kind}" x="{x:g}" y="{y:g}" width="{width:.1f}" height="{height:g}" rx="2"/>'
