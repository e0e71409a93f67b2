"""One page of questions after the other; any of them can be opened again and changed."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from lumbago.knowledge import Topic
from lumbago.pathway.interview import Finished, Screen
from lumbago.web.asked import ABOUT, asked_from, asked_pages
from lumbago.web.desk import Desk, desk_of, go, page, stored_visit
from lumbago.web.forms import Form
from lumbago.web.questions import Page, page_of
from lumbago.web.reading import read_page
from lumbago.web.refusal import RefusedError, unreadable_form
from lumbago.web.visits import Stored

TITLES_SHOWN = 3


def questions(request: Request) -> Response:
    """Send the visitor to the page that is next, or to the result."""
    return go(desk_of(request).onward(*stored_visit(request)))


def question_page(request: Request) -> Response:
    """Show one page: what is to be asked on it, and what was answered on it before."""
    desk = desk_of(request)
    _, stored = stored_visit(request)
    topic = topic_of(request, desk)
    about = request.query_params.get(ABOUT, "")
    if about in topic.record.findings:
        return _show(request, page_of(topic, (about,), stored.record, desk.knowledge), stored, None)
    screen = _screen_of(topic, stored, desk)
    again = asked_from(request.query_params.get("from", ""), topic, stored.record, desk.knowledge)
    shown = again if "from" in request.query_params or screen is None else screen
    if shown is None:
        return go("/questions")
    return _show(request, page_of(topic, shown.findings, stored.record, desk.knowledge), stored, screen)


def answer(request: Request, form: Form) -> Response:
    """Keep the answers of a page, or show it again with what has to be put right."""
    desk = desk_of(request)
    visit, stored = stored_visit(request)
    topic = topic_of(request, desk)
    blank = page_of(topic, asked_of(form, topic, desk), stored.record, desk.knowledge)
    read = read_page(blank, form, desk.knowledge.vocabulary)
    if read.answers is None:
        return _show(request, read.page, stored, _screen_of(topic, stored, desk), status=422)
    return go(desk.onward(visit, desk.visits.answer(visit, read.answers, "person", desk.now())))


def conclude(request: Request, _form: Form) -> Response:
    """Stop here, and see what can be said so far."""
    desk = desk_of(request)
    visit, stored = stored_visit(request)
    if stored.concluded is None:
        desk.visits.conclude(visit, desk.now())
    return go("/result")


def said(request: Request) -> Response:
    """List every answer with a way to change it."""
    desk = desk_of(request)
    _, stored = stored_visit(request)
    asked = asked_pages(stored.record, desk.knowledge)
    pages = [(page_of(a.topic, a.findings, stored.record, desk.knowledge), a.address) for a in asked]
    finished = isinstance(desk.next(stored.record), Finished)
    return page(request, "said", pages=pages, finished=finished, concluded=stored.concluded, has_visit=True)


def _show(request: Request, shown: Page, stored: Stored, screen: Screen | None, status: int = 200) -> Response:
    desk = desk_of(request)
    rules = list(dict.fromkeys(desk.knowledge.rules[r].record.person.title for r in (screen.rules if screen else ())))
    return page(
        request,
        "question",
        status,
        page=shown,
        dangers=rules[:TITLES_SHOWN],
        more_dangers=max(0, len(rules) - TITLES_SHOWN),
        answered=len(asked_pages(stored.record, desk.knowledge)),
        usual=desk.usual_pages,
        before=_before(shown, stored, desk),
        again=all(stored.record.was_asked(field.id) for field in shown.fields),
        has_visit=True,
    )


def _screen_of(topic: Topic, stored: Stored, desk: Desk) -> Screen | None:
    """Give the screen of a topic while that is what comes next."""
    chosen = desk.next(stored.record)
    return chosen if isinstance(chosen, Screen) and chosen.topic.id == topic.id else None


def _before(shown: Page, stored: Stored, desk: Desk) -> str:
    """Name the page answered before this one; the first has none."""
    here = {field.id for field in shown.fields}
    asked = asked_pages(stored.record, desk.knowledge)
    place = next((i for i, page in enumerate(asked) if here & set(page.findings)), len(asked))
    return asked[place - 1].address if place else ""


def topic_of(request: Request, desk: Desk) -> Topic:
    """Find the topic an address names.

    Raises: RefusedError where there is none.
    """
    topic = desk.knowledge.topics.get(request.path_params["topic"])
    if topic is None:
        raise RefusedError(
            404, "There is no such question", "The address is wrong or old.", ("/questions", "Open the questions")
        )
    return topic


def asked_of(form: Form, topic: Topic, desk: Desk) -> tuple[str, ...]:
    """Tell which findings the form asked.

    Raises: RefusedError where this page cannot ask one of them.
    """
    asked = tuple(dict.fromkeys(form.value("asked").split()))
    vocabulary = desk.knowledge.vocabulary
    fits = [f in topic.record.findings and vocabulary[f].assessed_by != "clinician" for f in asked]
    if not asked or not all(fits):
        raise unreadable_form()
    return asked
