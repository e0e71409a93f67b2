"""Things: drawn as lines, or round circles as the body is; some have names."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians, sin

from lumbago.web.drawings.outline import Circle, outline, point
from lumbago.web.drawings.records import Prop

Pair = tuple[float, float]
Triple = tuple[float, float, float]
CLASSES = {
    "thing": "thing",
    "soft": "thing soft",
    "skin": "body",
    "skin_far": "far",
    "strong": "thing strong",
    "warm": "thing warm",
    "thin": "thing thin",
}
LINES: dict[str, tuple[tuple[Pair, ...], ...]] = {
    "chair": (
        ((4, 42), (4, 0)),
        ((40, 0), (40, 42)),
        ((0, 47), (44, 47), (48, 92), (44, 92), (40, 47), (40, 42), (0, 42), (0, 47)),
    ),
    "table": (((4, 68), (4, 0)), ((0, 72), (60, 72), (60, 68), (0, 68), (0, 72)), ((56, 0), (56, 68))),
}
# Along the arm from the finger tips at 0: place along, place across, radius.
HULLS: dict[str, tuple[tuple[Triple, ...], ...]] = {
    "hand": (((0, 0, 2.2), (8, 0, 4.2), (13, 0, 3.8)), ((4, 5.4, 1.7), (11, 2, 3)), ((13, 0, 3), (36, 0, 4.2))),
    "finger": (((0, 0, 1.6), (8, 1, 1.9)), ((8, -1.2, 4), (13, 0, 3.8)), ((13, 0, 3), (36, 0, 4.2))),
    "pillow": (((-16, 2, 4), (16, 2, 4), (0, 3, 5.5)),),
}
SLEEVE = ((24, 0, 6), (38, 0, 6.6))


def prop(thing: Prop) -> str:
    """Draw one thing."""
    if thing.use in LINES:
        path = "".join(_line([_moved(thing, p) for p in line]) for line in LINES[thing.use])
        return f'<path class="thing soft" d="{path}"/>'
    if thing.use in HULLS:
        return _limb(thing)
    path = "".join(outline([Circle(*c) for c in hull]) for hull in ((thing.round,) if thing.round else thing.hulls))
    path += _line(thing.line, closed=thing.closed) if thing.line else ""
    return f'<path class="{CLASSES[thing.kind]}" d="{path}"/>'


def _limb(thing: Prop) -> str:
    """Draw a hand that comes into the picture in its sleeve, or a pillow."""
    path = "".join(outline([_laid(thing, c) for c in hull]) for hull in HULLS[thing.use])
    if thing.use == "pillow":
        return f'<path class="thing soft" d="{path}"/>'
    sleeve = outline([_laid(thing, c) for c in SLEEVE])
    return f'<path class="body" d="{path}"/><path class="thing soft sleeve" d="{sleeve}"/>'


def _laid(thing: Prop, circle: Triple) -> Circle:
    """Lay a circle along an arm whose fingers point at an angle."""
    along, across, r = circle
    a = radians(thing.angle)
    c, s, side = cos(a), sin(a), -1 if thing.flip else 1
    return Circle(thing.at[0] - along * c - across * side * s, thing.at[1] - along * s + across * side * c, r)


def _moved(thing: Prop, at: Pair) -> Pair:
    return (thing.at[0] + (-at[0] if thing.flip else at[0]), thing.at[1] + at[1])


def _line(points: Sequence[Pair], *, closed: bool = False) -> str:
    return "M" + "L".join(point(x, y) for x, y in points) + ("Z" if closed else "")


def extent(thing: Prop) -> list[Triple]:
    """Say how far a thing reaches, for the frame of the picture."""
    spots: list[Triple] = [(x, y, 1.0) for x, y in thing.line]
    spots += [c for hull in (thing.round, *thing.hulls) for c in hull]
    spots += [(*_moved(thing, p), 1.0) for line in LINES.get(thing.use, ()) for p in line]
    shown = HULLS.get(thing.use, ())[:2]
    return spots + [_laid(thing, c) for hull in shown for c in hull]
