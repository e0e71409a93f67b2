"""Signing in: by a passkey, or by a link that is mailed. Both work for a first account as for the hundredth time."""

from __future__ import annotations

import secrets
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response

from lumbago.actions import Arrival, make_sign_in_link, read_email, sign_in_by_link
from lumbago.actions import account_of as signed_in
from lumbago.actions.discussion import move_writer
from lumbago.actions.letters import mail_sign_in_link
from lumbago.actions.passkeys import Place, ask_for_passkey, offer_passkey, sign_in_by_passkey
from lumbago.actions.passkeys import keep_passkey as keep
from lumbago.errors import InputError, MailError, NotFoundError
from lumbago.web.desk import account_of, desk_of, go, page, visitor_key
from lumbago.web.devices import device_name
from lumbago.web.forms import Form, clean
from lumbago.web.headers import with_our_script
from lumbago.web.refusal import RefusedError
from lumbago.web.talking import account_writer
from lumbago.web.visitor import give_key

BACK = ("/sign-in", "Back to signing in")


def signing_in(request: Request, status: int = 200, error: str = "", email: str = "") -> Response:
    """Show both ways in; the passkey's only where this address can hold one."""
    desk = desk_of(request)
    place = place_of(request)
    ask = ask_for_passkey(desk.database, visitor_key(request), place, desk.now()) if place else ""
    can_mail = desk.settings.mail is not None
    return with_our_script(page(request, "sign_in", status, ask=ask, can_mail=can_mail, error=error, email=email))


def mail_link(request: Request, form: Form) -> Response:
    """Mail a link. What is said does not depend on whether the address has an account."""
    desk = desk_of(request)
    try:
        email = read_email(form.value("email"))
    except InputError:
        wrong = "Enter an e-mail address, such as name@example.org"
        return signing_in(request, 422, wrong, form.value("email"))
    token = desk.new_key()
    if desk.settings.mail is not None and make_sign_in_link(desk.database, email, token, desk.now()):
        try:
            mail_sign_in_link(desk.settings.mail, email, f"{desk.settings.address}/sign-in/{token}", desk.now())
        except MailError:
            return signing_in(request, 503, "The letter could not be sent. Try again in a few minutes", email)
    return page(request, "sign_in_mailed", email=email)


def link(request: Request) -> Response:
    """Ask for one press: programs that look through the post open links, and must not use one up."""
    return page(request, "sign_in_link", link=clean(request.path_params["link"]))


def by_link(request: Request, _form: Form) -> Response:
    desk, arrival = desk_of(request), arrival_of(request)
    try:
        sign_in_by_link(desk.database, request.path_params["link"], arrival, lambda: secrets.token_hex(16))
    except NotFoundError:
        reason = "It was used already, or it is older than a quarter of an hour. Ask for a new one."
        raise RefusedError(404, "This link no longer works", reason, BACK) from None
    return _signed_in(request, arrival)


def by_passkey(request: Request, form: Form) -> Response:
    desk, arrival = desk_of(request), arrival_of(request)
    try:
        sign_in_by_passkey(desk.database, form.value("credential"), _place(request), arrival)
    except InputError:
        raise _no_passkey() from None
    return _signed_in(request, arrival)


def new_passkey(request: Request) -> Response:
    """Offer to make a passkey: for this account, or for a new one."""
    desk = desk_of(request)
    ask = offer_passkey(desk.database, account_of(request), visitor_key(request), _place(request), desk.now())
    return with_our_script(page(request, "new_passkey", ask=ask, signed_in=account_of(request) is not None))


def keep_passkey(request: Request, form: Form) -> Response:
    desk, arrival, account = desk_of(request), arrival_of(request), account_of(request)
    try:
        keep(desk.database, account, form.value("credential"), _place(request), arrival)
    except InputError:
        raise _no_passkey() from None
    return go("/account") if account else _signed_in(request, arrival)


def script(_request: Request) -> Response:
    """Send the script that talks to the device."""
    content = (files("lumbago.web") / "script" / "passkey.js").read_text("utf-8")
    return Response(content, media_type="text/javascript")


def place_of(request: Request) -> Place | None:
    """Tell what a passkey made here is bound to; None where none can be: a bare number is no name."""
    settings = desk_of(request).settings
    return Place(settings.host, settings.address) if settings.passkeys else None


def arrival_of(request: Request) -> Arrival:
    """Tell who comes: the key they have, the one they get, and their device."""
    desk = desk_of(request)
    device = device_name(request.headers.get("user-agent", ""))
    return Arrival(visitor_key(request), desk.new_key(), device, desk.now())


def _place(request: Request) -> Place:
    place = place_of(request)
    if place is None:
        raise _no_passkey()
    return place


def _signed_in(request: Request, arrival: Arrival) -> Response:
    database = desk_of(request).database
    account = signed_in(database, arrival.new_key)
    if account is not None:
        move_writer(database, arrival.old_key, account_writer(account))
    response = go("/account")
    give_key(response, arrival.new_key, desk_of(request).settings)
    return response


def _no_passkey() -> RefusedError:
    reason = "It is not known here, or too much time went by. Try once more, or sign in by e-mail."
    return RefusedError(403, "The passkey could not be used", reason, BACK)
