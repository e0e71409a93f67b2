"""Scores of questionnaires: the sum of what was answered, what is missing, and whether a change matters.

Scores are facts and stand here; the items of most questionnaires do not, because their licences do not allow it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from lumbago.errors import InputError, Problem
from lumbago.knowledge import Knowledge
from lumbago.knowledge.diary_records import Instrument

Answers: TypeAlias = Sequence[float | None]
Direction: TypeAlias = Literal["better", "worse", "same"]
NEAR_THE_FLOOR = 2.0
"""Times the important change: below it, a share of a small score is soon reached, so both limits are asked for."""


@dataclass(frozen=True, slots=True)
class Score:
    """What a questionnaire came to.

    value: None where too little was answered; `missing` then says which items, from 1.
    positive: whether it reaches its cut-off, where it has one.
    """

    instrument: str
    value: float | None
    band: str = ""
    positive: bool | None = None
    parts: Mapping[str, float | None] = field(default_factory=dict)
    positive_parts: tuple[str, ...] = ()
    missing: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """How a score changed, and whether by an amount that matters to people.

    Units: `percent` of the first score; None where that was 0.
    """

    points: float
    percent: float | None
    direction: Direction
    important: bool


def score(instrument: str, answers: Answers, knowledge: Knowledge) -> Score:
    """Score a questionnaire from the answers to its items, in their order.

    Unknown: an item not answered is None; the record of the instrument says how many may be.
    Raises: InputError for an instrument nobody knows, a wrong number of items, and answers off the scale.
    Source: course/instruments.
    """
    record = _known(instrument, knowledge)
    _refuse_bad(instrument, answers, record)
    missing = tuple(i for i, answer in enumerate(answers, 1) if answer is None)
    told = [answer for answer in answers if answer is not None]
    value = _scored(told, record) if len(told) >= record.at_least_items else None
    parts = {name: _part(answers[first - 1 : last]) for name, (first, last) in record.subscales.items()}
    cut = record.subscale_positive_from
    return Score(
        instrument,
        value,
        band=next((b.label for b in record.bands if value is not None and value <= b.up_to), ""),
        positive=None if record.positive_from is None or value is None else value >= record.positive_from,
        parts=parts,
        positive_parts=tuple(n for n, part in parts.items() if part is not None and cut is not None and part >= cut),
        missing=missing,
    )


def _known(instrument: str, knowledge: Knowledge) -> Instrument:
    known = knowledge.course.instruments
    if instrument not in known:
        raise InputError(Problem(f"there is no questionnaire {instrument}.", mend=f"Known: {', '.join(known)}."))
    return known[instrument]


def _refuse_bad(instrument: str, answers: Answers, record: Instrument) -> None:
    most = record.at_most_items or record.items
    fewest = 1 if record.at_most_items else record.items
    problems = []
    if not fewest <= len(answers) <= most:
        count = f"{record.items}" if fewest == most else f"{fewest} to {most}"
        problems.append(Problem(f"{len(answers)} answers were given, and it has {count} items.", path=instrument))
    low, high = record.item_lowest, record.item_highest
    problems += [
        Problem(f"{answer:g} is off the scale.", path=f"{instrument}[{i}]", mend=f"Give {low:g} to {high:g}.")
        for i, answer in enumerate(answers, 1)
        if answer is not None and not low <= answer <= high
    ]
    if problems:
        raise InputError(problems)


def _scored(told: Sequence[float], record: Instrument) -> float:
    total = float(sum(told))
    if record.scoring == "mean":
        return total / len(told)
    if record.scoring == "percent_of_answered":
        return 100 * total / (record.item_highest * len(told))
    return total


def _part(answers: Answers) -> float | None:
    """Add up a part of a questionnaire, all of whose items are needed."""
    told = [answer for answer in answers if answer is not None]
    return float(sum(told)) if len(told) == len(answers) else None


def change(instrument: str, first: float, now: float, knowledge: Knowledge) -> Change:
    """Say how a score changed, and whether that matters: by the important change or by a share of the first score.

    Near the floor both are needed, because a share of little is little.
    Raises: InputError for an instrument nobody knows.
    """
    record = _known(instrument, knowledge)
    points = now - first
    gained = points if record.higher_is == "better" else -points
    percent = 100 * points / first if first else None
    direction: Direction = "same" if not points else "better" if gained > 0 else "worse"
    return Change(points, percent, direction, _important(record, first, abs(points)))


def _important(record: Instrument, first: float, points: float) -> bool:
    limit, percent = record.important_change, record.important_percent
    if limit is None:
        return False
    by_points = points >= limit
    if percent is None:
        return by_points
    by_share = not first or 100 * points / first >= percent
    near = first < NEAR_THE_FLOOR * limit
    return by_points and by_share if near else by_points or by_share
