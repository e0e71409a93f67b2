"""How pain goes on over a year, as two reviews found it, and when to see whom."""

from __future__ import annotations

from collections.abc import Sequence

from lumbago.knowledge.course_records import PooledCourse
from lumbago.web.charts.parts import WIDTH, area, dot, line, svg, words

LEFT, RIGHT, TOP, BOTTOM = 30.0, WIDTH - 12.0, 14.0, 176.0
WEEKS, MOST = 52.0, 60.0
HEIGHT = 224


def recovery(title: str, older: PooledCourse, newer: PooledCourse) -> str:
    """Draw the mean pain of two reviews; an interval is shown only where it was read."""
    low = [(_x(p.week), _y(p.low)) for p in older.points if p.interval_verified == "seen"]
    high = [(_x(p.week), _y(p.high)) for p in older.points if p.interval_verified == "seen"]
    parts = [*_axes(), area([*low, *reversed(high)], "band")]
    for course, kind, named_at in ((older, "first", 13.6), (newer, "second", 24.6)):
        points = [(_x(p.week), _y(p.mean)) for p in course.points]
        parts += [line(points, f"curve {kind}"), *(dot(x, y, 3.6, f"point {kind}") for x, y in points)]
        year = course.label.rpartition(" ")[2]
        parts.append(words(RIGHT, _y(named_at), f"review of {year}", f"label {kind}", "end"))
    return svg(HEIGHT, title, parts)


def stairs(title: str, steps: Sequence[tuple[float, str, str]]) -> str:
    """Draw a way down through the weeks: at which of them what to do."""
    parts = [line([(12, 18), (12, 18 + 52 * (len(steps) - 1))], "way")]
    for place, (_, when, what) in enumerate(sorted(steps)):
        y = 18.0 + 52 * place
        parts += [dot(12, y, 7, "point first"), words(32, y - 1, when, "value"), words(32, y + 18, what)]
    return svg(52 * len(steps) - 4, title, parts)


def _axes() -> list[str]:
    pains, weeks = (0, 20, 40, 60), (0, 6, 26, 52)
    return [
        line([(LEFT, BOTTOM), (RIGHT, BOTTOM)], "axis"),
        *(line([(LEFT, _y(pain)), (RIGHT, _y(pain))], "grid") for pain in pains),
        *(words(LEFT - 6, _y(pain) + 5, str(pain), "tick", "end") for pain in pains),
        *(words(_x(week), BOTTOM + 20, str(week), "tick", "middle") for week in weeks),
        words((LEFT + RIGHT) / 2, BOTTOM + 42, "weeks", "tick", "middle"),
    ]


def _x(week: float) -> float:
    return LEFT + (RIGHT - LEFT) * week / WEEKS


def _y(pain: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * pain / MOST
