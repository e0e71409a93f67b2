"""What it may be: the causes worth showing, how likely in whole people, and what moved each."""

from __future__ import annotations

from dataclasses import dataclass

from lumbago.criteria import Reader
from lumbago.knowledge import Knowledge
from lumbago.pathway.differential import Contribution
from lumbago.pathway.triage import rank
from lumbago.pathway.visit import Visit
from lumbago.web.labels import answered, cause_name
from lumbago.web.wording import between, share, strength

SHOWN = 4
MOVERS_SHOWN = 8
RARE = 0.01
PEOPLE, MANY = 100, 1000
"""All shares of a page are told among as many people; only how sure a rare one is needs more."""

FULL_BAR_DECIBANS = 15.0
LEAST_DECIBANS = 0.5


@dataclass(frozen=True, slots=True)
class Mover:
    """One answer in a ledger; `width` is the length of its bar in percent of half the chart, below 0 to the left."""

    answer: str
    decibans: float
    width: float
    words: str
    source: str
    tier: str
    verified: str


@dataclass(frozen=True, slots=True)
class Likely:
    """One cause; without `share` it speaks through a rule only and has no figure."""

    id: str
    name: str
    explanation: str
    suspected: bool
    share: str
    percent: float
    interval: str
    low: float
    high: float
    movers: tuple[Mover, ...]


def likely(visit: Visit, knowledge: Knowledge, reader: Reader, most: int = SHOWN) -> tuple[Likely, ...]:
    """Choose the first causes in the order of the visit, each with what moved it."""
    suspects = {c for f in visit.triage.fired if rank(f.rule.urgency) >= 2 for c in f.rule.record.suspects}
    columns = _columns(visit)
    chosen = [c for c in visit.causes if c.id in columns or c.id in suspects][:most]
    odds = visit.posterior
    bounds, ledgers = (odds.intervals().tolist(), odds.ledgers()) if odds else ([], ())
    found = []
    for condition in chosen:
        column = columns.get(condition.id)
        chance = float(odds.probability[column]) if odds and column is not None else 0.0
        low, high = bounds[column] if column is not None else (0.0, 0.0)
        ledger = ledgers[column] if column is not None else ()
        found.append(
            Likely(
                id=condition.id,
                name=cause_name(condition, reader),
                explanation=condition.record.explanation if reader == "person" else condition.record.definition,
                suspected=condition.id in suspects,
                share=share(chance, PEOPLE) if column is not None else "",
                percent=100 * chance,
                interval=between(low, high, MANY if chance < RARE else PEOPLE),
                low=100 * low,
                high=100 * high,
                movers=_movers(ledger, knowledge, reader),
            )
        )
    return tuple(found)


def _columns(visit: Visit) -> dict[str, int]:
    """Find the causes whose probability may be shown."""
    if visit.posterior is None:
        return {}
    net = visit.posterior.network
    return {condition.id: column for column, condition in enumerate(net.conditions) if net.shown[column]}


def _movers(ledger: tuple[Contribution, ...], knowledge: Knowledge, reader: Reader) -> tuple[Mover, ...]:
    kept = [c for c in ledger if abs(c.decibans) >= LEAST_DECIBANS][:MOVERS_SHOWN]
    return tuple(_mover(c, knowledge, reader) for c in kept)


def _mover(moved: Contribution, knowledge: Knowledge, reader: Reader) -> Mover:
    size = max(-1.0, min(1.0, moved.decibans / FULL_BAR_DECIBANS))
    return Mover(
        answer=answered(moved.finding, moved.answer, knowledge, reader),
        decibans=moved.decibans,
        width=round(100 * size, 1),
        words=strength(moved.decibans),
        source=moved.likelihood.source,
        tier=moved.likelihood.tier,
        verified=moved.likelihood.verified,
    )
