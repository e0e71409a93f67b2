"""How good a person's own comparison is on simulated trials, beside a Welch t-test on the same days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
import numpy as np

from benchmarks.accuracy.intervals import Share, share
from lumbago.knowledge import Knowledge
from lumbago.knowledge.diary_records import ExperimentModel
from lumbago.pathway.course import schedule
from lumbago.pathway.course.comparing import Day, effect
from lumbago.pathway.course.experiment import decided
from lumbago.pathway.course.measures import student_above

PHASES = (3, 5, 7)
MISSING = (0.0, 0.2, 0.4)
TREND_A_WEEK = -0.1
LEVEL = 5.0
MATTERS = 0.5
LARGE = 1.0
SIGNIFICANT = 0.05


@dataclass(frozen=True, slots=True)
class Trials:
    """What came of many trials of one shape.

    wrong: a choice is named although it is the worse one, or not better by as much as matters.
    missed: none is named although one is better by a whole point.
    """

    phase_days: int
    missing: float
    bias: float
    covered: Share
    wrong: Share
    wrong_welch: Share
    missed: Share
    missed_welch: Share


def trials(knowledge: Knowledge, count: int, seed: int) -> list[Trials]:
    """Simulate trials of each length of period and share of days without an entry."""
    chance = np.random.default_rng(seed)
    return [_of_shape(knowledge, phase, missing, count, chance) for phase in PHASES for missing in MISSING]


def _of_shape(knowledge: Knowledge, phase: int, missing: float, count: int, chance: np.random.Generator) -> Trials:
    record = knowledge.course.experiment
    truth, found, chosen, welch, inside = [], [], [], [], []
    for _ in range(count):
        beta, days = _trial(knowledge, phase, missing, chance)
        seen = effect(days, record)
        verdict = decided(seen, list(days), judged_early(record), over=True)
        truth.append(beta)
        found.append(seen.estimate)
        inside.append(verdict.low <= beta <= verdict.high)
        chosen.append({"first_is_better": 1, "second_is_better": -1}.get(verdict.finding, 0))
        welch.append(_welch(days))
    ours, theirs, real = np.array(chosen), np.array(welch), np.array(truth)
    return Trials(
        phase,
        missing,
        float(np.mean(np.array(found) - real)),
        share(inside),
        *(share((named != 0) & (named * real < MATTERS)) for named in (ours, theirs)),
        *(share((named == 0)[np.abs(real) >= LARGE]) for named in (ours, theirs)),
    )


def judged_early(record: ExperimentModel) -> ExperimentModel:
    """Let short trials be judged too: the fewest days keep people from judging early, and are not measured here."""
    return msgspec.structs.replace(record, fewest_days=1)


def _trial(
    knowledge: Knowledge, phase: int, missing: float, chance: np.random.Generator
) -> tuple[float, Sequence[Day]]:
    """Draw one trial from the model's own laws: entries are whole numbers of 0 to 10."""
    record = knowledge.course.experiment
    plan = schedule("any", 0, knowledge, int(chance.integers(2**31)), phase_days=phase)
    second = np.array([plan.arm_on(day) == "second" for day in range(plan.last_day + 1)])
    beta = chance.normal(0, record.effect_sd)
    lag = chance.beta(record.lag_alpha, record.lag_beta)
    lasting = chance.beta(record.correlation_alpha, record.correlation_beta)
    noise = abs(chance.normal(0, record.noise_scale))
    felt, residual, days = 0.5, chance.normal(0, noise) / np.sqrt(1 - lasting**2), []
    for day, on in enumerate(second):
        felt = lag * felt + (1 - lag) * on
        residual = lasting * residual + chance.normal(0, noise)
        pain = LEVEL + TREND_A_WEEK * day / 7 + beta * (felt - 0.5) + residual
        told = float(np.clip(np.round(pain), 0, 10)) if chance.random() >= missing else None
        days.append(Day(bool(on), told))
    return beta, days


def _welch(days: Sequence[Day]) -> int:
    """Choose by a Welch t-test: 1 is the first choice, -1 the second, 0 neither."""
    told = [(day.second, day.pain) for day in days if day.pain is not None]
    arms = [np.array([pain for second, pain in told if second is arm]) for arm in (False, True)]
    if min(map(len, arms)) < 2:
        return 0
    spread = [arm.var(ddof=1) / len(arm) for arm in arms]
    if sum(spread) == 0:
        return int(np.sign(arms[1].mean() - arms[0].mean()))
    free = sum(spread) ** 2 / sum(s**2 / (len(arm) - 1) for s, arm in zip(spread, arms, strict=True))
    t = (arms[1].mean() - arms[0].mean()) / np.sqrt(sum(spread))
    return int(np.sign(t)) if 2 * student_above(abs(t), free) < SIGNIFICANT else 0
