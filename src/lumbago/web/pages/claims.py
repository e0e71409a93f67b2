"""Claims: all of them by verdict, and a page for each with what it rests on."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from lumbago.web.desk import desk_of
from lumbago.web.reading_page import reading_page
from lumbago.web.reference.claim_page import by_verdict, claim_page
from lumbago.web.refusal import RefusedError


def all_claims(request: Request) -> Response:
    """List every claim under its verdict."""
    return reading_page(
        request,
        "claims",
        lambda desk: {
            "verdicts": by_verdict(desk.knowledge, desk.now().date()),
            "count": len(desk.knowledge.claims),
        },
    )


def one_claim(request: Request) -> Response:
    """Show a claim."""
    claim = desk_of(request).knowledge.claims.get(request.path_params["claim"])
    if claim is None:
        raise RefusedError(404, "There is no such claim", "The address is wrong or old.", ("/claims", "All claims"))
    return reading_page(request, "claim", lambda desk: {"page": claim_page(claim, desk.knowledge, desk.now().date())})
