"""The discussion under an article: reading it, writing in it, following it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from lumbago.actions import discussion as actions
from lumbago.community.discussion.threads import Order, Placed, placed
from lumbago.errors import InputError
from lumbago.web.desk import desk_of, go, page
from lumbago.web.forms import Form
from lumbago.web.talking import article_of, atom, drawn, problems_of, told, writer_key

STALE = "This page was open for long, or its form was not ours. Nothing is lost: look at your text, and send it again."


def discussion(request: Request) -> Response:
    """Show what is published, and a form; `?answer=` answers a comment."""
    answers = request.query_params.get("answer", "")
    answered = int(answers) if answers.isascii() and answers.isdecimal() and len(answers) < 10 else None
    return _page(request, 200, answered)


def write(request: Request, form: Form, ours: bool) -> Response:
    """Send a comment; whatever is wrong, the page comes back with everything that was typed."""
    desk, article = desk_of(request), article_of(request)
    text, answers = form.value("text"), _number(form.value("answers"))
    if not ours:
        return _page(request, 403, answers, form, [("text", STALE)])
    draft = actions.Draft(
        article.slug, form.value("name"), text, answers, _took(form, desk.now()), form.value("submission")
    )
    try:
        sent = actions.write_comment(desk.database, writer_key(request), draft, desk.knowledge, desk.now())
    except InputError as error:
        return _page(request, 422, answers, form, problems_of(error))
    return go(f"/discussion/{sent.id}?sent=1")


def feed(request: Request) -> Response:
    """Send the published comments, the latest first."""
    desk, article = desk_of(request), article_of(request)
    read = sorted(actions.discussion_of(desk.database, article.slug), key=lambda c: c.at, reverse=True)
    address = f"{desk.settings.address}/articles/{article.slug}/discussion"
    entries = [drawn(Placed(c, 0), desk.knowledge) for c in read[:50] if c.text]
    updated = read[0].at if read else desk.now()
    text = atom(f"Discussion: {article.title}", address, entries, updated)
    return Response(text, media_type="application/atom+xml")


def _page(
    request: Request,
    status: int,
    answered: int | None,
    form: Form | None = None,
    errors: list[tuple[str, str]] | None = None,
) -> Response:
    desk, article = desk_of(request), article_of(request)
    order: Order = "newest" if request.query_params.get("order") == "newest" else "oldest"
    read = placed(actions.discussion_of(desk.database, article.slug), order)
    target = next((p.comment for p in read if p.comment.id == answered and p.comment.text), None)
    return page(
        request,
        "discussion",
        status,
        article=article,
        order=order,
        comments=[drawn(p, desk.knowledge) for p in read],
        answered=drawn(Placed(target, 0), desk.knowledge) if target else None,
        errors=errors or [],
        warned=told(actions.warned_of(form.value("text"), desk.knowledge)) if form else (),
        given=_given(request, form, target.name if target else ""),
    )


def _given(request: Request, form: Form | None, to: str) -> dict[str, Any]:
    desk = desk_of(request)
    if form is not None:
        kept = {name: form.value(name) for name in ("name", "text", "submission", "opened")}
        return {**kept, "submission": kept["submission"] or desk.new_key()}
    name = actions.name_of(desk.database, writer_key(request))
    started = f"@{to} " if to else ""
    return {"name": name, "text": started, "submission": desk.new_key(), "opened": desk.now().isoformat()}


def _took(form: Form, now: datetime) -> timedelta | None:
    """Say how long it took to write; the time the form was opened is only a hint, and anybody can change it."""
    try:
        opened = datetime.fromisoformat(form.value("opened"))
        return now - opened
    except (ValueError, TypeError):
        return None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
