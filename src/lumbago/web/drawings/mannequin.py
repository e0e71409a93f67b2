"""The mannequin: from the angles of its joints to the balls its parts are drawn round."""

from __future__ import annotations

from dataclasses import dataclass

from lumbago.web.drawings.records import Limb, Person
from lumbago.web.drawings.space import Ball, Point, bent, heading, rolled, tilted, turned

Hull = tuple[Ball, ...]
THIGH, SHIN = 42.0, 40.0
UPPER_ARM, FOREARM = 28.0, 25.0
HIP_ASIDE, SHOULDER_ASIDE = 8.5, 15.8


@dataclass(frozen=True, slots=True)
class Part:
    """A limb or the trunk; `socket` is where it grows out of the trunk, so that no line is drawn there."""

    name: str
    hulls: tuple[Hull, ...]
    socket: Ball | None = None


@dataclass(frozen=True, slots=True)
class Spine:
    """The joints of the trunk and the ways they look."""

    hip: Point
    waist: Point
    chest: Point
    neck: Point
    head: Point
    ways: tuple[float, float, float, float, float]  # pelvis, waist, chest, neck, head


def parts_of(person: Person) -> tuple[Part, ...]:
    """Build the parts of a person, standing where they stand."""
    spine = _spine(person, Point(person.x, person.y or 0.0))
    if person.y is None:
        below = [
            ball for part in (_trunk(person, spine), *_legs(person, spine)) for hull in part.hulls for ball in hull
        ]
        spine = _spine(person, Point(person.x, -min(ball.at.y - ball.r for ball in below)))
    parts = (_trunk(person, spine), *_legs(person, spine), *_arms(person, spine))
    return tuple(_placed(part, person, spine.hip) for part in parts)


def _placed(part: Part, person: Person, hip: Point) -> Part:
    def move(ball: Ball) -> Ball:
        at = tilted(rolled(ball.at, hip, person.roll), hip, person.tilt)
        return Ball(turned(at, hip, person.turn), ball.r)

    hulls = tuple(tuple(move(ball) for ball in hull) for hull in part.hulls)
    return Part(part.name, hulls, part.socket and move(part.socket))


def _reached(limb: Limb, person: Person, hip: Point, start: Point) -> Point | None:
    """Take a place of the picture into the space of a person who is rolled, tilted or turned."""
    if limb.to is None:
        return None
    if len(limb.to) == 2:
        return Point(limb.to[0], limb.to[1], start.z)
    at = tilted(turned(Point(*limb.to), hip, -person.turn), hip, -person.tilt)
    return rolled(at, hip, -person.roll)


def _spine(person: Person, hip: Point) -> Spine:
    trunk = person.trunk
    pelvis, waist, chest = trunk if isinstance(trunk, tuple) else (trunk, trunk, trunk)
    neck = chest - 14 * person.facing if person.neck is None else person.neck
    head = neck + 14 * person.facing if person.head is None else person.head
    at_waist = hip.plus(heading(pelvis), 15)
    at_chest = at_waist.plus(heading(waist), 15).plus(Point(0, 0, person.shift))
    at_neck = at_chest.plus(heading(chest), 18)
    return Spine(hip, at_waist, at_chest, at_neck, at_neck.plus(heading(neck), 9), (pelvis, waist, chest, neck, head))


def _pair(at: Point, aside: float, r: float) -> Hull:
    """Put the same ball on both sides."""
    return (Ball(at.plus(Point(0, 0, aside)), r), Ball(at.plus(Point(0, 0, -aside)), r))


def _trunk(person: Person, spine: Spine) -> Part:
    pelvis, _, chest, _, head = spine.ways
    front = -90 * person.facing
    seat = spine.hip.plus(heading(pelvis + front), -2.2).plus(heading(pelvis), 0.5)
    top = spine.neck.plus(heading(chest), -7)
    low = (*_pair(spine.hip, 7.5, 10.2), *_pair(seat, 6.5, 9.2))
    waist, ribs, shoulders = _pair(spine.waist, 6, 9), _pair(spine.chest, 7, 10.2), _pair(top, 12, 7.2)
    up, face = heading(head), heading(head + front)
    skull = Ball(spine.head.plus(up, 7).plus(face, -0.5), 9.8)
    jaw = Ball(spine.head.plus(up, 1.2).plus(face, 3.6), 6.2)
    nose = (Ball(skull.at.plus(face, 4), 5), Ball(spine.head.plus(up, 4.6).plus(face, 10), 1.3))
    neck = (Ball(spine.neck.plus(heading(chest), -2), 5.6), Ball(spine.head.plus(up, 3), 5))
    slope = (*_pair(top, 13.2, 6.2), Ball(spine.neck.plus(heading(chest), 1.5), 4.6))
    return Part("trunk", ((*low, *waist), (*waist, *ribs), (*ribs, *shoulders), slope, neck, (skull, jaw), nose))


def _arms(person: Person, spine: Spine) -> tuple[Part, Part]:
    chest = spine.ways[2]
    shoulder = spine.neck.plus(heading(chest), -7)
    usual = (chest + 180, chest + 120 * person.facing)
    return (
        _arm("near_arm", _limb("near_arm", person.near_arm, person, spine, shoulder, usual)),
        _arm("far_arm", _limb("far_arm", person.far_arm, person, spine, shoulder, usual)),
    )


def _legs(person: Person, spine: Spine) -> tuple[Part, Part]:
    pelvis = spine.ways[0]
    usual = (pelvis + 180, pelvis - 90 * person.facing)
    return (
        _leg("near_leg", _limb("near_leg", person.near_leg, person, spine, spine.hip, usual), person),
        _leg("far_leg", _limb("far_leg", person.far_leg, person, spine, spine.hip, usual), person),
    )


@dataclass(frozen=True, slots=True)
class Joints:
    """Where a limb starts, bends and ends."""

    limb: Limb
    start: Point
    middle: Point
    end: Point


def _limb(name: str, limb: Limb, person: Person, spine: Spine, root: Point, usual: tuple[float, float]) -> Joints:
    """Find the joints of a limb; `usual` is how it hangs, and which way it bends."""
    side = 1 if name.startswith("near") else -1
    arm = name.endswith("arm")
    lengths = (UPPER_ARM, FOREARM) if arm else (THIGH, SHIN)
    start = root.plus(Point(0, 0, side * (SHOULDER_ASIDE if arm else HIP_ASIDE)))
    target = _reached(limb, person, spine.hip, start)
    if target is not None:
        towards = heading(usual[1] if limb.bend is None else limb.bend, limb.bend_out * side)
        return Joints(limb, start, *bent(start, target, *lengths, towards))
    upper = usual[0] if limb.upper is None else limb.upper
    lower = upper if limb.lower is None else limb.lower
    middle = start.plus(heading(upper, limb.out * side), lengths[0])
    lower_out = limb.out if limb.lower_out is None else limb.lower_out
    return Joints(limb, start, middle, middle.plus(heading(lower, lower_out * side), lengths[1]))


def _arm(name: str, joints: Joints) -> Part:
    elbow, wrist = joints.middle, joints.end
    hand = elbow.to(wrist).unit if joints.limb.end is None else heading(joints.limb.end)
    palm, tips = wrist.plus(hand, 5), wrist.plus(hand, 13.5)
    upper = (Ball(joints.start, 5.2), Ball(elbow, 4.1))
    fore = (Ball(elbow, 4.1), Ball(elbow.plus(elbow.to(wrist).unit, 8), 4.3), Ball(wrist, 2.9))
    return Part(name, (upper, fore, (Ball(wrist, 2.9), Ball(palm, 3.7), Ball(tips, 2.1))), Ball(joints.start, 7.05))


def _leg(name: str, joints: Joints, person: Person) -> Part:
    knee, ankle = joints.middle, joints.end
    down = knee.to(ankle).unit
    forward, sole = _foot_ways(joints, person)
    calf = Ball(knee.plus(down, 13).plus(forward, -1.3), 5.5 + joints.limb.swollen)
    heel, toes = ankle.plus(forward, -2.6).plus(sole, 3.4), ankle.plus(forward, 14).plus(sole, 4.6)
    foot = (Ball(ankle, 3.7), Ball(heel, 3.6), *_pair(toes, 1.6, 2.4))
    hulls = ((Ball(joints.start, 8.4), Ball(knee, 5.7)), (Ball(knee, 5.7), calf, Ball(ankle, 3.7)), foot)
    return Part(name, hulls, Ball(joints.start, 10.3))


def _foot_ways(joints: Joints, person: Person) -> tuple[Point, Point]:
    """Say which way the toes and the sole look: at a right angle to the shin unless an angle is given."""
    if joints.limb.end is not None:
        return heading(joints.limb.end), heading(joints.limb.end - 90 * person.facing)
    down = joints.middle.to(joints.end).unit
    flat = Point(-down.y * person.facing, down.x * person.facing)
    return (flat if flat.length > 0.3 else Point(person.facing, 0)).unit, down
