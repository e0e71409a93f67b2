"""The drawings a page shows, by what is done in them; a name without a drawing shows nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from lumbago.knowledge import Knowledge
from lumbago.web.charts.article_figures import article_chart
from lumbago.web.charts.comparison import multiples_svg
from lumbago.web.charts.fan import fan_svg
from lumbago.web.drawings.figure import drawn
from lumbago.web.drawings.records import drawings


def drawing(name: str) -> Markup:
    """Draw the figure of a position or an examination."""
    return Markup(drawn(name))  # made of numbers and of our own words, escaped where they enter


def draw_all() -> None:
    """Draw every figure once; it is kept."""
    for name in drawings():
        drawn(name)


def chart(name: str, knowledge: Knowledge) -> Markup:
    """Draw a chart of what is known; a name without one shows nothing."""
    return Markup(article_chart(name, knowledge))  # numbers and our own words again


CHARTS: Mapping[str, Callable[[Any], Markup]] = {
    "fan_chart": lambda fan: Markup(fan_svg(fan)),  # every word in it is escaped where it enters
    "comparison_chart": lambda multiples: Markup(multiples_svg(multiples)),
}
"""The charts that components draw from what they are given."""
