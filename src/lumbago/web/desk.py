"""What every page works with, and how it answers: the knowledge, the visits, the clock, the templates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from lumbago.actions import Account, Database
from lumbago.actions import account_of as signed_in
from lumbago.knowledge import Knowledge
from lumbago.pathway.course import Installed
from lumbago.pathway.interview import Mode, Next, Screen, next_screen
from lumbago.pathway.visit import Visit, appraise, conduct
from lumbago.record import Record
from lumbago.web.choosing import Remembering
from lumbago.web.menu import ABOUT, MENU
from lumbago.web.progress import pages_without_news
from lumbago.web.refusal import RefusedError, no_visit
from lumbago.web.rendering import Rendering
from lumbago.web.settings import Settings
from lumbago.web.shelf import Shelf
from lumbago.web.stylesheet import Style
from lumbago.web.visitor import Keys, form_token, give_key, key_of
from lumbago.web.visits import Stored, Visits


@dataclass(frozen=True)
class Desk:
    """Everything the pages need; made once."""

    settings: Settings
    knowledge: Knowledge
    visits: Visits
    database: Database
    rendering: Rendering
    style: Style
    clock: Callable[[], datetime]
    new_key: Keys
    installed: Mapping[str, Installed] = field(default_factory=dict)
    shelf: Shelf = field(default_factory=Shelf)

    def now(self) -> datetime:
        """Tell the time on the clock of the people who read the pages."""
        return self.clock().astimezone(self.settings.zone)

    @cached_property
    def usual_pages(self) -> int:
        """How many pages an adult answers who has nothing to report."""
        return pages_without_news(self.knowledge, self.now())

    def make_ready(self) -> None:
        """Prepare what the first visitors would wait for."""
        self.rendering.make_ready()
        self.visit(Record())
        _ = self.usual_pages

    def visit(self, record: Record, at: datetime | None = None) -> Visit:
        """Conduct the visit as it stands."""
        return conduct(record, self.knowledge, at or self.now())

    def next(self, record: Record, mode: Mode = "person") -> Next:
        """Choose what to ask next."""
        return self._choosing(record, mode)

    @cached_property
    def _choosing(self) -> Remembering:
        return Remembering(
            lambda record, mode: next_screen(appraise(record, self.knowledge, self.now()), self.knowledge, mode)
        )

    def onward(self, visit: str, stored: Stored) -> str:
        """Name the page that comes next in a visit as it stands; one that has nothing left to ask is concluded."""
        chosen = self.next(stored.record)
        if isinstance(chosen, Screen):
            return f"/questions/{chosen.topic.id}"
        if stored.concluded is None:
            self.visits.conclude(visit, self.now())
        return "/result"


def desk_of(request: Request) -> Desk:
    """Find the desk of the application that answers."""
    desk: Desk = request.app.state.desk
    return desk


def page(request: Request, name: str, status: int = 200, /, **context: Any) -> Response:
    """Answer with a page; where it holds a form, which needs a key, the visitor gets one, or theirs lasts on."""
    desk = desk_of(request)
    key = visitor_key(request)
    token = form_token(key)
    text = desk.rendering.page(name, {**frame(request), "token": token, **context})
    response = HTMLResponse(text, status)
    if token in text:
        give_key(response, key, desk.settings)
    return response


def frame(request: Request) -> dict[str, Any]:
    """Give what stands around every page, for a visitor of whom nothing is known."""
    desk = desk_of(request)
    return {
        "menu": MENU,
        "about": ABOUT,
        "here": request.url.path,
        "sheets_for": desk.style.sheets_for,
        "settings": desk.settings,
        "has_visit": False,
    }


def visitor_key(request: Request) -> str:
    """Give the visitor's key, or the one they get with this answer."""
    desk = desk_of(request)
    if not hasattr(request.state, "key"):
        request.state.key = key_of(request, desk.settings) or desk.new_key()
    key: str = request.state.key
    return key


def go(path: str) -> Response:
    """Send the browser on with a fresh GET, so that reloading never sends a form twice."""
    return RedirectResponse(path, status_code=303)


def own_visit(request: Request) -> str:
    """Name the visitor's visit, whether or not it was started.

    Raises: RefusedError where the browser holds no key.
    """
    key = key_of(request, desk_of(request).settings)
    if key is None:
        raise no_visit(request.method)
    return key


def stored_visit(request: Request) -> tuple[str, Stored]:
    """Find the visitor's visit.

    Raises: RefusedError where there is none.
    """
    visit = own_visit(request)
    if not hasattr(request.state, "stored"):  # whoever guards the page has looked already
        request.state.stored = desk_of(request).visits.current(visit)
    stored: Stored | None = request.state.stored
    if stored is None:
        raise no_visit(request.method)
    return visit, stored


def account_of(request: Request) -> Account | None:
    """Find the account the visitor is signed in to; None when they are not."""
    desk = desk_of(request)
    if not hasattr(request.state, "account"):
        key = key_of(request, desk.settings)
        request.state.account = signed_in(desk.database, key) if key else None
    account: Account | None = request.state.account
    return account


def has_visit(request: Request) -> bool:
    """Say whether the visitor has started a visit."""
    try:
        stored_visit(request)
    except RefusedError:
        return False
    return True
