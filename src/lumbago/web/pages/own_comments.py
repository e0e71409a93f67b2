"""One's own comments: what became of each, correcting it, taking it back, appealing; and reporting another's."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from lumbago.actions import discussion as actions
from lumbago.community.articles import articles
from lumbago.community.discussion.markup import shown
from lumbago.errors import InputError, NotFoundError
from lumbago.web.desk import desk_of, go, page
from lumbago.web.forms import Form
from lumbago.web.refusal import RefusedError
from lumbago.web.talking import problems_of, told, writer_key

STALE = "This page was open for long, or its form was not ours. Nothing is lost: look at your text, and send it again."


def mine(request: Request) -> Response:
    """List what this visitor wrote."""
    desk = desk_of(request)
    comments = actions.own_comments(desk.database, writer_key(request))
    titles = {slug: article.title for slug, article in articles(desk.knowledge).items()}
    rows = [(c.id, titles.get(c.article, c.article), _standing(c), Markup(shown(c.text))) for c in comments]
    return page(request, "own_comments", rows=rows)


def one(request: Request) -> Response:
    """Show what became of a comment; danger it describes comes first."""
    return _page(request, 200)


def change(request: Request, form: Form, ours: bool) -> Response:
    """Correct, take back or appeal."""
    if not ours:
        return _page(request, 403, form, [("text", STALE)])
    desk, key, number = desk_of(request), writer_key(request), request.path_params["comment"]
    what = form.value("what")
    try:
        if what == "withdraw":
            actions.withdraw_comment(desk.database, key, number, desk.now())
            return go("/discussion/mine")
        if what == "appeal":
            actions.appeal(desk.database, key, number, form.value("words"), desk.now())
        else:
            actions.edit_comment(desk.database, key, number, form.value("text"), desk.knowledge, desk.now())
    except NotFoundError:
        raise no_such_comment() from None
    except InputError as error:
        return _page(request, 422, form, problems_of(error))
    return go(f"/discussion/{number}?sent=1")


def reporting(request: Request) -> Response:
    """Ask what is wrong with a comment."""
    return _report_page(request, 200)


def report(request: Request, form: Form, ours: bool) -> Response:
    """Send a report; twice from the same reader is once."""
    if not ours:
        return _report_page(request, 403, form.value("words"), [("words", STALE)])
    desk, number = desk_of(request), request.path_params["comment"]
    try:
        actions.report_comment(desk.database, writer_key(request), number, form.value("words"), desk.now())
    except NotFoundError:
        raise no_such_comment() from None
    except InputError as error:
        return _report_page(request, 422, form.value("words"), problems_of(error))
    return _report_page(request, 200, sent=True)


def no_such_comment() -> RefusedError:
    """Say that there is nothing there for this visitor."""
    reason = "It was taken back, the address is wrong, or it was written in another browser."
    return RefusedError(404, "There is no such comment", reason, ("/articles", "Articles"))


def _page(
    request: Request, status: int, form: Form | None = None, errors: list[tuple[str, str]] | None = None
) -> Response:
    desk = desk_of(request)
    try:
        own = actions.own_comment(desk.database, writer_key(request), request.path_params["comment"])
    except NotFoundError:
        raise no_such_comment() from None
    text = form.value("text") if form and form.value("what") == "edit" else own.text
    given: dict[str, Any] = {"text": text, "words": form.value("words") if form else ""}
    found = articles(desk.knowledge).get(own.article)
    return page(
        request,
        "own_comment",
        status,
        comment=own,
        article=found,
        standing=_standing(own),
        body=Markup(shown(own.text)),
        warned=told(actions.warned_of(text, desk.knowledge)),
        sent="sent" in request.query_params,
        errors=errors or [],
        given=given,
    )


def _report_page(
    request: Request, status: int, words: str = "", errors: list[tuple[str, str]] | None = None, *, sent: bool = False
) -> Response:
    desk = desk_of(request)
    comment = actions.published_comment(desk.database, request.path_params["comment"])
    if comment is None:
        raise no_such_comment()
    body = Markup(shown(comment.text))
    return page(request, "report", status, comment=comment, body=body, words=words, errors=errors or [], sent=sent)


def _standing(own: actions.Comment) -> str:
    """Say what became of a comment."""
    if own.refused is not None:
        return "refused, and your appeal waits" if own.waits else "refused"
    if own.published is not None:
        return "published; your correction waits for a moderator" if own.waits and own.edited_at else "published"
    return "waiting for a moderator"
