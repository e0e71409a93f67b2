"""What Lumbago is, who makes it, how good it is, how to read its evidence, and what it keeps of you."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from lumbago.knowledge.claim_records import CLAIM_VERDICTS
from lumbago.web.desk import Desk
from lumbago.web.reading_page import reading_page
from lumbago.web.reference.measured import interval, measured, out_of_100


def about(request: Request) -> Response:
    """Say who and what this is, and how it was measured."""
    return reading_page(request, "about", _about)


def evidence(request: Request) -> Response:
    """Say how to read verdicts, certainty and figures."""
    return reading_page(request, "evidence", _evidence)


def privacy(request: Request) -> Response:
    """Say what is kept of a person, and how it is erased."""
    return reading_page(request, "privacy", lambda _desk: {})


def _about(desk: Desk) -> Mapping[str, Any]:
    knowledge = desk.knowledge
    return {
        "measured": measured(),
        "out_of_100": out_of_100,
        "interval": interval,
        "anybody_pays": desk.settings.disclosure.anybody,
        "edition": knowledge.edition,
        "counts": {
            "rules on danger": len(knowledge.rules),
            "causes": len(knowledge.conditions),
            "treatments": len(knowledge.treatments),
            "medicines": len(knowledge.formulary.medicines),
            "claims": len(knowledge.claims),
            "sources": len(knowledge.sources),
        },
    }


def _evidence(desk: Desk) -> Mapping[str, Any]:
    counted = Counter(claim.told for claim in desk.knowledge.claims.values())
    sources = desk.knowledge.sources.values()
    return {
        "verdicts": [(verdict, words, counted[verdict]) for verdict, words in CLAIM_VERDICTS.items()],
        "sources": len(sources),
        "recalled": sum(source.verified == "memory" for source in sources),
    }
