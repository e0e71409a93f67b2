"""The frontier of safety and calm as a picture."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.accuracy.burden import FrontierPoint

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 400, 70, 20, 30, 60
MOST_ALERTS, MOST_LOWER = 0.4, 0.25


def svg(points: Sequence[FrontierPoint]) -> str:
    """Draw urgent cases called lower (up) against alerts in ordinary pain (right)."""
    drawn = [_frame()]
    for values, name, dash in (
        ([(p.same_day_or_more, p.lower_briefly) for p in points], "told in two sentences", "6 4"),
        ([(p.same_day_or_more, p.lower) for p in points], "every question answered", ""),
    ):
        drawn.append(_line(values, name, dash))
    now = next(p for p in points if p.scale == 1.0)
    drawn += [_here(now.same_day_or_more, now.lower_briefly), _here(now.same_day_or_more, now.lower)]
    title = "Safety against calm as all action thresholds move together"
    description = "; ".join(
        f"thresholds x {p.scale:g}: {p.same_day_or_more:.1%} of ordinary pain told same-day or more, "
        f"{p.lower:.1%} of dangerous causes told less than same-day ({p.lower_briefly:.1%} when told briefly)"
        for p in points
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="sans-serif" font-size="13"><title>{title}</title><desc>{description}</desc>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fbf8f1"/>' + "".join(drawn) + "</svg>\n"
    )


def _x(value: float) -> float:
    return LEFT + min(value, MOST_ALERTS) / MOST_ALERTS * (WIDTH - LEFT - RIGHT)


def _y(value: float) -> float:
    return HEIGHT - BOTTOM - min(value, MOST_LOWER) / MOST_LOWER * (HEIGHT - TOP - BOTTOM)


def _frame() -> str:
    up, right = [i / 20 for i in range(6)], [i / 20 for i in range(9)]
    lines = [f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{_y(m):.1f}" y2="{_y(m):.1f}" stroke="#ddd5c4"/>' for m in up]
    ups = [f'<text x="{LEFT - 8}" y="{_y(m) + 4:.1f}" text-anchor="end">{m:.0%}</text>' for m in up]
    rights = [f'<text x="{_x(m):.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{m:.0%}</text>' for m in right]
    below = (
        f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 18}" text-anchor="middle">'
        "ordinary pain told same-day or emergency</text>"
    )
    above = f'<text x="{LEFT}" y="18">dangerous causes told less than same-day (mean over causes)</text>'
    return "".join([*lines, *ups, *rights, below, above])


def _line(values: Sequence[tuple[float, float]], name: str, dash: str) -> str:
    path = " ".join(f"{_x(x):.1f},{_y(y):.1f}" for x, y in values)
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    x, y = values[-1]  # where the thresholds are highest and the lines furthest apart
    label = f'<text x="{_x(x) - 10:.1f}" y="{_y(y) + 4:.1f}" text-anchor="end" fill="#1b5e63">{name}</text>'
    return f'<polyline points="{path}" fill="none" stroke="#1b5e63" stroke-width="2"{dashed}/>{label}'


def _here(x: float, y: float) -> str:
    dot = f'<circle cx="{_x(x):.1f}" cy="{_y(y):.1f}" r="6" fill="#9c2a1c"/>'
    return f'{dot}<text x="{_x(x) - 10:.1f}" y="{_y(y) + 16:.1f}" text-anchor="end" fill="#9c2a1c">as set</text>'
