"""The shape of an article: Markdown under a head in TOML, between two lines of +++."""

from __future__ import annotations

import re
from datetime import date

from lumbago.knowledge.claim_records import ClaimChange
from lumbago.knowledge.records import Shape, Status

CLAIM = re.compile(r"\[\^([^\]\s]+)\]")
"""How a sentence names a claim: `[^heat_eases_pain]`, after its full stop."""

NO_FACT = "-"
"""`[^-]` marks a sentence that tells no fact: comfort, an example, a way through the page."""


class ArticleRecord(Shape, frozen=True):
    """articles/<slug>.md: `text` and `claims` are taken from what stands under the head."""

    title: str
    summary: str  # one or two sentences, for lists and for search
    topics: tuple[str, ...]
    place: int  # 1 is listed first
    byline: str
    next_review: date
    changes: tuple[ClaimChange, ...]  # the first is its publication
    text: str
    claims: tuple[str, ...]
    reviewed_by: str = ""  # the clinician who read it; nobody until one has
    funders: tuple[str, ...] = ()  # ids of the register of who pays
    status: Status = "draft"
