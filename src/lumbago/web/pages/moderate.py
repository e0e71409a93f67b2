"""The moderator's desk: what waits, one comment to decide, and everything that was decided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from lumbago.actions import moderation as actions
from lumbago.community.articles import articles
from lumbago.community.discussion.markup import links_in, shown
from lumbago.errors import InputError, NotFoundError
from lumbago.web.desk import account_of, desk_of, go, page
from lumbago.web.forms import Form
from lumbago.web.refusal import RefusedError
from lumbago.web.talking import note_of, problems_of
from lumbago.web.wording import URGENCY_WORDS, clock

STALE = "This page was open for long. Nothing was decided: look at it, and decide again."
REASONS = (
    "It tells other people what to take or do as if it were sure, and the evidence says otherwise.",
    "It advertises something.",
    "It attacks somebody.",
    "It tells who somebody is, or how to reach them.",
    "It has nothing to do with the article.",
)
WORDS: Mapping[str, str] = {str(urgency): word for urgency, word in URGENCY_WORDS.items()}
WHY = {"new": "New", "edited": "Corrected", "appeal": "Appeal", "reported": "Reported"}


def queue(request: Request) -> Response:
    """List what waits, danger first."""
    desk = desk_of(request)
    rows = [(w, WORDS.get(w.urgency, ""), WHY[w.why], clock(w.since)) for w in actions.waiting(desk.database)]
    return page(request, "moderate", rows=rows, titles=_titles(request))


def log(request: Request) -> Response:
    """List every decision."""
    desk = desk_of(request)
    rows = [(d, clock(d.at)) for d in actions.decisions(desk.database)]
    return page(request, "moderate_log", rows=rows)


def one(request: Request) -> Response:
    """Show one comment, whatever was decided about it."""
    return _page(request, 200)


def decide(request: Request, form: Form, ours: bool) -> Response:
    """Publish, refuse, keep, or take a decision back."""
    if not ours:
        return _page(request, 403, form, [("reason", STALE)])
    try:
        _decided(request, form)
    except NotFoundError as error:
        raise RefusedError(404, "That is no longer possible", _sentence(error), ("/moderate", "The queue")) from None
    except InputError as error:
        return _page(request, 422, form, problems_of(error))
    return go(f"/moderate/{request.path_params['comment']}" if form.value("what") == "undo" else "/moderate")


def _decided(request: Request, form: Form) -> None:
    desk, number = desk_of(request), request.path_params["comment"]
    account, what = account_of(request), form.value("what")
    by = account.id if account else ""
    if what == "publish":
        note = (form.value("claim"), form.value("note"))
        actions.publish(desk.database, number, by, desk.now(), note, desk.knowledge)
    elif what == "refuse":
        reason = form.value("reason") or form.value("usual")
        actions.refuse(desk.database, number, by, desk.now(), reason)
    elif what == "undo":
        decision = form.value("decision")
        actions.undo(desk.database, int(decision) if decision.isdecimal() else 0, by, desk.now())
    else:
        actions.keep(desk.database, number, by, desk.now())


def _page(
    request: Request, status: int, form: Form | None = None, errors: list[tuple[str, str]] | None = None
) -> Response:
    desk = desk_of(request)
    try:
        comment = actions.comment_to_decide(desk.database, request.path_params["comment"])
    except NotFoundError as error:
        raise RefusedError(404, "There is no such comment", _sentence(error), ("/moderate", "The queue")) from None
    return page(
        request,
        "moderate_comment",
        status,
        comment=comment,
        body=Markup(shown(comment.text)),
        links=links_in(comment.text),
        urgency=WORDS.get(comment.urgency, ""),
        since=clock(comment.waits_since),
        title=_titles(request).get(comment.article, comment.article),
        claims=_claims(request, comment.article),
        decisions=[(d, clock(d.at)) for d in actions.decisions(desk.database, comment.id)],
        reasons=REASONS,
        note=note_of(comment.claim, comment.note, desk.knowledge),
        errors=errors or [],
        given={name: form.value(name) if form else "" for name in ("reason", "note", "claim")},
    )


def _titles(request: Request) -> dict[str, str]:
    return {slug: article.title for slug, article in articles(desk_of(request).knowledge).items()}


def _claims(request: Request, article: str) -> list[tuple[str, str]]:
    """List the claims a note can lead to: those of the article first."""
    knowledge = desk_of(request).knowledge
    found = articles(knowledge).get(article)
    own: Any = getattr(knowledge.articles.get(article), "claims", ()) if found else ()
    order = [*(c for c in own if c in knowledge.claims), *(c for c in knowledge.claims if c not in own)]
    return [(claim, knowledge.claims[claim].record.statement) for claim in order]


def _sentence(error: NotFoundError) -> str:
    said = error.problems[0].message
    return f"{said[:1].upper()}{said[1:]}"
