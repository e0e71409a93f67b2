"""Where a link of an article leads, and what has to be said beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from lumbago.community.articles import articles
from lumbago.community.disclosure import Disclosure, relation
from lumbago.community.disclosure.links import REL
from lumbago.knowledge import Knowledge
from lumbago.web.reference.prose import Link


def linking(knowledge: Knowledge, disclosed: Disclosure, today: date) -> Callable[[str], Link | None]:
    """Make what finds the address of a link."""

    def link(to: str) -> Link | None:
        kind, _, name = to.partition(":")
        if kind == "article":
            return Link(f"/articles/{name}") if name in articles(knowledge) else None
        if kind == "claim":
            return Link(f"/claims/{name}") if name in knowledge.claims else None
        return Link(name) if kind == "page" else outside(to, disclosed, today)

    return link


def outside(address: str, disclosed: Disclosure, today: date) -> Link:
    """Lead to another site; whoever pays behind it is named."""
    paid = relation(address, disclosed.register, today)
    return Link(address, REL, paid.label) if paid else Link(address, "noopener")
