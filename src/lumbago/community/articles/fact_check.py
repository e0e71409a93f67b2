"""Reading a text against the claims: each sentence that speaks of one gets its verdict, its reason and its sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from lumbago.community.articles.claim_index import Match, Says, claim_index
from lumbago.community.articles.plain_text import sentences_in
from lumbago.knowledge import Claim, Knowledge
from lumbago.knowledge.claim_records import ClaimVerdict

Standing: TypeAlias = Literal["agrees", "partly", "not_known", "disagrees", "out_of_date"]

STANDINGS: Mapping[Says, Mapping[ClaimVerdict, Standing]] = {
    "same": {
        "supported": "agrees",
        "partly": "partly",
        "uncertain": "not_known",
        "not_supported": "disagrees",
        "outdated": "out_of_date",
    },
    "opposite": {
        "supported": "disagrees",
        "partly": "partly",
        "uncertain": "not_known",
        "not_supported": "agrees",
        "outdated": "agrees",
    },
    "open": {
        "supported": "partly",
        "partly": "partly",
        "uncertain": "agrees",
        "not_supported": "agrees",
        "outdated": "partly",
    },
}
"""How a sentence stands to the evidence, by what it says beside a claim and by the verdict of the claim."""

STANDING_WORDS: Mapping[Standing, str] = {
    "agrees": "Agrees with the evidence",
    "partly": "Partly right",
    "not_known": "Not known",
    "disagrees": "Against the evidence",
    "out_of_date": "Out of date",
}


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence that speaks of a claim, and how it stands to the evidence."""

    sentence: str
    line: int
    claim: Claim
    says: Says
    standing: Standing
    likeness: float

    @property
    def right_is(self) -> str:
        """What stands, where the sentence does not; "" where it does."""
        if self.standing == "agrees":
            return ""
        record = self.claim.record
        return record.say_instead or (record.statement if self.says == "opposite" else "")


@dataclass(frozen=True, slots=True)
class Report:
    """What came of reading a text."""

    sentences: int
    checked: tuple[Checked, ...]


def check_text(text: str, knowledge: Knowledge) -> Report:
    """Read a text against the claims of an edition; questions are passed over."""
    index = claim_index(knowledge)
    lines = list(sentences_in(text))
    matched = ((line, index.match(line.text)) for line in lines if not line.text.rstrip('"”’)').endswith("?"))
    checked = tuple(_checked(line.text, line.number, match) for line, match in matched if match is not None)
    return Report(len(lines), checked)


def _checked(sentence: str, line: int, match: Match) -> Checked:
    standing = STANDINGS[match.says][match.claim.record.verdict]
    return Checked(sentence, line, match.claim, match.says, standing, match.likeness)
