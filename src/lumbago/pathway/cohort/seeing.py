"""Who should see everybody in a table: `care_plan.seeing.referrals` as planes."""

from __future__ import annotations

from collections.abc import Iterator

from lumbago.criteria.columns import ONE, ZERO, Compiler, Plane
from lumbago.knowledge import Knowledge
from lumbago.pathway.care_plan.seeing import SOONNESS
from lumbago.pathway.cohort.facts import Facts
from lumbago.pathway.cohort.rules import Flags

SINCE_NOW = "duration_days_now"
AT_ONSET = "age_at_onset_years"
"""Numbers that a plan computes on the day it begins, from `duration_days` and `age`."""


def on_the_first_day(medicines: Facts, flags: Flags) -> Facts:
    """Add what a plan knows on the day it begins: see `care_plan.person`."""
    facts = Facts(medicines.planes, medicines.shape, medicines)
    facts.add("day", ONE, 0.0)
    facts.add("any_red_flag", flags.any_fired, True)
    facts.add("any_red_flag", facts.planes.opposite(flags.any_fired), False)
    return facts


def referrals(facts: Facts, flags: Flags, knowledge: Knowledge) -> Iterator[tuple[str, Plane]]:
    """Give of whom each referral holds, the most urgent first."""
    compiler = Compiler(facts.planes, facts)
    fired = {judged.rule.id: judged.fired for judged in flags.rules}
    in_order = sorted(knowledge.referrals.values(), key=lambda r: SOONNESS.index(r.record.how_soon))
    for referral in in_order:
        by_criterion = ZERO if referral.criterion is None else compiler.evaluate(referral.criterion).yes
        by_rules = [fired[rule] for rule in referral.record.red_flags if rule in fired]
        yield referral.id, facts.planes.any_of([by_criterion, *by_rules])
