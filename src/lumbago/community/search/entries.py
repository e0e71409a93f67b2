"""What can be found: every article, every claim, and the pages where somebody is helped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from lumbago.community.articles import Article, articles
from lumbago.community.search.words import PAGES
from lumbago.knowledge import Knowledge
from lumbago.knowledge.claims import Claim

BEGIN, END = "\x02", "\x03"
"""Stand around each word that was looked for; no text of ours holds them."""

Kind: TypeAlias = Literal["article", "claim", "page"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found; `also` are words people use for it, `body` is what a snippet is cut from."""

    address: str
    kind: Kind
    title: str
    also: str
    body: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found; in its snippet the words looked for stand between BEGIN and END."""

    address: str
    kind: str
    title: str
    snippet: str


def entries(knowledge: Knowledge) -> Iterator[Entry]:
    """Go through everything that can be found."""
    yield from (Entry(page.address, "page", page.title, page.also, page.text) for page in PAGES)
    yield from map(_article, articles(knowledge).values())
    yield from map(_claim, knowledge.claims.values())


def _article(article: Article) -> Entry:
    headings = (section.heading for section in article.sections if section.heading)
    also = " ".join((*article.topics, *headings))
    body = " ".join((article.summary, *(sentence.plain for sentence in article.sentences)))
    return Entry(f"/articles/{article.slug}", "article", article.title, also, body)


def _claim(claim: Claim) -> Entry:
    record = claim.record
    body = f"{record.reason.strip()} {record.say_instead}".strip()
    return Entry(f"/claims/{claim.id}", "claim", record.statement, " ".join(record.also_said), body)
