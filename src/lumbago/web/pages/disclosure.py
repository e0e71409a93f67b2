"""Who pays, as the operator's register says: a page for people, the same for machines, and advertisers' pictures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from lumbago.community.disclosure.records import Party
from lumbago.web.desk import Desk, desk_of
from lumbago.web.reading_page import kept_text, reading_page
from lumbago.web.refusal import RefusedError
from lumbago.web.wording import date_in_words

KEEP_A_DAY = "public, max-age=86400"


def disclosure(request: Request) -> Response:
    """Show everybody in the register; when nobody is, say so."""
    return reading_page(request, "disclosure", _context)


def for_machines(request: Request) -> Response:
    """Give the register as JSON."""
    return kept_text(request, lambda: _json(desk_of(request)), "application/json")


def picture(request: Request) -> Response:
    """Send an advertiser's picture from here: whoever looks at it is known to nobody else."""
    found = desk_of(request).settings.disclosure.sent_as(request.path_params["name"])
    if found is None:
        raise RefusedError(404, "There is no such picture", "The address is wrong or old.", ("/articles", "Articles"))
    return Response(found.content, media_type=found.media_type, headers={"Cache-Control": KEEP_A_DAY})


def _json(desk: Desk) -> str:
    register = desk.settings.disclosure.register
    told = {name: getattr(register, name) for name in register.__struct_fields__}
    return msgspec.json.format(msgspec.json.encode(told), indent=2).decode() + "\n"


def _context(desk: Desk) -> Mapping[str, Any]:
    disclosed = desk.settings.disclosure
    register = disclosed.register
    return {
        "anybody": disclosed.anybody,
        "funders": [_told(party, party.pays_for, party.amount) for party in register.funders],
        "interests": [_told(party, party.interest, "") for party in register.interests],
        "affiliates": [_told(party, party.earns, "") for party in register.affiliates],
        "advertisers": [_told(party, party.words, party.pays) for party in register.advertisers],
    }


def _told(party: Party, what: str, amount: str) -> dict[str, str]:
    until = f" until {date_in_words(party.until)}" if party.until else ""
    return {"name": party.name, "what": what, "amount": amount, "since": f"Since {date_in_words(party.since)}{until}"}
