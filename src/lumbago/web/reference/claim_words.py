"""A claim in words: what is said, what the evidence makes of it, how sure that is, and how fresh."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lumbago.knowledge import Knowledge
from lumbago.knowledge.claim_records import Certainty
from lumbago.knowledge.claims import Claim
from lumbago.web.reference.source_page import Source, source
from lumbago.web.wording import date_in_words

CERTAINTIES: Mapping[Certainty, str] = {
    "high": "high certainty",
    "moderate": "moderate certainty",
    "low": "low certainty",
    "very_low": "very low certainty",
    "judgement": "no study measured it",
}


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """A claim as pages show it; `overdue` and `changed` say why somebody should read it again."""

    id: str
    statement: str
    verdict: str
    verdict_words: str
    certainty: str
    reason: str
    say_instead: str
    sources: tuple[Source, ...]
    recalled: bool
    stated: str
    changed_on: str
    next_review: str
    overdue: bool

    @property
    def dated(self) -> str:
        """When it was stated, or changed since."""
        return f"Changed {self.changed_on}" if self.changed_on else f"Stated {self.stated}"

    @property
    def address(self) -> str:
        return f"/claims/{self.id}"


def claim_words(claim: Claim, knowledge: Knowledge, today: date) -> ClaimWords:
    """Put a claim into words, as it stands on a day."""
    record = claim.record
    changed = claim.last_changed if claim.last_changed != record.first_stated else None
    return ClaimWords(
        id=claim.id,
        statement=record.statement,
        verdict=claim.told,
        verdict_words=claim.told_words,
        certainty=CERTAINTIES[record.certainty],
        reason=record.reason.strip(),
        say_instead=record.say_instead,
        sources=tuple(source(name, knowledge.sources[name]) for name in record.sources),
        recalled=record.verified == "memory" and record.tier != "expert",
        stated=date_in_words(record.first_stated),
        changed_on=date_in_words(changed) if changed else "",
        next_review=date_in_words(record.next_review),
        overdue=claim.overdue(today),
    )
