"""Figures in people's words: "about 7 in 10", "58 days", "about 7 points out of 100"."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lumbago.knowledge.claims import TracedFigure

POINTS = {"points_0_5": 5, "points_0_10": 10, "points_0_100": 100}
COUNTED = {
    "minutes": "minute",
    "mg": "mg",
    "hours": "hour",
    "days": "day",
    "weeks": "week",
    "months": "month",
    "years": "year",
    "trials": "trial",
    "studies": "study",
    "people": "person",
}
MANY = {"study": "studies", "person": "people", "mg": "mg"}
SHARES = ("percent", "share")
RAREST = 1000


def told(figure: TracedFigure, form: str = "") -> str:
    """Write a figure as a person reads it.

    Raises: ValueError when the figure cannot be told in that form.
    """
    unit = figure.unit
    if form and form not in FORMS:
        raise ValueError(f"there is no form {form}: choose from {', '.join(FORMS)}")
    if form:
        return FORMS[form](figure)
    if unit in SHARES:
        return _out_of_100(figure)
    if unit in POINTS:
        return f"{_points(figure)} out of {POINTS[unit]}"
    if unit in COUNTED:
        return _counted(figure.value, unit)
    return _times(figure)


def _out_of_100(figure: TracedFigure) -> str:
    return f"{round(_percent(figure))} out of 100"


def _in_10(figure: TracedFigure) -> str:
    tenths = round(_percent(figure) / 10)
    if tenths == 5:
        return "about half"
    return f"about {tenths} in 10" if tenths else _one_in(figure)


def _one_in(figure: TracedFigure) -> str:
    percent = _percent(figure)
    if percent * RAREST < 100:
        return "fewer than 1 in 1,000"
    among = 100 / percent
    step = next(size for limit, size in ((10, 1), (50, 5), (RAREST + 1, 50)) if among <= limit)
    return f"about 1 in {round(among / step) * step:,}"


def _points(figure: TracedFigure) -> str:
    _needs(figure, *POINTS)
    points = round(abs(figure.value))
    return f"about {points} point{'' if points == 1 else 's'}"


def _interval(figure: TracedFigure) -> str:
    if figure.low is None or figure.high is None:
        raise ValueError("it has no interval")
    if figure.low < 0 < figure.high:
        raise ValueError("its interval goes from less to more, which these words cannot say")
    low, high = sorted((abs(figure.low), abs(figure.high)))
    if figure.unit in SHARES:
        scale = 100 if figure.unit == "share" else 1
        return f"between {round(low * scale)} and {round(high * scale)} out of 100"
    if figure.unit in POINTS:
        return f"between {round(low)} and {round(high)} points"
    return f"between {_plain(low)} and {_counted(high, figure.unit)}"


def _span(figure: TracedFigure) -> str:
    """Tell from how much to how much, where the figure is the upper end."""
    if figure.low is None:
        raise ValueError("it has no lower end")
    if figure.unit in SHARES:
        scale = 100 if figure.unit == "share" else 1
        return f"{round(figure.low * scale)} to {_out_of_100(figure)}"
    return f"{_plain(figure.low)} to {_counted(figure.value, figure.unit)}"


def _times(figure: TracedFigure) -> str:
    _needs(figure, "times")
    return f"about {_plain(float(round(figure.value)))} times"


def _lower(figure: TracedFigure) -> str:
    _needs(figure, "ratio", "times")
    if figure.value >= 1:
        raise ValueError("it is not lower")
    return f"about {round((1 - figure.value) * 100)} percent"


def _per_10(figure: TracedFigure) -> str:
    """Tell a ratio of how often as people for every 10 of the others."""
    _needs(figure, "ratio", "times")
    return f"about {round(figure.value * 10)} for every 10"


def _number(figure: TracedFigure) -> str:
    return _plain(float(round(_percent(figure))) if figure.unit in SHARES else abs(figure.value))


def _percent(figure: TracedFigure) -> float:
    _needs(figure, *SHARES)
    return figure.value * 100 if figure.unit == "share" else figure.value


def _counted(value: float, unit: str) -> str:
    one = COUNTED.get(unit, "")
    return f"{_plain(value)} {one if value == 1 else MANY.get(one, f'{one}s')}"


def _plain(value: float) -> str:
    return f"{round(value):,}" if value == round(value) else f"{value:g}"


def _needs(figure: TracedFigure, *units: str) -> None:
    if figure.unit not in units:
        raise ValueError(f"a figure in {figure.unit} cannot be told so")


FORMS: Mapping[str, Callable[[TracedFigure], str]] = {
    "out_of_100": _out_of_100,
    "in_10": _in_10,
    "one_in": _one_in,
    "points": _points,
    "interval": _interval,
    "span": _span,
    "lower": _lower,
    "per_10": _per_10,
    "number": _number,
}
"""The forms a writer can ask for: `{claim.figure:in_10}`."""
