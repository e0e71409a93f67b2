"""Draws a pose as SVG: far parts first, then near ones, then what is meant. No style attribute, no script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from statistics import mean

from lumbago.web.drawings.mannequin import Part, parts_of
from lumbago.web.drawings.marks import mark
from lumbago.web.drawings.outline import number, outline
from lumbago.web.drawings.props import extent, prop
from lumbago.web.drawings.records import Drawing, Person, drawings
from lumbago.web.drawings.shorthand import shortened
from lumbago.web.drawings.space import depth, seen

WIDTH, MARGIN, LOWEST = 230.0, 7.0, 96.0


@cache
def drawn(name: str) -> str:
    """Draw one of the drawings by its name; nothing for a name that has none."""
    known = drawings().get(name)
    return shortened(svg(known)) if known else ""


def svg(drawing: Drawing) -> str:
    """Draw a pose, with its words as the text alternative."""
    layers = [*_layer(drawing, "back"), *_layer(drawing, "front")]
    left, bottom, right, top = drawing.box or _box(drawing)
    ground = f'<path class="ground" d="M{number(left + 3)} 1.7H{number(right - 3)}"/>' if drawing.ground else ""
    view = " ".join(number(v) for v in (left, -top, right - left, top - bottom))
    return (
        f'<svg class="figure" viewBox="{view}" role="img" fill="#fff" stroke="currentColor" paint-order="stroke">'
        f"<title>{escape(drawing.title)}</title>{ground}{''.join(layers)}</svg>"
    )


def _layer(drawing: Drawing, layer: str) -> Iterable[str]:
    yield from (mark(m) for m in drawing.marks if m.layer == layer == "back")
    yield from (prop(p) for p in drawing.props if p.layer == layer == "back")
    yield from (_person(p, drawing.pitch) for p in drawing.people if p.layer == layer)
    yield from (prop(p) for p in drawing.props if p.layer == layer == "front")
    yield from (mark(m) for m in drawing.marks if m.layer == layer == "front")


def _person(person: Person, pitch: float) -> str:
    parts = _ordered(person, pitch)
    if person.as_ghost or person.bare:
        kind = "ghost" if person.as_ghost else "body"
        return f'<path class="{kind}" d="{"".join(_path(part, pitch) for part in parts)}"/>'
    trunk = next((i for i, part in enumerate(parts) if part.name == "trunk"), -1)
    return "".join(_drawn(part, pitch, behind=index < trunk) for index, part in enumerate(parts))


def _drawn(part: Part, pitch: float, *, behind: bool) -> str:
    body = f'<path class="{"far" if behind else "body"}" d="{_path(part, pitch)}"/>'
    if behind or part.socket is None:
        return body
    x, y, r = seen(part.socket, pitch)
    return f'{body}<circle class="skin" cx="{number(x)}" cy="{number(0.0 - y)}" r="{number(r)}"/>'


def _path(part: Part, pitch: float) -> str:
    return "".join(outline([seen(ball, pitch) for ball in hull]) for hull in part.hulls)


def _ordered(person: Person, pitch: float) -> Sequence[Part]:
    parts = {part.name: part for part in parts_of(person) if not person.only or part.name in person.only}
    if person.order:
        return [parts[name] for name in person.order if name in parts]
    return sorted(parts.values(), key=lambda part: _nearness(part, pitch))


def _nearness(part: Part, pitch: float) -> float:
    return mean(depth(ball.at, pitch) for hull in part.hulls for ball in hull)


def _box(drawing: Drawing) -> tuple[float, float, float, float]:
    """Put a frame round everything; all frames are equally wide, so that everybody is equally tall."""
    spots = list(_spots(drawing))
    left, right = min(x - r for x, _, r in spots), max(x + r for x, _, r in spots)
    bottom, top = min(y - r for _, y, r in spots), max(y + r for _, y, r in spots)
    spare = max(MARGIN, (WIDTH - (right - left)) / 2)
    base = min(bottom, 0.0) - MARGIN
    return left - spare, base, right + spare, max(top + MARGIN, base + LOWEST)


def _spots(drawing: Drawing) -> Iterable[tuple[float, float, float]]:
    for person in drawing.people:
        for part in _ordered(person, drawing.pitch):
            yield from (seen(ball, drawing.pitch) for hull in part.hulls for ball in hull)
    for thing in drawing.props:
        yield from extent(thing)
    for one in drawing.marks:
        yield from ((x, y, 3.0) for x, y in (*one.arrow, *one.dots, *one.line))
        yield from ((m[0], m[1], m[2]) for m in (one.glow, one.ring) if m)
