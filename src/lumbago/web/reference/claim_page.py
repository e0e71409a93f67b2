"""A claim put together for its page: what it rests on, its figures, and the articles that tell it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from lumbago.community.articles import Article, articles, told
from lumbago.knowledge import Knowledge
from lumbago.knowledge.claim_records import CLAIM_VERDICTS
from lumbago.knowledge.claims import Claim, TracedFigure
from lumbago.knowledge.references import stored
from lumbago.web.reference.claim_words import ClaimWords, claim_words
from lumbago.web.reference.naming import Named, in_groups, named
from lumbago.web.reference.source_page import Source, source
from lumbago.web.wording import date_in_words

TIERS: Mapping[str, str] = {
    "published": "as it was published",
    "derived": "worked out from published figures",
    "expert": "our judgement",
}


@dataclass(frozen=True, slots=True)
class FigureWords:
    """A figure that was read, as it is told, with where it stands."""

    words: str
    interval: str
    what: str
    tier: str
    source: Source | None


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """Everything a claim's page shows."""

    words: ClaimWords
    also_said: tuple[str, ...]
    figures: tuple[FigureWords, ...]
    articles: tuple[Article, ...]
    rests_on: list[tuple[str, list[Named]]]
    changes: tuple[tuple[str, str], ...]


def claim_page(claim: Claim, knowledge: Knowledge, today: date) -> ClaimPage:
    """Put a claim together."""
    record = claim.record
    grounds = {*record.rests_on}
    return ClaimPage(
        words=claim_words(claim, knowledge, today),
        also_said=record.also_said,
        figures=tuple(_figures(claim, knowledge)),
        articles=tuple(a for a in articles(knowledge).values() if claim.id in a.claims),
        rests_on=in_groups(named(one, knowledge) for one in stored(knowledge) if one.id in grounds),
        changes=tuple((date_in_words(change.on), change.what) for change in reversed(record.changes)),
    )


def by_verdict(knowledge: Knowledge, today: date) -> list[tuple[str, list[ClaimWords]]]:
    """Put all claims under their verdicts."""
    every = [claim_words(claim, knowledge, today) for claim in knowledge.claims.values()]
    listed = [(words, [c for c in every if c.verdict == verdict]) for verdict, words in CLAIM_VERDICTS.items()]
    return [(words, members) for words, members in listed if members]


def _figures(claim: Claim, knowledge: Knowledge) -> Iterator[FigureWords]:
    """Go through the figures that were read: what was only recalled is never told as a number."""
    for name, figure in claim.figures.items():
        if figure.verified == "seen":
            held = knowledge.sources.get(figure.source)
            where = source(figure.source, held) if held else None
            yield FigureWords(_told(figure), _interval(figure), name.replace("_", " "), TIERS[figure.tier], where)


def _told(figure: TracedFigure) -> str:
    return told(figure, "per_10" if figure.unit == "ratio" else "")


def _interval(figure: TracedFigure) -> str:
    """Say between which bounds a figure lies, where they are known and differ when rounded."""
    if figure.low is None or figure.high is None:
        return ""
    if figure.unit in ("ratio", "times"):
        return f"a ratio of {figure.value:g}, between {figure.low:g} and {figure.high:g}"
    if figure.low < 0 < figure.high:
        return f"it may be up to {abs(figure.low):g} less, or up to {figure.high:g} more"
    said = told(figure, "interval")
    return said if len({*re.findall(r"[\d.,]+", said)}) > 1 else ""
