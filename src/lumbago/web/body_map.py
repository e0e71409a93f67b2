"""The body map: a drawing of front and back whose zones fill when their answer is chosen, and choose it when pressed.

The answers stand as rows beside it: the map shows and helps, and nothing depends on it. A zone holds a label of the
row's own control, so that it works without script.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from html import escape
from importlib.resources import files

from markupsafe import Markup

from lumbago.web.drawings.figure import drawn
from lumbago.web.drawings.outline import number

MOST_PRESSED_CM = 9.0
"""A zone is pressed within this of its middle, however thin it is, but never so far that it covers its neighbour."""


@cache
def zones() -> Mapping[str, Sequence[Sequence[float]]]:
    """Read the places, by the finding or the choice they stand for."""
    return tomllib.loads((files("lumbago.web.drawings") / "zones.toml").read_text("utf-8"))


def on_the_map(names: Sequence[str]) -> bool:
    """Say whether a page is about places: most of what it asks is on the map."""
    return sum(name in zones() for name in names) * 2 > len(names)


def body_map(names: Sequence[str], control: str) -> Markup:
    """Draw the map with a zone for each name; `control` begins the id of the control that a zone presses."""
    return _map(tuple(names), control)


@lru_cache(maxsize=64)
def _map(names: tuple[str, ...], control: str) -> Markup:
    placed = "".join(part for name in names for part in _zone(name, control))
    return Markup(drawn("body_map").replace("</svg>", f"{placed}</svg>"))  # numbers, and names of our own


def _zone(name: str, control: str) -> Iterator[str]:
    for x, y, wide, high in zones().get(name, ()):
        size = f'cx="{number(x)}" cy="{number(0.0 - y)}" rx="{number(wide)}" ry="{number(high)}"'
        yield f'<ellipse class="zone zone-{escape(name)}" {size}/>'
        reach, tall = min(wide, MOST_PRESSED_CM), min(high, MOST_PRESSED_CM * 2)
        frame = f'x="{number(x - reach)}" y="{number(0.0 - y - tall)}" width="{number(2 * reach)}"'
        yield (
            f'<foreignObject {frame} height="{number(2 * tall)}" aria-hidden="true">'
            f'<label class="press" for="{escape(control)}-{escape(name)}"></label></foreignObject>'
        )
