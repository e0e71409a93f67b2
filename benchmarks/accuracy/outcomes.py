"""What the pathway says of many people: kept as arrays, so that thresholds can be moved without asking again."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from lumbago.criteria import evaluate
from lumbago.knowledge import Knowledge, load
from lumbago.pathway.triage import rank
from lumbago.pathway.visit import Appraisal, appraise
from lumbago.record import Record

CHUNK = 1000
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Outcomes:
    """One row a person.

    Units: `urgency`, `by_rules` are ranks 0 (self-care) to 3 (emergency); `fired` is people x rules; `probability`,
    `support` (natural log), `groups` and `acts` (whether the class of harm acts on this person) are people x
    conditions; `order` holds condition columns, first one first.
    """

    urgency: NDArray[np.int8]
    by_rules: NDArray[np.int8]
    fired: NDArray[np.bool_]
    probability: NDArray[np.float32]
    support: NDArray[np.float32]
    groups: NDArray[np.int16]
    order: NDArray[np.int16]
    acts: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.urgency)


def assess(people: Iterator[Record], workers: int = 2) -> Outcomes:
    """Conduct every visit, on several processes."""
    chunks: list[list[Record]] = []
    while chunk := list(islice(people, CHUNK)):
        chunks.append([_plain(r) for r in chunk])
    if workers == 1 or len(chunks) == 1:
        parts = [_assess_chunk(c) for c in chunks]
    else:
        with ProcessPoolExecutor(workers) as pool:
            parts = list(pool.map(_assess_chunk, chunks))
    return Outcomes(*(np.concatenate([p[i] for p in parts]) for i in range(8)))


def _plain(record: Record) -> Record:
    """Make the record one that another process can be sent."""
    return Record(record.id, record.setting, dict(record.observations))


def _assess_chunk(chunk: Sequence[Record]) -> list[NDArray[np.generic]]:
    knowledge = load()
    rules = {rule: i for i, rule in enumerate(knowledge.rules)}
    rows = [_row(appraise(record, knowledge, NOON), rules, knowledge) for record in chunk]
    kinds = (np.int8, np.int8, np.bool_, np.float32, np.float32, np.int16, np.int16, np.bool_)
    return [np.array([row[i] for row in rows], dtype=kind) for i, kind in enumerate(kinds)]


def _row(visit: Appraisal, rules: dict[str, int], knowledge: Knowledge) -> tuple[object, ...]:
    fired = np.zeros(len(rules), dtype=np.bool_)
    fired[[rules[f.rule.id] for f in visit.triage.fired]] = True
    odds = visit.posterior
    if odds is None:
        raise ValueError("simulated people are adults")
    silent = {name for name, when in knowledge.acts_when.items() if evaluate(when, visit.values) is False}
    acts = [c.record.harm_class not in silent for c in odds.network.conditions]
    columns = {c.id: i for i, c in enumerate(odds.network.conditions)}
    order = [columns[c.id] for c in visit.causes]
    by_rules = rank(visit.triage.urgency)
    return rank(visit.urgency), by_rules, fired, odds.probability, odds.support, odds.groups, order, acts


def risk_ranks(outcomes: Outcomes, knowledge: Knowledge, scale: float = 1.0) -> NDArray[np.int8]:
    """Say what the action thresholds alone would tell each person, with every threshold multiplied by `scale`."""
    told = np.zeros(len(outcomes), dtype=np.int8)
    needed = knowledge.model.ranking.support
    for column, condition in enumerate(knowledge.conditions.values()):
        if not condition.record.harm_class or condition.record.rules_only:
            continue
        for urgency, threshold in knowledge.model.harm_classes[condition.record.harm_class].levels.items():
            acted = outcomes.probability[:, column] >= min(threshold * scale, 0.999)
            acted &= outcomes.acts[:, column]
            acted &= outcomes.support[:, column] >= math.log(needed[urgency])
            if urgency == "emergency":
                acted &= outcomes.groups[:, column] >= 2
            told = np.maximum(told, np.where(acted, rank(urgency), 0).astype(np.int8))
    return told


def without_rule(outcomes: Outcomes, knowledge: Knowledge, rule: str) -> NDArray[np.int8]:
    """Say what each person would be told if this rule did not exist."""
    ranks = np.array([rank(r.urgency) for r in knowledge.rules.values()], dtype=np.int8)
    kept = np.array([name != rule for name in knowledge.rules])
    by_rules = (outcomes.fired[:, kept] * ranks[kept]).max(axis=1)
    return np.maximum(by_rules, risk_ranks(outcomes, knowledge)).astype(np.int8)
