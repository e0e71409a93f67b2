"""One medicine in words: whether it may be taken, how much, for how long, what to heed, and what instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lumbago.criteria import Reader
from lumbago.knowledge import Knowledge
from lumbago.knowledge.records import Tier, Verified
from lumbago.knowledge.show import cited
from lumbago.pathway.medication_safety import Judged, Screening, Verdict, prepared
from lumbago.record.place import clean
from lumbago.web.labels import label

SENTENCE = re.compile(r"(?<=[.?]) ")
LISTS = {"current_medicines": "what you take now", "drug_allergy": "allergies to medicines"}
WORDS: dict[Verdict, str] = {
    "ok": "Suits you, as far as you told us",
    "caution": "With care",
    "ask": "Not clear yet",
    "avoid": "Better not",
    "contraindicated": "Not for you",
}
FOR_CLINICIANS: dict[Verdict, str] = {
    "ok": "ok",
    "caution": "caution",
    "ask": "ask first",
    "avoid": "avoid",
    "contraindicated": "contraindicated",
}


@dataclass(frozen=True, slots=True)
class Speaks:
    """Why a medicine is not simply fine, and who says so."""

    text: str
    source: str
    tier: Tier
    verified: Verified


@dataclass(frozen=True, slots=True)
class Medicine:
    """One medicine as a page shows it."""

    id: str
    name: str
    verdict: Verdict
    word: str
    offered: bool
    not_offered: str
    dose: str
    most: str
    days: str
    reasons: tuple[Speaks, ...]
    said: tuple[str, ...]
    needs: tuple[str, ...]
    instead: str


@dataclass(frozen=True, slots=True)
class NotRecognised:
    """A name nobody knows; a suggestion is never taken for it."""

    name: str
    suggestions: tuple[str, ...]


def medicine(judged: Judged, knowledge: Knowledge, reader: Reader = "person") -> Medicine:
    """Put what screening says of one medicine into words."""
    record = judged.medicine.record
    words = WORDS if reader == "person" else FOR_CLINICIANS
    return Medicine(
        id=judged.id,
        name=record.plain_name if reader == "person" else record.name,
        verdict=judged.verdict,
        word=words[judged.verdict],
        offered=judged.offered,
        not_offered=judged.not_offered,
        dose=judged.dose,
        most=f"{judged.max_24h_mg:,.0f} mg" if judged.max_24h_mg is not None else "",
        days=f"{judged.max_days} days" if judged.max_days else "",
        reasons=tuple(
            Speaks(reason.text(reader), cited(knowledge.sources[reason.source]), reason.tier, reason.verified)
            for reason in judged.reasons
        ),
        said=tuple(said_once([reason.text(reader) for reason in judged.reasons])),
        needs=tuple(need_in_words(need, knowledge) for need in judged.needs),
        instead=judged.instead,
    )


def said_once(texts: Sequence[str]) -> Iterator[str]:
    """Leave out a text that says, but for its first sentence, only what a longer one says as well."""
    sentences = {text: SENTENCE.split(text) for text in texts}
    for text, own in sentences.items():
        longer = [other for other in sentences.values() if len(other) > len(own)]
        if len(own) == 1 or not any({*own[1:]} <= {*other[1:]} for other in longer):
            yield text


def need_in_words(need: str, knowledge: Knowledge) -> str:
    """Name a fact that is still to be asked."""
    finding = knowledge.vocabulary.called(need)
    return LISTS.get(need) or label(finding.id if finding else need, knowledge)


def not_recognised(screening: Screening, knowledge: Knowledge) -> tuple[NotRecognised, ...]:
    """List the names on somebody's list that nobody knows."""
    lexicon = prepared(knowledge).lexicon
    return tuple(NotRecognised(clean(name), lexicon.suggestions(name)) for name in screening.unrecognised)
