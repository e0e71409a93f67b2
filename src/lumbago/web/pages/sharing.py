"""Letting a clinician read along, and the code that brings a lost diary back."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from lumbago.actions import episodes, sharing
from lumbago.errors import InputError, NotFoundError
from lumbago.web.advice import advice, number_to_call
from lumbago.web.desk import desk_of, go, own_visit, page
from lumbago.web.diary.clocks import open_clock
from lumbago.web.diary.episode import Episode, own_episode
from lumbago.web.diary.standing import Standing, standing
from lumbago.web.forms import Form
from lumbago.web.pages.history import days, steps
from lumbago.web.refusal import no_such_link
from lumbago.web.visitor import give_key
from lumbago.web.wording import clock


def share(request: Request, made: str = "") -> Response:
    """Show who can read along, and make or end it."""
    desk, episode = desk_of(request), own_episode(request)
    links = sharing.shares(desk.database, own_visit(request), desk.now())
    shown = [(one.name, clock(one.until.astimezone(episode.stands.zone))) for one in links if one.until]
    return page(request, "share", links=shown, days=sharing.SHARE_DAYS, made=made, has_visit=True)


def make_link(request: Request, form: Form) -> Response:
    """Make a link; its address is shown this once, for only its digest is kept."""
    desk = desk_of(request)
    own_episode(request)
    days_open = next((d for d in sharing.SHARE_DAYS if str(d) == form.value("days")), sharing.SHARE_DAYS[1])
    token = desk.new_key()
    sharing.share(desk.database, own_visit(request), token, days_open, desk.now())
    return share(request, made=f"{desk.settings.address}/shared/{token}")


def end_link(request: Request, form: Form) -> Response:
    try:
        sharing.revoke_share(desk_of(request).database, own_visit(request), form.value("link"))
    except NotFoundError:
        raise no_such_link() from None
    return go("/share")


def shared(request: Request) -> Response:
    """Show the episode to whoever has the link: to read, and nothing else."""
    desk = desk_of(request)
    try:
        stands = episodes.shared_episode(desk.database, request.state.shared, desk.now().tzinfo)
    except NotFoundError:
        raise no_such_link() from None
    return _on_paper(request, Episode(stands, desk, desk.now()), own=False)


def on_paper(request: Request) -> Response:
    """Show the same to the person, to print."""
    return _on_paper(request, own_episode(request), own=True)


def _on_paper(request: Request, episode: Episode, *, own: bool) -> Response:
    visit, desk = episode.visit, desk_of(request)
    told = advice(visit, desk.knowledge, desk.next(visit.record, "clinician"), episode.now, "clinician")
    return page(
        request,
        "shared",
        visit=visit,
        told=told,
        days=days(episode),
        steps=steps(episode),
        standing=standing(episode) if own else _without_letters(standing(episode)),
        clock=open_clock(episode),
        day=episode.day,
        made=clock(episode.now.astimezone(episode.stands.zone)),
        number=number_to_call(desk.settings),
        own=own,
        has_visit=own,
    )


def _without_letters(stands: Standing) -> Standing:
    """Leave out the letters: their addresses open the visit of whoever asks, which here is not the patient."""
    return replace(stands, steps=tuple([replace(step, letters=()) for step in stands.steps]))


def recovery(request: Request, code: str = "") -> Response:
    """Show how to get back in without this browser; a code is shown once, when it is made."""
    has = sharing.has_recovery_code(desk_of(request).database, own_visit(request))
    return page(request, "recovery", code=code, has_code=has, has_visit=True)


def make_code(request: Request, _form: Form) -> Response:
    desk = desk_of(request)
    secret = int(desk.new_key(), 16)
    return recovery(request, sharing.make_recovery_code(desk.database, own_visit(request), secret, desk.now()))


def recovering(request: Request, status: int = 200, error: str = "", typed: str = "") -> Response:
    return page(request, "recover", status, error=error, typed=typed)


def recover(request: Request, form: Form) -> Response:
    """Open the diary of a code in this browser."""
    desk, typed, device = desk_of(request), form.value("code"), desk_of(request).new_key()
    try:
        sharing.recover(desk.database, typed, device, desk.now())
    except InputError:
        return recovering(request, 422, "A sign is wrong or missing. Compare it with your paper", typed)
    except NotFoundError:
        return recovering(request, 404, "This code opens nothing here. A newer one may have replaced it", typed)
    response = go("/today")
    give_key(response, device, desk.settings)
    return response
