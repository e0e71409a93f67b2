"""What may I take? The lists of medicines and allergies, what else it hangs on, and a verdict for each medicine."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from lumbago.knowledge import Topic
from lumbago.pathway.interview import Finished, Screen, next_plan_screen
from lumbago.web.desk import Desk, desk_of, go, page, stored_visit
from lumbago.web.forms import Form
from lumbago.web.pages.interview import asked_of, topic_of
from lumbago.web.plan.medicine import medicine, not_recognised
from lumbago.web.plan.medicine_lines import Listing, in_words, listing_of, medicines, names, read_listing
from lumbago.web.questions import Page, page_of
from lumbago.web.reading import read_page
from lumbago.web.visits import Stored

ANSWERS = "/medicines"
LISTS = "/medicines/mine"


def all_medicines(request: Request) -> Response:
    """Show what may be taken, as far as is known."""
    desk = desk_of(request)
    _, stored = stored_visit(request)
    if stored.concluded is None:
        return go("/questions")
    visit = desk.visit(stored.record, stored.concluded)
    if visit.urgency == "emergency":
        return go("/result")
    own = [j for j in visit.medicines.medicines if j.medicine.record.offered_to == "person_or_clinician"]
    others = [j for j in visit.medicines.medicines if j.medicine.record.offered_to == "clinician_only"]
    return page(
        request,
        "medicines",
        mine=[medicine(judged, desk.knowledge) for judged in own],
        others=[medicine(judged, desk.knowledge) for judged in others],
        unknown=not_recognised(visit.medicines, desk.knowledge),
        taken=[in_words(taken) for taken in stored.record.medicines or ()],
        listed=stored.record.medicines is not None,
        next=_next(stored, desk),
        edition=visit.edition,
        has_visit=True,
    )


def mine(request: Request) -> Response:
    """Ask what the person takes and is allergic to."""
    _, stored = stored_visit(request)
    taken = listing_of("medicines", stored.record.medicines, stored.listed)
    allergic = listing_of("allergies", stored.record.allergies, stored.listed)
    return _show_lists(request, taken, allergic)


def keep_mine(request: Request, form: Form) -> Response:
    """Keep both lists, or show them again with what has to be put right."""
    desk = desk_of(request)
    visit, stored = stored_visit(request)
    taken, allergic = read_listing(form, "medicines"), read_listing(form, "allergies")
    if taken.error or allergic.error:
        return _show_lists(request, taken, allergic, 422)
    desk.visits.list_medicines(visit, medicines(taken), names(allergic), desk.now())
    return go(_onward(visit, stored, desk))


def question(request: Request) -> Response:
    """Show one page of what the plan hangs on."""
    desk = desk_of(request)
    _, stored = stored_visit(request)
    topic = topic_of(request, desk)
    screen = _plan_screen(stored, desk)
    if screen is None or screen.topic.id != topic.id:
        return go(ANSWERS)
    return _show(request, page_of(topic, screen.findings, stored.record, desk.knowledge))


def answer(request: Request, form: Form) -> Response:
    """Keep the answers of a page, or show it again with what has to be put right."""
    desk = desk_of(request)
    visit, stored = stored_visit(request)
    topic: Topic = topic_of(request, desk)
    blank = page_of(topic, asked_of(form, topic, desk), stored.record, desk.knowledge)
    read = read_page(blank, form, desk.knowledge.vocabulary)
    if read.answers is None:
        return _show(request, read.page, 422)
    desk.visits.answer(visit, read.answers, "person", desk.now())
    return go(_onward(visit, stored, desk))


def _show(request: Request, shown: Page, status: int = 200) -> Response:
    return page(request, "plan_question", status, page=shown, has_visit=True)


def _show_lists(request: Request, taken: Listing, allergic: Listing, status: int = 200) -> Response:
    errors = [(part.id, f"{name}: {part.error}") for part, name in _named(taken, allergic) if part.error]
    return page(request, "my_medicines", status, taken=taken, allergic=allergic, errors=errors, has_visit=True)


def _named(taken: Listing, allergic: Listing) -> tuple[tuple[Listing, str], tuple[Listing, str]]:
    return (taken, "What you take"), (allergic, "Allergies")


def _onward(visit: str, before: Stored, desk: Desk) -> str:
    """Name the page after an answer: danger it brought to light comes first, then what is still to be asked."""
    desk.visits.conclude(visit, desk.now())
    stored = desk.visits.current(visit) or before
    was, now = desk.visit(before.record), desk.visit(stored.record)
    if was.urgency != now.urgency:
        return "/result"
    chosen = desk.next(stored.record)
    if isinstance(desk.next(before.record), Finished) and isinstance(chosen, Screen):
        return f"/questions/{chosen.topic.id}"
    return _next(stored, desk) or ANSWERS


def _next(stored: Stored, desk: Desk) -> str:
    """Name the page that asks next what the plan hangs on; empty where nothing could change it."""
    if not stored.listed:
        return LISTS
    screen = _plan_screen(stored, desk)
    return f"/medicines/{screen.topic.id}" if screen else ""


def _plan_screen(stored: Stored, desk: Desk) -> Screen | None:
    return next_plan_screen(desk.visit(stored.record), desk.knowledge)
