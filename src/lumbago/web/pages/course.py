"""What changes an episode besides its entries: a clock answered, why somebody stopped, the end, and a new start."""

from __future__ import annotations

from typing import get_args

from starlette.requests import Request
from starlette.responses import Response

from lumbago.actions import episodes
from lumbago.actions.episode_state import DropOut, Ending, Seen
from lumbago.errors import InputError
from lumbago.web.desk import desk_of, go, own_visit, page
from lumbago.web.diary.episode import own_episode
from lumbago.web.forms import Form
from lumbago.web.refusal import unreadable_form
from lumbago.web.wording import clock

ONWARD: dict[str, str] = {"better": "/today", "worse": "/today/signs", "bored": "/today", "saw_someone": "/today"}


def answer_clock(request: Request, form: Form) -> Response:
    """Keep whether somebody has been seen; who has not is told again what to do."""
    desk, answer = desk_of(request), form.value("seen")
    own_episode(request)
    if answer not in get_args(Seen):
        raise unreadable_form()
    episodes.answer_clock(desk.database, own_visit(request), answer, desk.now())  # type: ignore[arg-type]
    return go("/today")


def drop_out(request: Request, form: Form) -> Response:
    """Keep why somebody stopped writing, asked once."""
    desk, answer = desk_of(request), form.value("why")
    own_episode(request)
    if answer not in get_args(DropOut):
        raise unreadable_form()
    episodes.tell_drop_out(desk.database, own_visit(request), answer, desk.now())  # type: ignore[arg-type]
    return go(ONWARD[answer])


def close(request: Request, form: Form) -> Response:
    desk, ending = desk_of(request), form.value("ending")
    own_episode(request)
    if ending not in get_args(Ending):
        raise unreadable_form()
    episodes.close_episode(desk.database, own_visit(request), ending, desk.now())  # type: ignore[arg-type]
    return go("/today")


def reopen(request: Request, _form: Form) -> Response:
    """Open the diary again; a new spell begins with the danger signs."""
    desk = desk_of(request)
    own_episode(request)
    episodes.reopen_episode(desk.database, own_visit(request), desk.now())
    return go("/today/signs")


def zone(request: Request, status: int = 200, error: str = "", typed: str = "") -> Response:
    """Show whose clock the days go by."""
    now = own_episode(request).now.astimezone(own_episode(request).stands.zone)
    return page(request, "zone", status, error=error, typed=typed, here=clock(now), has_visit=True)


def choose_zone(request: Request, form: Form) -> Response:
    """Keep another clock for the days of the diary."""
    desk, typed = desk_of(request), form.value("zone")
    own_episode(request)
    try:
        episodes.choose_zone(desk.database, own_visit(request), typed, desk.now())
    except InputError:
        return zone(request, 422, "There is no such time zone. Write it as Europe/Berlin", typed)
    return go("/today/clock")


def ending(request: Request) -> Response:
    """Ask how it ended."""
    own_episode(request)
    return page(request, "ending", has_visit=True)
