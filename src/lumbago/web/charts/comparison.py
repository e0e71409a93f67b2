"""Small multiples of a comparison: one little chart for each period, all on the same scale, its middle marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from lumbago.pathway.course import Diary, Schedule, Verdict
from lumbago.web.charts.parts import area, dot, line, svg, words

ACROSS, WIDE, HIGH = 2, 180.0, 108.0
LEFT, TOP, BOTTOM = 22.0, 26.0, 92.0
MOST = 10


@dataclass(frozen=True, slots=True)
class Period:
    """One period: what was done, which of the two that is, its days, and the pain told by day."""

    label: str
    second: bool
    first_day: int
    last_day: int
    told: tuple[tuple[int, int], ...]
    to_come: bool = False

    @property
    def mean(self) -> float | None:
        return sum(pain for _, pain in self.told) / len(self.told) if self.told else None


@dataclass(frozen=True, slots=True)
class Multiples:
    """What the chart shows; `said` is its finding and its text alternative."""

    said: str
    periods: tuple[Period, ...]


def multiples_of(schedule: Schedule, diary: Diary, labels: tuple[str, str], verdict: Verdict, today: int) -> Multiples:
    """Lay the days told beside the plan of a comparison."""
    periods = []
    for place, arm in enumerate(schedule.arms):
        first = schedule.first_day + place * schedule.phase_days
        last = first + schedule.phase_days - 1
        told = tuple((day, pain) for day, pain in diary.pains if first <= day <= last)
        periods.append(Period(labels[arm == "second"], arm == "second", first, last, told, today < first))
    return Multiples(finding_in_words(verdict, labels), tuple(periods))


def finding_in_words(verdict: Verdict, labels: tuple[str, str]) -> str:
    """Say what a comparison has shown, in a sentence."""
    points = f"{abs(verdict.points):.1f}"
    if verdict.finding == "go_on":
        days = verdict.days_first + verdict.days_second
        return f"{days} {'day' if days == 1 else 'days'} told so far. Nothing is clear yet: go on."
    if verdict.finding == "no_difference":
        return f"It makes no difference that matters whether you choose {labels[0]} or {labels[1]}. Do what you like."
    if verdict.finding == "unclear":
        return f"There is no clear difference between {labels[0]} and {labels[1]}. Do what you like."
    better, other = labels if verdict.finding == "first_is_better" else labels[::-1]
    return f"With {better} your pain was about {points} points lower than with {other}."


def multiples_svg(given: Multiples | Mapping[str, Any]) -> str:
    """Draw a little chart for each period, two in a row."""
    shown = given if isinstance(given, Multiples) else msgspec.convert(given, Multiples)
    parts = [part for place, period in enumerate(shown.periods) for part in _one(period, place)]
    rows = -(-len(shown.periods) // ACROSS)
    return svg(HIGH * rows, shown.said, parts)


def _one(period: Period, place: int) -> list[str]:
    x, y = WIDE * (place % ACROSS), HIGH * (place // ACROSS)
    left, right = x + LEFT, x + WIDE - 10
    step = (right - left) / max(1, period.last_day - period.first_day)
    kind = "second" if period.second else "first"
    parts = [
        words(left, y + 14, period.label, f"label {kind}"),
        *(line([(left, y + _y(pain)), (right, y + _y(pain))], "grid") for pain in (0, 5, 10)),
        *(words(left - 5, y + _y(pain) + 5, str(pain), "tick", "end") for pain in (0, 10)),
    ]
    if period.mean is not None:
        parts.append(line([(left, y + _y(period.mean)), (right, y + _y(period.mean))], f"curve {kind}"))
    if not period.told:
        parts.append(
            words((left + right) / 2, y + _y(5) - 4, "to come" if period.to_come else "nothing told", "tick", "middle")
        )
    for day, pain in period.told:
        at = left + step * (day - period.first_day), y + _y(pain)
        parts.append(_square(*at) if period.second else dot(*at, 4, "point first"))
    return parts


def _square(x: float, y: float) -> str:
    """Draw the mark of the second choice: a shape of its own, so that nothing hangs on colour."""
    return area([(x - 4, y - 4), (x + 4, y - 4), (x + 4, y + 4), (x - 4, y + 4)], "point second")


def _y(pain: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * pain / MOST
