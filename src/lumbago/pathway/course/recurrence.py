"""How likely back pain comes back in the twelve months after recovery."""

from __future__ import annotations

from math import exp, log

from lumbago.knowledge import Knowledge
from lumbago.knowledge.course_records import Recurrence as Figures
from lumbago.pathway.course.outcome import Recurrence


def recurrence(knowledge: Knowledge, *, more_than_two: bool | None, days: float | None = None) -> Recurrence:
    """Compute the chance of any recurrence and of one that limits activity, by some days after recovery.

    Unknown: without knowing of earlier episodes the cohort's own risk stands.
    Source: course/recurrence.
    """
    figures = knowledge.course.recurrence
    until = days if days is not None else figures.horizon_days
    spent = (until / figures.scale_days) ** figures.shape * (hazard_ratio(figures) if more_than_two else 1.0)
    limiting = log(1 - figures.limiting_share) / log(1 - figures.any_share)
    return Recurrence(1 - exp(-spent), 1 - exp(-spent * limiting))


def hazard_ratio(figures: Figures) -> float:
    """Turn the odds ratio of more than two earlier episodes into a hazard ratio, at its cohort's own risk; capped."""
    odds = figures.baseline_share / (1 - figures.baseline_share) * figures.more_than_two_odds_ratio
    ratio = log(1 - odds / (1 + odds)) / log(1 - figures.baseline_share)
    return min(ratio, figures.hazard_ratio_cap)
