"""What a file of poses may hold. Angles are those of the picture: 0 points right, 90 up; lengths are centimetres."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, TypeAlias

import msgspec
from msgspec.structs import replace

from lumbago.knowledge.records import Shape

Layer: TypeAlias = Literal["back", "front"]
Place: TypeAlias = tuple[float, ...]  # two or three


class Limb(Shape, frozen=True):
    """An arm or a leg: by its angles, or by where the wrist or ankle is (`to`) and which way the joint bends."""

    upper: float | None = None
    lower: float | None = None
    end: float | None = None  # hand or foot; else in line, or at a right angle
    out: float = 0.0
    lower_out: float | None = None
    to: Place | None = None
    bend: float | None = None
    bend_out: float = 0.0
    swollen: float = 0.0  # how much thicker the calf is


class Person(Shape, frozen=True):
    """A person: the trunk as one angle, or pelvis, waist and chest; the rest in turn."""

    trunk: float | tuple[float, float, float] = 90.0
    neck: float | None = None
    head: float | None = None
    x: float = 0.0
    y: float | None = None  # of the hip; else the lowest part stands on the ground
    facing: Literal[1, -1] = 1
    turn: float = 0.0
    roll: float = 0.0
    tilt: float = 0.0
    shift: float = 0.0  # of the chest, sideways, in centimetres
    near_arm: Limb = Limb()
    far_arm: Limb = Limb()
    near_leg: Limb = Limb()
    far_leg: Limb = Limb()
    order: tuple[str, ...] = ()  # of the parts, the nearest last
    only: tuple[str, ...] = ()  # parts that are drawn
    as_ghost: bool = False
    bare: bool = False  # one outline round all, as from the front or the back
    layer: Layer = "back"


class Prop(Shape, frozen=True):
    """A thing: a line, closed or not, round circles, or one that has a name."""

    line: tuple[tuple[float, float], ...] = ()
    round: tuple[tuple[float, float, float], ...] = ()
    hulls: tuple[tuple[tuple[float, float, float], ...], ...] = ()
    use: Literal["", "chair", "table", "hand", "finger", "pillow", "clock"] = ""
    at: tuple[float, float] = (0.0, 0.0)
    angle: float = 0.0  # where fingers point
    flip: bool = False
    kind: Literal["thing", "soft", "skin", "skin_far", "strong", "warm", "thin"] = "thing"
    closed: bool = False
    layer: Layer = "back"


class Mark(Shape, frozen=True):
    """What is meant: an arrow through points, a glow or a ring (x, y, radius, and a second radius)."""

    arrow: tuple[tuple[float, float], ...] = ()
    both: bool = False
    glow: tuple[float, ...] = ()
    ring: tuple[float, ...] = ()
    dots: tuple[tuple[float, float], ...] = ()
    line: tuple[tuple[float, float], ...] = ()
    layer: Layer = "front"


class Drawing(Shape, frozen=True):
    """One drawing and the words that say the same."""

    title: str
    people: tuple[Person, ...] = ()
    props: tuple[Prop, ...] = ()
    marks: tuple[Mark, ...] = ()
    same_as: str = ""  # takes people and props of that one
    pitch: float = 0.0
    ground: bool = True
    box: tuple[float, float, float, float] | None = None  # left, bottom, right, top; else round everything


@cache
def drawings() -> Mapping[str, Drawing]:
    """Read every drawing, by its name."""
    folder = files("lumbago.web.drawings") / "poses"
    found: dict[str, Drawing] = {}
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            found |= msgspec.convert(tomllib.loads(file.read_text("utf-8")), dict[str, Drawing])
    return {name: _whole(drawing, found) for name, drawing in found.items() if not name.startswith("_")}


@cache
def sheets() -> Mapping[str, tuple[str, ...]]:
    """List the names of the drawings, file by file."""
    folder = files("lumbago.web.drawings") / "poses"
    ordered = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return {f.name.removesuffix(".toml"): _names(f.read_text("utf-8")) for f in ordered}


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for name in tomllib.loads(text) if not name.startswith("_"))


def _whole(drawing: Drawing, known: Mapping[str, Drawing]) -> Drawing:
    if not drawing.same_as:
        return drawing
    other = known[drawing.same_as]
    return replace(
        other,
        title=drawing.title,
        people=(*other.people, *drawing.people),
        props=(*other.props, *drawing.props),
        marks=(*other.marks, *drawing.marks),
        box=drawing.box or other.box,
    )
