"""Search over articles and claims; whoever describes danger is told what to do first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

from starlette.requests import Request
from starlette.responses import Response

from lumbago.actions.searching import find
from lumbago.community.discussion.danger import dangers_in
from lumbago.community.search import BEGIN, END, Hit
from lumbago.knowledge import Knowledge
from lumbago.web.desk import desk_of, page
from lumbago.web.talking import told

Snippet: TypeAlias = list[tuple[str, bool]]
MARKS = re.compile(f"{BEGIN}([^{BEGIN}{END}]*){END}")
Shown: TypeAlias = tuple[Hit, dict[str, str] | None, Snippet]


def search(request: Request) -> Response:
    """Show what is found; without anything typed, the box alone."""
    desk = desk_of(request)
    found = find(desk.database, desk.knowledge, request.query_params.get("q", ""))
    warned = dangers_in(found.query.typed, desk.knowledge)
    return page(
        request,
        "search",
        found=found,
        warned=told(warned[:1]),
        number=desk.settings.emergency_number,
        pages=_shown(found.pages, desk.knowledge),
        articles=_shown(found.articles, desk.knowledge),
        claims=_shown(found.claims, desk.knowledge),
    )


def _shown(hits: Iterable[Hit], knowledge: Knowledge) -> list[Shown]:
    return [(hit, _verdict(hit, knowledge), snippet(hit.snippet)) for hit in hits]


def _verdict(hit: Hit, knowledge: Knowledge) -> dict[str, str] | None:
    claim = knowledge.claims.get(hit.address.removeprefix("/claims/"))
    return {"verdict": claim.told, "words": claim.told_words} if claim else None


def snippet(text: str) -> Snippet:
    """Take a snippet apart: words, and whether they were looked for."""
    parts = MARKS.split(text)
    return [(part, number % 2 == 1) for number, part in enumerate(parts) if part]
