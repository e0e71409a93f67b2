"""Getting the digest: asking, confirming, changing, ending.

Whoever holds a link that was mailed may do what it is for, without a cookie: mail programs end a list by a bare POST
(RFC 8058), and people open their post on another device. Opening a link changes nothing, because programs that look
through the post open links too.
"""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from lumbago.actions import subscriptions as actions
from lumbago.actions.discussion import name_of
from lumbago.errors import InputError, MailError, NotFoundError
from lumbago.web.desk import desk_of, go, page
from lumbago.web.forms import Form
from lumbago.web.refusal import RefusedError
from lumbago.web.talking import writer_key

NOT_SENT = "The letter could not be sent. Try again in a few minutes."
RHYTHMS = (("weekly", "Once a week"), ("daily", "Every day on which there is something"))


def asking(request: Request) -> Response:
    """Offer the digest, where this server can send letters."""
    return _ask_page(request, 200)


def ask(request: Request, form: Form) -> Response:
    """Mail a link to confirm. What is said does not depend on whether the address is known."""
    desk = desk_of(request)
    if desk.settings.mail is None:
        return _ask_page(request, 404)
    post = actions.Post(desk.settings.mail, desk.settings.address)
    moment = (desk.now(), desk.new_key())
    try:
        actions.ask_for_digest(desk.database, form.value("email"), _wanted(request, form), desk.knowledge, post, moment)
    except InputError as error:
        wrong = [
            (p.path, "Enter an e-mail address, such as name@example.org") for p in error.problems if p.path == "email"
        ]
        return _ask_page(request, 422, form, wrong or [("rhythm-weekly", "Choose how often")])
    except MailError:
        return _ask_page(request, 503, form, [("email", NOT_SENT)])
    return page(request, "digest_asked", email=form.value("email"))


def confirming(request: Request) -> Response:
    """Ask for one press."""
    _found(request, "confirm")
    return page(request, "digest_confirm", link=request.path_params["link"])


def confirm(request: Request, _form: Form) -> Response:
    """Begin to send."""
    desk = desk_of(request)
    try:
        found = actions.confirm_digest(desk.database, request.path_params["link"], desk.knowledge, desk.now())
    except NotFoundError:
        raise no_such_link() from None
    return page(request, "digest_confirmed", rhythm=found.rhythm, settings_link=actions.settings_link(found))


def settings(request: Request) -> Response:
    """Show what somebody gets."""
    return _settings_page(request, 200)


def change(request: Request, form: Form) -> Response:
    """Keep what they want from now on."""
    desk = desk_of(request)
    wanted = actions.Wanted(form.value("rhythm"), form.values("topics"))
    try:
        actions.change_digest(desk.database, request.path_params["link"], wanted, desk.knowledge)
    except NotFoundError:
        raise no_such_link() from None
    except InputError:
        return _settings_page(request, 422)
    return go(f"/digest/settings/{request.path_params['link']}?saved=1")


def stopping(request: Request) -> Response:
    """Ask for one press."""
    _found(request, "stop")
    return page(request, "digest_stop", link=request.path_params["link"])


def stop(request: Request, form: Form) -> Response:
    """End it: by the button here, or by that of a mail program."""
    desk, link = desk_of(request), request.path_params["link"]
    forget = form.value("forget") == "yes"
    try:
        (actions.forget_digest if forget else actions.end_digest)(desk.database, link)
    except NotFoundError:
        raise no_such_link() from None
    return page(request, "digest_stopped", link=link, forgotten=forget)


def no_such_link() -> RefusedError:
    """Say that a link does nothing: nobody is told whether it ever did."""
    reason = "It is too old, it was used up, or a part of the address is missing. You can ask for the digest again."
    return RefusedError(404, "This link does nothing any more", reason, ("/digest", "The digest"))


def _found(request: Request, purpose: Any) -> actions.Subscription:
    try:
        return actions.subscription_by(desk_of(request).database, request.path_params["link"], purpose)
    except NotFoundError:
        raise no_such_link() from None


def _wanted(request: Request, form: Form) -> actions.Wanted:
    replies = writer_key(request) if form.value("replies") == "yes" else None
    return actions.Wanted(form.value("rhythm"), form.values("topics"), replies)


def _ask_page(
    request: Request, status: int, form: Form | None = None, errors: list[tuple[str, str]] | None = None
) -> Response:
    desk = desk_of(request)
    return page(
        request,
        "digest",
        status,
        can_mail=desk.settings.mail is not None,
        name=name_of(desk.database, writer_key(request)),
        errors=errors or [],
        rhythms=RHYTHMS,
        topics=actions.topics_of(desk.knowledge),
        chosen=form.values("topics") if form else (),
        rhythm=(form.value("rhythm") if form else "") or "weekly",
        email=form.value("email") if form else "",
    )


def _settings_page(request: Request, status: int) -> Response:
    found = _found(request, "settings")
    return page(
        request,
        "digest_settings",
        status,
        found=found,
        saved="saved" in request.query_params,
        rhythms=RHYTHMS,
        topics=actions.topics_of(desk_of(request).knowledge),
        link=request.path_params["link"],
        stop=actions.stop_link(found),
    )
