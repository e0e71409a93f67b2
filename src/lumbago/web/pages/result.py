"""What comes of the visit: how urgent, by when, what to do, and what stands behind it."""

from __future__ import annotations

from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from lumbago.web.advice import advice, number_to_call
from lumbago.web.desk import desk_of, go, page, stored_visit
from lumbago.web.diary.clocks import open_clock
from lumbago.web.diary.episode import own_episode
from lumbago.web.plan.doing import doing, exercises_held

ASKED_AFTER = timedelta(hours=1)
"""Whoever was told to be seen is left time to go before being asked whether they were."""

FIRST_STEPS = ("positions_of_ease", "heat_superficial", "relative_rest", "stay_active")
"""What everybody is told at once; the rest of the plan is a page further."""

REASONS_SHOWN = 6
"""More than these are folded: whoever could not answer anything has twenty."""


def result(request: Request) -> Response:
    """Show the result; its clock starts when the visit was concluded, not when the page is read again."""
    desk = desk_of(request)
    _, stored = stored_visit(request)
    if stored.concluded is None:
        return go("/questions")
    at = stored.concluded.astimezone(desk.settings.zone)
    visit = desk.visit(stored.record, at)
    told = advice(visit, desk.knowledge, desk.next(stored.record), at)
    first = [item for item in visit.plan.at("today") if item.id in FIRST_STEPS or item.medicines]
    return page(
        request,
        "result",
        told=told,
        number=number_to_call(desk.settings),
        help=next((doing(item, desk.knowledge) for item in visit.plan.until_help_comes), None),
        now=[doing(item, desk.knowledge) for item in first],
        exercises_held=exercises_held(visit.plan),
        clock=open_clock(own_episode(request)) if visit.deadline and desk.now() - at >= ASKED_AFTER else None,
        at_once=[c for c in told.likely if visit.urgency != "emergency" or c.suspected],
        others=[c for c in told.likely if visit.urgency == "emergency" and not c.suspected],
        reasons_shown=REASONS_SHOWN,
        has_visit=True,
    )
