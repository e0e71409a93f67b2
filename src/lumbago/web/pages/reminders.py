"""Reminders by e-mail: asked for, ended here, or ended by the link in a letter."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from lumbago.actions import reminders as kept
from lumbago.web.desk import account_of, desk_of, go, own_visit, page
from lumbago.web.diary.episode import own_episode
from lumbago.web.forms import Form, clean
from lumbago.web.refusal import sign_in_first


def reminders(request: Request) -> Response:
    own_episode(request)
    desk, account = desk_of(request), account_of(request)
    return page(
        request,
        "reminders",
        email=account.email if account else None,
        on=kept.has_reminders(desk.database, own_visit(request)),
        can_mail=desk.settings.mail is not None,
        has_visit=True,
    )


def turn(request: Request, form: Form) -> Response:
    """Begin or end the letters."""
    desk, account = desk_of(request), account_of(request)
    own_episode(request)
    if form.value("want") == "no":
        kept.end_reminders(desk.database, own_visit(request))
    elif account is None or account.email is None:
        raise sign_in_first()
    else:
        kept.ask_for_reminders(desk.database, own_visit(request), account, desk.new_key(), desk.now())
    return go("/reminders")


def ending(request: Request) -> Response:
    """Ask for one press: programs that look through the post open links. A mail program may press it by itself."""
    return page(request, "reminders_end", stop=clean(request.path_params["stop"]), ended=False)


def end(request: Request, _form: Form) -> Response:
    kept.end_reminders_by(desk_of(request).database, request.path_params["stop"])
    return page(request, "reminders_end", stop=clean(request.path_params["stop"]), ended=True)
