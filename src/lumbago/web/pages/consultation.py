"""The same visit for a clinician, as one page: what is known by system, what speaks for what, what to examine next."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from lumbago.web.advice import advice
from lumbago.web.by_system import by_system
from lumbago.web.desk import desk_of, go, page, stored_visit
from lumbago.web.examine_next import OBSERVER, examine_next, read_examination
from lumbago.web.forms import Form
from lumbago.web.letter.content import medicines_of
from lumbago.web.pages.letter import addresses
from lumbago.web.plan.course import scan, to_see
from lumbago.web.questions import Page


def consultation(request: Request) -> Response:
    """Show the page; before the visit is concluded its clock starts now."""
    return _show(request)


def examine(request: Request, form: Form) -> Response:
    """Keep what the clinician found, or show what has to be put right."""
    desk = desk_of(request)
    visit, stored = stored_visit(request)
    found = read_examination(form, desk.knowledge)
    if isinstance(found, Page):
        return _show(request, found)
    if found:
        desk.visits.answer(visit, found, OBSERVER, desk.now())
        if stored.concluded is not None:
            desk.visits.conclude(visit, desk.now())
    return go("/consultation#urgency")


def _show(request: Request, wrong: Page | None = None) -> Response:
    desk = desk_of(request)
    _, stored = stored_visit(request)
    at = (stored.concluded or desk.now()).astimezone(desk.settings.zone)
    visit = desk.visit(stored.record, at)
    first, others = addresses(visit)
    return page(
        request,
        "consultation",
        422 if wrong else 200,
        told=advice(visit, desk.knowledge, desk.next(stored.record, "clinician"), at, "clinician"),
        systems=by_system(visit, desk.knowledge),
        examinations=examine_next(visit, desk.knowledge),
        medicines=medicines_of(visit.record, desk.knowledge),
        scans=[scan(one, desk.knowledge, "clinician") for one in visit.plan.imaging],
        seeing=[to_see(one, desk.knowledge, "clinician") for one in visit.plan.referrals],
        letters=first,
        other_letters=others,
        disagreements=list(visit.record.disagreements()),
        findings=desk.knowledge.findings,
        filled={field.id: field for field in wrong.fields} if wrong else {},
        errors=wrong.errors if wrong else (),
        has_visit=True,
    )
