"""Points in space, in centimetres: x to the right, y up, z towards whoever looks."""

from __future__ import annotations

from math import cos, radians, sin, sqrt
from typing import NamedTuple

from lumbago.web.drawings.outline import Circle


class Point(NamedTuple):
    """A point or a direction."""

    x: float
    y: float
    z: float = 0.0

    def plus(self, way: Point, far: float = 1.0) -> Point:
        """Go some way in a direction."""
        return Point(self.x + way.x * far, self.y + way.y * far, self.z + way.z * far)

    def to(self, other: Point) -> Point:
        """Point from here to there."""
        return Point(other.x - self.x, other.y - self.y, other.z - self.z)

    def dot(self, other: Point) -> float:
        """Multiply two directions."""
        return self.x * other.x + self.y * other.y + self.z * other.z

    @property
    def length(self) -> float:
        """How far it is from nowhere."""
        return sqrt(self.dot(self))

    @property
    def unit(self) -> Point:
        """The same direction, one centimetre long."""
        far = self.length or 1.0
        return Point(self.x / far, self.y / far, self.z / far)


class Ball(NamedTuple):
    """A ball of the body."""

    at: Point
    r: float


def heading(angle: float, out: float = 0.0) -> Point:
    """Turn an angle of the picture into a direction: 0 right, 90 up; `out` leads it off the picture, towards +z."""
    a, o = radians(angle), radians(out)
    return Point(cos(a) * cos(o), sin(a) * cos(o), sin(o))


def rolled(p: Point, around: Point, angle: float) -> Point:
    """Turn a point round the axis that runs to the right."""
    c, s = cos(radians(angle)), sin(radians(angle))
    y, z = p.y - around.y, p.z - around.z
    return Point(p.x, around.y + y * c - z * s, around.z + y * s + z * c)


def tilted(p: Point, around: Point, angle: float) -> Point:
    """Turn a point in the plane of the picture, against the clock."""
    c, s = cos(radians(angle)), sin(radians(angle))
    x, y = p.x - around.x, p.y - around.y
    return Point(around.x + x * c - y * s, around.y + x * s + y * c, p.z)


def turned(p: Point, around: Point, angle: float) -> Point:
    """Turn a point round the axis that runs up; 90 brings what faced right to face whoever looks."""
    c, s = cos(radians(angle)), sin(radians(angle))
    x, z = p.x - around.x, p.z - around.z
    return Point(around.x + x * c - z * s, p.y, around.z + x * s + z * c)


def bent(start: Point, end: Point, upper: float, lower: float, towards: Point) -> tuple[Point, Point]:
    """Find the elbow or knee of a limb whose ends are known, and the end itself where it is out of reach."""
    way = start.to(end)
    far = min(way.length, upper + lower - 0.01)
    line = way.unit
    along = (upper * upper - lower * lower + far * far) / (2 * far)
    aside = sqrt(max(0.0, upper * upper - along * along))
    side = towards.plus(line, -towards.dot(line)).unit
    return start.plus(line, along).plus(side, aside), start.plus(line, far)


def seen(ball: Ball, pitch: float) -> Circle:
    """Look at a ball from so many degrees above."""
    c, s = cos(radians(pitch)), sin(radians(pitch))
    return Circle(ball.at.x, ball.at.y * c - ball.at.z * s, ball.r)


def depth(p: Point, pitch: float) -> float:
    """Say how near a point is to whoever looks."""
    return p.y * sin(radians(pitch)) + p.z * cos(radians(pitch))
