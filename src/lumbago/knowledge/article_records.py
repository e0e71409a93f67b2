"""The shape of an article: Markdown under a head in TOML, between two lines of +++."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from typing import Any

from lumbago.knowledge.claim_records import ClaimChange
from lumbago.knowledge.records import Shape, Status

HEAD = re.compile(r"\A\+\+\+\n(.*?)^\+\+\+\n(.*)\Z", re.DOTALL | re.MULTILINE)
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


def article_table(content: str) -> dict[str, Any]:
    """Split a file into its head and its text, and collect the claims that the text names.

    Raises: tomllib.TOMLDecodeError when there is no head or it is not TOML.
    """
    found = HEAD.match(content)
    if found is None:
        raise tomllib.TOMLDecodeError("the head between two lines of +++ is missing")
    head, text = found.groups()
    before = "\n" * content[: found.start(2)].count("\n")  # so that a line of the text is a line of the file
    named = dict.fromkeys(name for name in CLAIM.findall(text) if name != NO_FACT)
    return {**tomllib.loads(head), "text": before + text, "claims": [*named]}
