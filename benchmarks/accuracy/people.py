"""From columns to records: fully answered, or told in two sentences."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.accuracy.ordinary import Columns
from lumbago.knowledge import Knowledge
from lumbago.record import Observation, Record, Value

MENTIONED_NO = frozenset(
    {
        "leg_weakness",
        "leg_numbness_tingling",
        "saddle_numbness",
        "urinary_retention",
        "urinary_incontinence_new",
        "bowel_incontinence_new",
        "fever_or_rigors",
        "leg_pain_below_knee",
        "leg_pain_below_buttock",
        "bilateral_leg_pain",
        "major_trauma",
        "unexplained_weight_loss",
        "history_of_cancer",
        "thoracic_pain",
        "progressive_leg_weakness",
    }
)
"""What a teller denies most often."""

TOLD_NUMBER = {"age": 0.95, "duration_days": 0.7}


def records(columns: Columns) -> Iterator[Record]:
    """Make a record of each person; a value of None in a column was never asked."""
    lists = {finding: column.tolist() for finding, column in columns.items()}
    size = len(next(iter(lists.values())))
    for i in range(size):
        values = {finding: answers[i] for finding, answers in lists.items()}
        yield _record(str(i), values)


def _record(name: str, values: dict[str, Value | None]) -> Record:
    if values.get("history_of_cancer") is not True:
        values.pop("cancer_remote", None)
    known = {finding: (Observation(value),) for finding, value in values.items() if value is not None}
    return Record(id=name, setting="primary_care", observations=known)


def told_briefly(columns: Columns, knowledge: Knowledge, denies: float, seed: int = 9) -> Columns:
    """Keep what a case told in two sentences mentions: striking positives, a few denials, age and sex.

    Units: `denies` is the chance that one of the usual denials is mentioned.
    """
    rng = np.random.default_rng(seed)
    size = len(columns["age"])
    told: Columns = {}
    for finding, column in columns.items():
        chance = _chance_told(knowledge, finding, column, denies)
        told[finding] = np.where(rng.random(size) < chance, column.astype(object), None)
    return told


def _chance_told(knowledge: Knowledge, finding: str, column: np.ndarray, denies: float) -> np.ndarray | float:
    kind = knowledge.vocabulary[finding].kind
    if kind == "number":
        return TOLD_NUMBER.get(finding, 0.12)
    if kind == "choice":
        return 0.95 if finding == "sex_at_birth" else 0.3
    rate = knowledge.background_rates[finding].central
    striking = 0.8 if rate <= 0.05 else 0.5 if rate < 0.15 else 0.2
    return np.where(column.astype(np.bool_), striking, denies if finding in MENTIONED_NO else 0.027)
