"""The editor’s desk: how articles stand, what is due, and a draft read against the claims. It changes none of them."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from lumbago.community.articles.fact_check import check_text
from lumbago.web.desk import desk_of, page
from lumbago.web.forms import Form
from lumbago.web.reference.editing import changes, due_records, read_draft, standings

LONGEST_DRAFT = 60_000
OLD = "This page was open for long. Press the button once more."
TOO_LONG = "That is too much to read at once. Check it in parts of at most 60,000 characters."
NOTHING = "Paste a text first."


def desk(request: Request) -> Response:
    """Show how everything stands today."""
    desk = desk_of(request)
    today = desk.now().date()
    count, records = due_records(desk.knowledge, today)
    return page(
        request,
        "editors_desk",
        standings=standings(desk.knowledge, desk.settings.disclosure, today),
        due_count=count,
        due=records,
        changes=changes(desk.knowledge),
    )


def draft(request: Request) -> Response:
    """Show where a draft is pasted."""
    return _page(request, "", "")


def check(request: Request, form: Form, ours: bool) -> Response:
    """Read a draft against the claims; it is not kept."""
    text = form.value("draft")
    wrong = NOTHING if not text.strip() else TOO_LONG if len(text) > LONGEST_DRAFT else "" if ours else OLD
    return _page(request, text, wrong)


def _page(request: Request, text: str, wrong: str) -> Response:
    desk = desk_of(request)
    report = check_text(text if not wrong else "", desk.knowledge)
    return page(
        request,
        "editors_draft",
        422 if wrong else 200,
        draft=text,
        wrong=wrong,
        sentences=report.sentences,
        checked=read_draft(report, desk.knowledge, desk.now().date()),
    )
