"""Bars for a summary, as SVG with the numbers in words: whoever does not see them loses nothing."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

WIDTH, ROW, LEFT, NUMBER = 440, 50, 2, 140
LONGEST = 46
NOT_TOLD = "not told"
Count = int | None


def bars(rows: Sequence[tuple[str, Count, str]], title: str) -> str:
    """Draw one bar a row: its name above it, its number behind it."""
    most = max((count or 0 for _, count, _ in rows), default=0) or 1
    drawn = []
    for place, (name, count, look) in enumerate(rows):
        y, width = place * ROW, (WIDTH - NUMBER) * (count or 0) / most
        drawn.append(f'<text x="{LEFT}" y="{y + 16}">{escape(_short(name))}</text>')
        drawn.append(f'<rect class="{look}" x="{LEFT}" y="{y + 23}" width="{max(width, 1):.1f}" height="14"/>')
        drawn.append(f'<text x="{LEFT + width + 8:.1f}" y="{y + 36}" class="number">{_number(count)}</text>')
    return _picture(drawn, len(rows), title, [f"{name}: {_number(count)}" for name, count, _ in rows])


def thirds(rows: Sequence[tuple[str, Count, Count, Count]], title: str) -> str:
    """Draw one bar a row, of yes, unknown and no: filled, hatched, empty."""
    drawn = []
    for place, (name, *counts) in enumerate(rows):
        y, x = place * ROW, float(LEFT)
        total = sum(count or 0 for count in counts) or 1
        drawn.append(f'<text x="{LEFT}" y="{y + 16}">{escape(_short(name))}</text>')
        for count, look in zip(counts, ("accent", "unknown", "no"), strict=True):
            width = (WIDTH - NUMBER) * (count or 0) / total
            drawn.append(f'<rect class="{look}" x="{x:.1f}" y="{y + 23}" width="{width:.1f}" height="14"/>')
            x += width
        drawn.append(f'<text x="{WIDTH - NUMBER + 12}" y="{y + 36}" class="number">{_number(counts[0])} yes</text>')
    told = [f"{n}: {_number(y)} yes, {_number(u)} unknown, {_number(no)} no" for n, y, u, no in rows]
    return _picture(drawn, len(rows), title, told)


def _picture(drawn: Sequence[str], rows: int, title: str, told: Sequence[str]) -> str:
    height = rows * ROW + 4
    hatch = (
        '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><line class="hatch" x1="0" y1="0" x2="0" y2="6"/></pattern></defs>'
    )
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img"><title>{escape(title)}</title>'
        f"<desc>{escape('; '.join(told))}</desc>{hatch}{''.join(drawn)}</svg>"
    )


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"


def _number(count: Count) -> str:
    return NOT_TOLD if count is None else f"{count:,}"
