"""The plan: an overview, a page for each part, and all of it on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from lumbago.knowledge.plan_records import Stage
from lumbago.pathway.care_plan import Item
from lumbago.pathway.visit import Visit
from lumbago.web.advice import advice, number_to_call
from lumbago.web.desk import Desk, desk_of, go, page, stored_visit
from lumbago.web.plan.course import checkpoint, scans, to_see
from lumbago.web.plan.doing import Doing, doing, exercises_held
from lumbago.web.plan.on_paper import paper_parts, told_once
from lumbago.web.plan.text_message import as_link, text_message
from lumbago.web.refusal import RefusedError
from lumbago.web.visits import Stored

PARTS: Mapping[str, tuple[Stage, str, str]] = {
    "today": ("today", "Today and the next two days", "Ease the pain, keep moving."),
    "this-week": ("this_week", "Until two weeks have passed", "A little more each day."),
    "six-weeks": ("six_weeks", "Weeks three to twelve", "Get strong again, if it is not over by then."),
    "longer": ("persistent", "When it lasts longer", "What helps when pain has lasted for months."),
    "afterwards": ("prevention", "When it is over", "So that it does not come back as soon."),
}
DRAWN = 3
"""How many exercises of a part are shown with all their steps; the others stand below by name."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A concluded visit whose plan is shown."""

    visit: Visit
    stored: Stored
    desk: Desk


def plan(request: Request) -> Response:
    """Show the whole plan at a glance."""
    shown = _shown(request)
    if shown is None:
        return go("/result")
    knowledge, advised = shown.desk.knowledge, shown.visit.plan
    parts = [(name, *told[1:], [_title(i, shown) for i in _offered(told[0], shown)]) for name, told in _parts(shown)]
    return page(
        request,
        "plan",
        parts=parts,
        exercises_held=exercises_held(shown.visit.plan),
        seeing=[to_see(advised, knowledge) for advised in advised.referrals],
        scans=scans(advised.imaging[:1], knowledge),
        has_visit=True,
    )


def part(request: Request) -> Response:
    """Show one part of the plan."""
    shown = _shown(request)
    if shown is None:
        return go("/result")
    name = request.path_params["part"]
    told = dict(_parts(shown)).get(name)
    if told is None:
        raise RefusedError(404, "There is no such part", "Your plan has no part of this name.", ("/plan", "Your plan"))
    items = [_doing(item, shown) for item in _offered(told[0], shown)]
    exercises = _new_ones_first(items)
    held = [_doing(i, shown) for i in shown.visit.plan.withheld if told[0] in i.stages and i.kind == "treatments"]
    return page(
        request,
        "plan_part",
        title=told[1],
        lead=told[2],
        items=[item for item in items if item.kind != "exercises"],
        exercises=exercises[:DRAWN],
        more_exercises=exercises[DRAWN:],
        held=held,
        exercises_held=exercises_held(shown.visit.plan),
        others=[(n, t[1]) for n, t in _parts(shown) if n != name],
        has_visit=True,
    )


def looking_again(request: Request) -> Response:
    """Show when to look again, whom to see, and whether a scan helps."""
    shown = _shown(request)
    if shown is None:
        return go("/result")
    knowledge, advised = shown.desk.knowledge, shown.visit.plan
    begins = shown.desk.now() if shown.stored.concluded is None else shown.stored.concluded
    return page(
        request,
        "looking_again",
        seeing=[to_see(one, knowledge) for one in advised.referrals],
        scans=scans(advised.imaging, knowledge),
        checkpoints=[checkpoint(one, knowledge, begins) for one in advised.checkpoints],
        has_visit=True,
    )


def old_advice(request: Request) -> Response:
    """Show what people are often told, and what it is worth."""
    shown = _shown(request)
    if shown is None:
        return go("/result")
    knowledge = shown.desk.knowledge
    return page(
        request,
        "old_advice",
        against=[doing(item, knowledge) for item in shown.visit.plan.not_worth_it],
        others=[one for item in shown.visit.plan.items if (one := doing(item, knowledge)).old_advice],
        has_visit=True,
    )


def exercise(request: Request) -> Response:
    """Show one exercise by itself."""
    desk = desk_of(request)
    known = desk.knowledge.exercises.get(request.path_params["exercise"])
    if known is None:
        raise RefusedError(404, "There is no such exercise", "The address is wrong or old.", ("/plan", "Your plan"))
    shown = doing(Item("exercises", known.id, known.record, "offered", known.record.stages), desk.knowledge)
    own = _own(shown.id, request)
    return page(request, "exercise", exercise=own or shown, has_visit=own is not None)


def on_paper(request: Request) -> Response:
    """Show the whole plan in large type, to be printed or sent."""
    shown = _shown(request)
    if shown is None:
        return go("/result")
    desk, visit, at = shown.desk, shown.visit, shown.stored.concluded or shown.desk.now()
    told = advice(visit, desk.knowledge, desk.next(shown.stored.record), at.astimezone(desk.settings.zone))
    number = number_to_call(desk.settings)
    message = text_message(told.net, number, told.made, visit.urgency)
    stages = [(told[0], told[1]) for _, told in _parts(shown)]
    stop_rule, parts = told_once(paper_parts(visit.plan, stages, desk.knowledge))
    return page(
        request,
        "plan_on_paper",
        told=told,
        number=number,
        message=message,
        message_link=as_link(message),
        stop_rule=stop_rule,
        parts=parts,
        exercises_held=exercises_held(visit.plan),
        seeing=[to_see(one, desk.knowledge) for one in visit.plan.referrals],
        checkpoints=[checkpoint(one, desk.knowledge, at) for one in visit.plan.checkpoints],
        has_visit=True,
    )


def _shown(request: Request) -> Shown | None:
    """Conduct the visitor's visit; None where its result comes first: not concluded, or an emergency."""
    desk = desk_of(request)
    _, stored = stored_visit(request)
    if stored.concluded is None:
        return None
    visit = desk.visit(stored.record, stored.concluded.astimezone(desk.settings.zone))
    return None if visit.urgency == "emergency" else Shown(visit, stored, desk)


def _new_ones_first(items: Sequence[Doing]) -> list[Doing]:
    """Order the exercises so that what another item of the page shows already is not shown again."""
    seen = {drawing for item in items if item.kind != "exercises" for drawing in item.drawings}
    exercises = (item for item in items if item.kind == "exercises")
    return sorted(exercises, key=lambda exercise: not seen.isdisjoint(exercise.drawings))


def _parts(shown: Shown) -> list[tuple[str, tuple[Stage, str, str]]]:
    there = {*shown.visit.plan.stages, *(("prevention",) if shown.visit.plan.prevention else ())}
    return [(name, told) for name, told in PARTS.items() if told[0] in there]


def _offered(stage: Stage, shown: Shown) -> tuple[Item, ...]:
    plan = shown.visit.plan
    return plan.prevention if stage == "prevention" else plan.at(stage)


def _doing(item: Item, shown: Shown) -> Doing:
    return doing(item, shown.desk.knowledge)


def _title(item: Item, shown: Shown) -> str:
    return _doing(item, shown).title


def _own(name: str, request: Request) -> Doing | None:
    """Give an exercise as the visitor's own plan has it."""
    try:
        shown = _shown(request)
    except RefusedError:
        return None
    if shown is None:
        return None
    items = (*shown.visit.plan.items, *shown.visit.plan.prevention)
    return next((_doing(i, shown) for i in items if i.kind == "exercises" and i.id == name), None)
