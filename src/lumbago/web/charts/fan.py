"""The fan: where a diary is expected to go, with the person's own days on it.

Three bands say between which pain half, 8 in 10 and 19 in 20 of such days lie; each is named on the chart itself.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from lumbago.pathway.course import Diary, Forecast
from lumbago.web.charts.parts import WIDTH, area, dot, line, svg, words

LEFT, RIGHT, TOP, BOTTOM = 26.0, WIDTH - 8.0, 16.0, 216.0
HEIGHT = 262
MOST = 10
FEWEST_AHEAD = 21
"""Days ahead that are shown at least, so that what is to come has room."""
LETTER, LINE, HIGHEST = 7.5, 14.0, 9.0
"""How wide a letter and how high a line of the words in the chart may be, and how far up a word may stand."""

HORIZONS = (42, 84, 182)
IN_WORDS = {0.5: "half", 0.8: "8 in 10", 0.95: "19 in 20"}
SELDOM = 0.1
LOOKS_AHEAD_DAYS = 28
FALLS_POINTS = 2
"""A fall of two points is one that people notice (the smallest important change, nrs_pain)."""
TABLED_WEEKS = (1, 2, 4, 6, 12, 26)


@dataclass(frozen=True, slots=True)
class Word:
    """Where a word stands in the chart: the middle of its foot, and half its width."""

    x: float
    y: float
    half: float

    def touches(self, other: Word) -> bool:
        return abs(self.x - other.x) < self.half + other.half + 3 and abs(self.y - other.y) < LINE


@dataclass(frozen=True, slots=True)
class Ribbon:
    """One band: what share of days lies in it, in words, and its edges by day."""

    said: str
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Fan:
    """What the chart shows. `ribbons` go from the narrowest to the widest; `told` are days with the pain told."""

    title: str
    said: str
    days: tuple[float, ...]
    median: tuple[float, ...]
    ribbons: tuple[Ribbon, ...]
    told: tuple[tuple[int, int], ...]
    today: int
    last: int

    @property
    def rows(self) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        """The table behind the chart: when, the middle, and between what each band lies."""
        weeks = [w for w in TABLED_WEEKS if self.today < 7 * w <= self.last and 7 * w <= self.days[-1]]
        return tuple((f"week {w}", _points(self.at(7 * w)), self._between(7 * w)) for w in weeks)

    def at(self, day: float) -> float:
        """Read the middle line off on a day."""
        return _read(self.days, self.median, day)

    def _between(self, day: float) -> tuple[str, ...]:
        return tuple(
            f"{_points(_read(self.days, r.low, day))} to {_points(_read(self.days, r.high, day))}" for r in self.ribbons
        )


def fan_of(forecast: Forecast, diary: Diary) -> Fan:
    """Put a forecast and the days behind it into the words and lines of the chart."""
    start = ((0, diary.start),) if diary.start is not None and not any(d == 0 for d, _ in diary.pains) else ()
    told = tuple((day, pain) for day, pain in (*start, *diary.pains) if day >= forecast.days[0])
    last = next((h for h in HORIZONS[1:] if h >= forecast.today + FEWEST_AHEAD), int(forecast.days[-1]))
    ribbons = tuple(
        Ribbon(IN_WORDS.get(band.share, f"{band.share:.0%}"), band.low, band.high) for band in forecast.bands
    )
    days = tuple(map(float, forecast.days))
    drawn = Fan(_title(forecast), "", days, forecast.median, ribbons, told, forecast.today, last)
    return replace(drawn, said=_said(drawn))


def _title(forecast: Forecast) -> str:
    """Tell where the middle of such people stands some weeks on; where that is no fall, how many recover."""
    weeks = [
        w for w in sorted(forecast.recovered_by) if forecast.today + LOOKS_AHEAD_DAYS <= 7 * w <= forecast.days[-1]
    ]
    if weeks:
        days = [float(day) for day in forecast.days]
        now, then = (_read(days, forecast.median, float(day)) for day in (forecast.today, 7 * weeks[0]))
        if round(now) - round(then) >= FALLS_POINTS:
            where = f"at {_points(then)} of 10 or less" if round(then) else "free of pain"
            return f"Half of the people with a diary like yours are {where} by week {weeks[0]}"
    return _recovering(forecast)


def _recovering(forecast: Forecast) -> str:
    week = next((w for w in sorted(forecast.recovered_by) if 7 * w > forecast.today), max(forecast.recovered_by))
    week = max(week, min(12, max(forecast.recovered_by)))
    if forecast.recovered_by[week] < SELDOM:
        level = _points(_read([float(d) for d in forecast.days], forecast.median, 7.0 * week))
        return f"Going by your diary, your pain may stay near {level} of 10"
    return f"{_of_100(forecast.recovered_by[week])} of 100 people with a diary like yours have recovered by week {week}"


def _of_100(chance: float) -> str:
    count = round(100 * chance)
    return "More than 99" if count > 99 else f"About {count}"


def _said(fan: Fan) -> str:
    widest = fan.ribbons[min(1, len(fan.ribbons) - 1)]
    low, high = (_points(_read(fan.days, edge, fan.last)) for edge in (widest.low, widest.high))
    return (
        f"{fan.title}. From pain of {_points(fan.at(fan.today))} today, the middle line goes to "
        f"{_points(fan.at(fan.last))} in week {fan.last // 7}; "
        f"{widest.said} of such days then lie between {low} and {high}."
    )


def fan_svg(given: Fan | Mapping[str, Any]) -> str:
    """Draw the fan.

    The words in it say the finding; everything else is in the table behind it.
    """
    fan = given if isinstance(given, Fan) else msgspec.convert(given, Fan)
    inside = [i for i, day in enumerate(fan.days) if day <= fan.last]
    parts = [*_axes(fan)]
    for place, ribbon in enumerate(reversed(fan.ribbons)):
        upper = [(_x(fan, fan.days[i]), _y(ribbon.high[i])) for i in inside]
        lower = [(_x(fan, fan.days[i]), _y(ribbon.low[i])) for i in inside]
        parts.append(area([*upper, *reversed(lower)], f"fan-{len(fan.ribbons) - place}"))
    parts.append(line([(_x(fan, fan.days[i]), _y(fan.median[i])) for i in inside], "curve first"))
    parts += _names(fan)
    parts += [dot(_x(fan, day), _y(pain), 4, "told") for day, pain in fan.told]
    return svg(HEIGHT, fan.said, parts)


def _axes(fan: Fan) -> list[str]:
    weeks = range(0, fan.last // 7 + 1, 2 if fan.last <= 84 else 4)
    now = _x(fan, fan.today)
    side = "start" if _starts(fan) else "end"
    return [
        *(line([(LEFT, _y(pain)), (RIGHT, _y(pain))], "grid") for pain in (0, 2, 4, 6, 8, 10)),
        *(words(LEFT - 6, _y(pain) + 5, str(pain), "tick", "end") for pain in (0, 2, 4, 6, 8, 10)),
        *(words(_x(fan, 7 * week), BOTTOM + 20, str(week), "tick", "middle") for week in weeks),
        words((LEFT + RIGHT) / 2, BOTTOM + 40, "weeks", "tick", "middle"),
        line([(now, TOP - 8), (now, BOTTOM)], "now"),
        words(now + (5 if side == "start" else -5), TOP + 3, "today", "value", side),
    ]


def _names(fan: Fan) -> list[str]:
    """Name each band beside its upper edge, one after the other, where nothing is told yet and no word stands."""
    return [
        words(at.x, at.y, ribbon.said, "tick", "middle") for at, ribbon in zip(places(fan), fan.ribbons, strict=True)
    ]


def places(fan: Fan) -> tuple[Word, ...]:
    """Place the name of each band, from the narrowest to the widest, so that none touches another or "today"."""
    left, taken = max(0, fan.last - fan.today), [today_word(fan)]
    for place, ribbon in enumerate(fan.ribbons):
        day = fan.today + left * (0.35 + 0.3 * place)
        half = len(ribbon.said) * LETTER / 2
        taken.append(_clear(min(_x(fan, day), RIGHT - half), _y(_read(fan.days, ribbon.high, day)) - 5, half, taken))
    return tuple(taken[1:])


def _clear(x: float, y: float, half: float, taken: Sequence[Word]) -> Word:
    """Find the nearest height above where a word touches no other, or the nearest one below."""
    heights = [*(y - up for up in range(0, int(y - HIGHEST), 2)), *(y + down for down in range(2, int(BOTTOM - y), 2))]
    tried = (Word(x, height, half) for height in heights)
    return next((word for word in tried if not any(word.touches(other) for other in taken)), Word(x, y, half))


def today_word(fan: Fan) -> Word:
    """Say where the word at today's line stands."""
    half = len("today") * LETTER / 2
    way = 1 if _starts(fan) else -1
    return Word(_x(fan, fan.today) + way * (5 + half), TOP + 3, half)


def _starts(fan: Fan) -> bool:
    """Say whether the word at today's line stands to its right."""
    return fan.today < fan.last * 0.8


def _x(fan: Fan, day: float) -> float:
    return LEFT + (RIGHT - LEFT) * min(day, fan.last) / fan.last


def _y(pain: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * pain / MOST


def _read(days: Sequence[float], values: Sequence[float], day: float) -> float:
    """Read a line off between its points."""
    after = min(bisect_left(days, day), len(days) - 1)
    if after == 0 or days[after] <= day:
        return values[after]
    share = (day - days[after - 1]) / (days[after] - days[after - 1])
    return values[after - 1] + share * (values[after] - values[after - 1])


def _points(pain: float) -> str:
    return str(round(pain))
