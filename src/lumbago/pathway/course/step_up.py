"""When to step up: which rules of the course hold on a day, what to do then, and which entries caused it.

It never lowers an urgency: a danger sign comes before all of this, by the rules of day 0.
"""

from __future__ import annotations

from collections.abc import Mapping

from lumbago.criteria import evaluate, settled_by
from lumbago.knowledge import Knowledge
from lumbago.knowledge.course import EscalationRule
from lumbago.knowledge.course_records import Step
from lumbago.knowledge.plan import Referral
from lumbago.knowledge.referral_records import HowSoon
from lumbago.pathway.course.diary import Diary
from lumbago.pathway.course.measures import measures, of_forecast
from lumbago.pathway.course.outcome import Escalation
from lumbago.pathway.course.outlook import outlooks
from lumbago.pathway.course.priors import fitting_priors
from lumbago.record import Value

SOONNESS: tuple[HowSoon, ...] = ("emergency", "same_day", "soon", "routine")
STEPS: tuple[Step, ...] = ("referral", "change_of_plan", "advice")


def step_ups(diary: Diary, knowledge: Knowledge, today: int, prior: str = "") -> tuple[Escalation, ...]:
    """List every reason to step up on a day, the soonest and strongest first.

    Unknown: a rule holds only when what it looks at was told, on or after the day it begins to count.
    Source: course/escalations.
    """
    values = measures(diary, knowledge, today, prior)
    found = [
        _escalation(rule, diary.until(today), values, knowledge)
        for rule in knowledge.escalations.values()
        if _counts(rule, diary, today) and evaluate(rule.criterion, values) is True
    ]
    return tuple(sorted(found, key=_rank))


def step_up(diary: Diary, knowledge: Knowledge, today: int, prior: str = "") -> Escalation | None:
    """Give the first reason to step up on a day; None when there is none."""
    return next(iter(step_ups(diary, knowledge, today, prior)), None)


def in_dispute(diary: Diary, knowledge: Knowledge, today: int) -> tuple[str, ...]:
    """Name the rules that would hold under one prior and not under another: the page has to say so."""
    told = diary.until(today)
    rules = [r for r in knowledge.escalations.values() if r.record.uses_forecast and _counts(r, diary, today)]
    if not rules or not told.pains:
        return ()
    priors = fitting_priors(knowledge.course, told)
    values = [of_forecast(seen) for seen in outlooks(told, knowledge, priors).values()]
    held = {rule.id: {evaluate(rule.criterion, known) for known in values} for rule in rules}
    return tuple(sorted(name for name, truths in held.items() if len(truths) > 1))


def _counts(rule: EscalationRule, diary: Diary, today: int) -> bool:
    first, last = rule.record.from_day, rule.record.until_day
    told = diary.until(today).last_day
    return told is not None and told >= first <= today and (last is None or today < last)


def _rank(found: Escalation) -> tuple[int, int]:
    return SOONNESS.index(found.rule.record.how_soon), STEPS.index(found.step)


def _escalation(rule: EscalationRule, diary: Diary, values: Mapping[str, Value], knowledge: Knowledge) -> Escalation:
    days = tuple(entry.day for entry in diary.entries[-rule.record.entries :])
    settled = {finding: values[finding] for finding in settled_by(rule.criterion, values)}
    return Escalation(rule, days, settled, _that_hold(rule, values, knowledge))


def _that_hold(rule: EscalationRule, values: Mapping[str, Value], knowledge: Knowledge) -> tuple[Referral, ...]:
    named = [knowledge.referrals[name] for name in rule.record.referrals if name in knowledge.referrals]
    return tuple(r for r in named if r.criterion is not None and evaluate(r.criterion, values) is True)
