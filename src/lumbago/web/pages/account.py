"""The account: what opens it, where it is signed in, and how to end it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from lumbago import actions
from lumbago.actions import Account, passkeys
from lumbago.actions.discussion import forget_writer
from lumbago.errors import InputError
from lumbago.web.desk import account_of, desk_of, go, has_visit, own_visit, page
from lumbago.web.forms import Form
from lumbago.web.refusal import RefusedError, sign_in_first
from lumbago.web.talking import account_writer
from lumbago.web.visitor import forget_key
from lumbago.web.wording import clock, day


def account(request: Request) -> Response:
    desk, own = desk_of(request), _own(request)
    zone = desk.settings.zone
    return page(
        request,
        "account",
        email=own.email,
        roles=sorted(own.roles),
        devices=[(one, day(one.since.astimezone(zone))) for one in actions.devices(desk.database, own)],
        passkeys=[(one, day(one.added_at.astimezone(zone))) for one in passkeys.passkeys(desk.database, own)],
        visits=[(name, clock(at.astimezone(zone))) for name, at in actions.own_visits(desk.database, own)],
        here=actions.session_name(own_visit(request)),
        can_add=desk.settings.passkeys,
        has_visit=has_visit(request),
    )


def sign_out(request: Request, _form: Form) -> Response:
    desk = desk_of(request)
    actions.sign_out(desk.database, own_visit(request))
    response = go("/")
    forget_key(response, desk.settings)
    return response


def sign_out_device(request: Request, form: Form) -> Response:
    actions.sign_out_device(desk_of(request).database, _own(request), form.value("device"))
    return go("/account")


def forget_passkey(request: Request, form: Form) -> Response:
    try:
        passkeys.forget_passkey(desk_of(request).database, _own(request), form.value("passkey"))
    except InputError as error:
        title = "This passkey is the only way into your account"
        raise RefusedError(409, title, error.problems[0].mend, ("/account", "Back to your account")) from None
    return go("/account")


def show_visit(request: Request, form: Form) -> Response:
    """Let all devices show another visit of the account."""
    desk = desk_of(request)
    actions.show_visit(desk.database, _own(request), form.value("visit"), desk.now())
    return go("/account")


def erase(request: Request, _form: Form) -> Response:
    """Erase the account with everything under it."""
    desk = desk_of(request)
    forget_writer(desk.database, account_writer(_own(request)))
    actions.erase_account(desk.database, _own(request))
    response = go("/erased")
    forget_key(response, desk.settings)
    return response


def _own(request: Request) -> Account:
    found = account_of(request)
    if found is None:
        raise sign_in_first()
    return found
