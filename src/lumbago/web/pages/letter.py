"""The referral letter: as a page to print, and as a PDF."""

from __future__ import annotations

from typing import get_args

from starlette.requests import Request
from starlette.responses import Response

from lumbago.knowledge.referral_records import Service
from lumbago.pathway.visit import Visit
from lumbago.web.desk import desk_of, page, stored_visit
from lumbago.web.diary.episode import begun_episode
from lumbago.web.letter import Course, Letter, as_pdf, course_of, letter_to
from lumbago.web.plan.course import SERVICES
from lumbago.web.refusal import RefusedError

Address = tuple[Service, str]
"""A service and what it is called."""


def letter(request: Request) -> Response:
    """Show the letter as a page."""
    return page(request, "letter", letter=_letter(request), has_visit=True)


def letter_as_pdf(request: Request) -> Response:
    """Send the letter as a PDF."""
    written = _letter(request)
    _, stored = stored_visit(request)
    made = stored.concluded or desk_of(request).now()
    name = f'attachment; filename="letter-{written.service.replace("_", "-")}.pdf"'
    return Response(as_pdf(written, made), media_type="application/pdf", headers={"Content-Disposition": name})


def addresses(visit: Visit) -> tuple[list[Address], list[Address]]:
    """List to whom a letter can go: those the plan names, the most urgent first, then all others."""
    named = [s for one in visit.plan.referrals for s in (one.rule.record.whom, *one.rule.record.or_whom)]
    first = [(service, SERVICES[service]) for service in dict.fromkeys(named)]
    return first, [(service, words) for service, words in SERVICES.items() if service not in named]


def _letter(request: Request) -> Letter:
    desk = desk_of(request)
    service = _service(request.path_params["service"])
    _, stored = stored_visit(request)
    at = (stored.concluded or desk.now()).astimezone(desk.settings.zone)
    visit = desk.visit(stored.record, at)
    episode = begun_episode(request)
    course = course_of(episode, service) if episode else Course()
    return letter_to(service, visit, desk.knowledge, desk.next(stored.record, "clinician"), at, course)


def _service(name: str) -> Service:
    found: Service | None = next((service for service in get_args(Service) if service == name), None)
    if found is None:
        raise RefusedError(404, "There is no such service", "No letter goes there.", ("/consultation", "Consultation"))
    return found
