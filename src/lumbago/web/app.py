"""The application: which address leads to which page, and what happens when none does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lumbago.actions import Database
from lumbago.errors import NotFoundError
from lumbago.knowledge import Knowledge
from lumbago.web.access import guarded
from lumbago.web.account_routes import account_routes
from lumbago.web.desk import Desk, desk_of
from lumbago.web.diary_routes import diary_routes
from lumbago.web.discussion_routes import discussion_routes
from lumbago.web.headers import SafeHeaders
from lumbago.web.pages import (
    catalogue,
    consultation,
    erase,
    home,
    interview,
    letter,
    medicines,
    plan,
    problem,
    result,
    spasm_now,
)
from lumbago.web.posted import posted
from lumbago.web.questionnaires import installed_in
from lumbago.web.reading_routes import editing_routes, reading_routes
from lumbago.web.refusal import RefusedError
from lumbago.web.rendering import Rendering
from lumbago.web.settings import Settings
from lumbago.web.stylesheet import all_sheets
from lumbago.web.visitor import Keys
from lumbago.web.visits import Visits

ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b5b5e"/>'
    '<path d="M19 5c-6 5 3 9-2 13-3 3-4 5-3 9" fill="none" stroke="#faf6ee" stroke-width="3.4" stroke-linecap="round"/>'
    "</svg>"
)
KEEP_FOR_EVER = "public, max-age=31536000, immutable"


def create_app(
    settings: Settings,
    knowledge: Knowledge,
    visits: Visits,
    database: Database,
    clock: Callable[[], datetime],
    new_key: Keys,
) -> Starlette:
    """Build the application.

    clock: the time, with its zone.
    """
    installed = installed_in(settings.questionnaires, knowledge)
    knowledge = knowledge.signed_off(settings.sign_offs)
    rendering = Rendering(settings.sign_offs)
    desk = Desk(settings, knowledge, visits, database, rendering, all_sheets(), clock, new_key, installed)
    app = Starlette(
        routes=[guarded(route) for route in routes(desk)],
        middleware=[Middleware(SafeHeaders, settings=settings)],
        exception_handlers={
            RefusedError: problem.refused,
            NotFoundError: problem.erased_meanwhile,
            HTTPException: problem.no_such_page,
            Exception: problem.bug,
        },
    )
    app.state.desk = desk
    return app


def routes(desk: Desk) -> list[Route]:
    """List every address; whatever takes a form goes through `posted`, which checks its token."""
    return [
        Route("/", home.home),
        Route("/start", posted(home.start), methods=["POST"]),
        Route("/now", spasm_now.danger),
        Route("/now", posted(spasm_now.answer_danger), methods=["POST"]),
        Route("/now/{step}", spasm_now.step),
        Route("/questions", interview.questions),
        Route("/questions/{topic}", interview.question_page),
        Route("/questions/{topic}", posted(interview.answer), methods=["POST"]),
        Route("/said", interview.said),
        Route("/conclude", posted(interview.conclude), methods=["POST"]),
        Route("/result", result.result),
        Route("/plan", plan.plan),
        Route("/plan/looking-again", plan.looking_again),
        Route("/plan/old-advice", plan.old_advice),
        Route("/plan/on-paper", plan.on_paper),
        Route("/plan/{part}", plan.part),
        Route("/exercises/{exercise}", plan.exercise),
        Route("/medicines", medicines.all_medicines),
        Route("/medicines/mine", medicines.mine),
        Route("/medicines/mine", posted(medicines.keep_mine), methods=["POST"]),
        Route("/medicines/{topic}", medicines.question),
        Route("/medicines/{topic}", posted(medicines.answer), methods=["POST"]),
        Route("/consultation", consultation.consultation),
        Route("/consultation", posted(consultation.examine), methods=["POST"]),
        Route("/letter/{service}.pdf", letter.letter_as_pdf),
        Route("/letter/{service}", letter.letter),
        Route("/erase", erase.erasing),
        Route("/erase", posted(erase.erase), methods=["POST"]),
        Route("/erased", erase.erased),
        *account_routes(),
        *diary_routes(),
        *reading_routes(),
        *editing_routes(),
        *discussion_routes(),
        Route("/components", catalogue.all_components),
        Route("/components/{name}", catalogue.one_component),
        Route("/health", home.health),
        Route("/style/{sheet}", style),
        Route("/icon.svg", icon),
    ]


def icon(_request: Request) -> Response:
    """Send the small picture that browsers put on a tab."""
    return Response(ICON, media_type="image/svg+xml", headers={"Cache-Control": "public, max-age=86400"})


def style(request: Request) -> Response:
    """Send a sheet of the style; its name changes with its content, so it may be kept.

    Raises: RefusedError where no sheet has that name now.
    """
    sheet = desk_of(request).style.by_path.get(request.url.path)
    if sheet is None:
        raise RefusedError(404, "There is no such style", "The page is older than the site. Load it again.")
    headers = {"Cache-Control": KEEP_FOR_EVER, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(sheet.packed, media_type="text/css", headers={**headers, "Content-Encoding": "gzip"})
    return Response(sheet.content, media_type="text/css", headers=headers)
