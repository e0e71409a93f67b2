"""The first sixty seconds of a spasm: danger, position, breath, warmth, first steps. One instruction a page."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from lumbago.knowledge import Knowledge
from lumbago.pathway.triage import rank
from lumbago.web.desk import desk_of, go, own_visit, page
from lumbago.web.forms import Form
from lumbago.web.questions import Page, field_of
from lumbago.web.reading import read_page
from lumbago.web.refusal import RefusedError

DANGERS = (
    *("saddle_numbness", "urinary_retention", "progressive_leg_weakness"),
    *("syncope_or_collapse", "chest_pain", "major_trauma"),
)
"""Signs of which each alone asks for a doctor today or at once: a test holds them to it."""

STEPS = ("lie", "breathe", "warmth", "move")


def danger(request: Request) -> Response:
    return page(request, "danger", page=danger_page(desk_of(request).knowledge))


def answer_danger(request: Request, form: Form) -> Response:
    """Keep the answer and go on; whoever is unsure is asked one by one in the interview, so nothing is kept."""
    desk = desk_of(request)
    read = read_page(danger_page(desk.knowledge), form, desk.knowledge.vocabulary)
    if read.answers is None:
        return page(request, "danger", 422, page=read.page)
    visit = own_visit(request)
    desk.visits.start(visit, desk.now())
    sure = {f: value for f, value in read.answers.items() if value is not None}
    if not sure:
        return go("/now/lie")
    urgency = desk.visit(desk.visits.answer(visit, sure, "person", desk.now()).record).urgency
    if rank(urgency) < rank("same_day"):
        return go("/now/lie")
    if urgency == "emergency":
        desk.visits.conclude(visit, desk.now())
        return go("/result")
    return go("/questions")


def step(request: Request) -> Response:
    """Show one instruction."""
    name = request.path_params["step"]
    if name not in STEPS:
        raise RefusedError(404, "There is no such step", "The address is wrong.", ("/now", "Back to the first step"))
    place = STEPS.index(name)
    onward = f"/now/{STEPS[place + 1]}" if place + 1 < len(STEPS) else ""
    back = f"/now/{STEPS[place - 1]}" if place else "/now"
    return page(request, f"now_{name}", onward=onward, back=back, place=place + 2, places=len(STEPS) + 1)


def danger_page(knowledge: Knowledge) -> Page:
    """Make the list of dangers; it belongs to no topic of its own."""
    topic = knowledge.topics["very_ill"]
    return Page(topic, tuple(field_of(finding, knowledge, topic) for finding in DANGERS))
