"""What the pages of the discussion share: who writes, a comment as it is drawn, what is told of a danger."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup
from starlette.requests import Request

from lumbago.actions import Account
from lumbago.community.articles import Article, articles
from lumbago.community.discussion.danger import Warned
from lumbago.community.discussion.markup import shown
from lumbago.community.discussion.threads import Placed
from lumbago.errors import UserError
from lumbago.knowledge import Knowledge
from lumbago.knowledge.records import Urgency
from lumbago.web.desk import account_of, desk_of, visitor_key
from lumbago.web.refusal import RefusedError
from lumbago.web.wording import URGENCY_WORDS, clock, date_in_words

WHAT_TO_MEND = {"name": "name", "text": "text", "pace": "text", "words": "words", "reason": "reason"}
"""The field of a form that a problem is about."""


@dataclass(frozen=True, slots=True)
class Note:
    """What stands under a comment that speaks against the evidence: a claim, its verdict and what to read."""

    claim: str
    statement: str
    verdict: str
    say_instead: str
    words: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A comment as a page draws it."""

    id: int
    name: str
    html: Markup
    when: str
    moment: str
    depth: int
    to: str
    edited: str
    note: Note | None


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody is told whose words describe danger."""

    urgency: Urgency
    word: str
    title: str
    why: str
    do: str


def writer_key(request: Request) -> str:
    """Give what somebody writes under: their account where they are signed in, else the key of their browser."""
    account = account_of(request)
    return account_writer(account) if account else visitor_key(request)


def account_writer(account: Account) -> str:
    """Give what an account writes under, on whichever device."""
    return f"account {account.id}"


def article_of(request: Request) -> Article:
    """Find the article an address names.

    Raises: RefusedError where there is none.
    """
    found = articles(desk_of(request).knowledge).get(request.path_params["article"])
    if found is None:
        raise RefusedError(404, "There is no such article", "The address is wrong or old.", ("/articles", "Articles"))
    return found


def drawn(placed: Placed, knowledge: Knowledge) -> Drawn:
    """Draw one comment."""
    comment = placed.comment
    edited = clock(comment.edited_at) if comment.edited_at else ""
    body, note = Markup(shown(comment.text)), note_of(comment.claim, comment.note, knowledge)
    when, moment = date_in_words(comment.at.date()), comment.at.isoformat()
    return Drawn(comment.id, comment.name, body, when, moment, placed.depth, placed.to, edited, note)


def note_of(claim: str, words: str, knowledge: Knowledge) -> Note | None:
    """Tell what the evidence makes of what a comment advises."""
    found = knowledge.claims.get(claim)
    if found is None:
        return None
    record = found.record
    return Note(claim, record.statement, found.told_words, record.say_instead, words)


def told(warned: Iterable[Warned]) -> tuple[Told, ...]:
    """Tell each danger in the words of its rule, the most urgent first, and no words twice."""
    every = (Told(w.urgency, URGENCY_WORDS[w.urgency], w.advice.title, w.advice.why, w.advice.do) for w in warned)
    return tuple(dict.fromkeys(every))


def problems_of(error: UserError) -> list[tuple[str, str]]:
    """List what keeps a form from being sent: the field, and words that start with a capital."""
    return [
        (WHAT_TO_MEND.get(p.path, "text"), f"{p.message[:1].upper()}{p.message[1:]} {p.mend}".strip())
        for p in error.problems
    ]


def atom(title: str, address: str, entries: Iterable[Drawn], updated: datetime) -> str:
    """Write a feed, for whoever reads along elsewhere."""
    items = "".join(_entry(entry, address) for entry in entries)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{html.escape(title)}</title><id>{address}</id><updated>{updated.isoformat()}</updated>"
        f'<link href="{address}"/><link rel="self" href="{address}.atom"/>{items}</feed>\n'
    )


def _entry(entry: Drawn, address: str) -> str:
    return (
        f"<entry><title>{html.escape(entry.name)}</title><id>{address}#comment-{entry.id}</id>"
        f'<link href="{address}#comment-{entry.id}"/><updated>{entry.moment}</updated>'
        f"<author><name>{html.escape(entry.name)}</name></author>"
        f'<content type="html">{html.escape(str(entry.html))}</content></entry>'
    )
