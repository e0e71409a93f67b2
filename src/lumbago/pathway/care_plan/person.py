"""One person as a plan sees them: facts, what they come to on the first day, and which red flags fired."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lumbago.criteria import Criterion, could_change, evaluate, settled_by
from lumbago.knowledge import Knowledge
from lumbago.knowledge.records import Urgency
from lumbago.pathway.care_plan.items import Why
from lumbago.pathway.care_plan.stages import When, when_of
from lumbago.pathway.medication_safety import Screening
from lumbago.pathway.triage import Triage
from lumbago.record import Record, Setting, Truth, Value

DAYS_A_YEAR = 365.25


class Person:
    """What is known of one person, judged for a plan that begins today."""

    def __init__(
        self, record: Record, knowledge: Knowledge, flags: Triage, urgency: Urgency, medicines: Screening
    ) -> None:
        self.knowledge = knowledge
        self.setting: Setting = record.setting
        self.urgency: Urgency = urgency
        self.medicines = medicines
        self.fired = {f.rule.id for f in flags.fired}
        self.left_open: set[Urgency] = {o.rule.urgency for o in flags.open if o.could_not_say}
        self.values: Mapping[str, Value] = {**medicines.values, **_today(medicines.values, bool(flags.fired))}
        self.when: When = when_of(self.values, urgency)

    @property
    def by_oneself(self) -> bool:
        return self.setting == "self"

    def truth(self, criterion: Criterion) -> Truth:
        return evaluate(criterion, self.values)

    def fired_among(self, rules: Iterable[str]) -> tuple[str, ...]:
        """Keep the red flags that fired."""
        return tuple(rule for rule in rules if rule in self.fired)

    def settled(self, criterion: Criterion) -> tuple[str, ...]:
        """Name the findings that made a criterion hold."""
        return settled_by(criterion, self.values)

    def open(self, criterion: Criterion | None) -> tuple[str, ...]:
        """Name the findings that could still make a criterion hold."""
        if criterion is None or evaluate(criterion, self.values) is not None:
            return ()
        return could_change(criterion, self.values)

    def against(self, record: str, criterion: Criterion | None, red_flags: Iterable[str]) -> tuple[Why, ...]:
        """Say what speaks against something: its criterion, or red flags it must not meet."""
        found: list[Why] = []
        if criterion is not None and self.truth(criterion) is True:
            found.append(Why((record,), findings=self.settled(criterion)))
        if fired := self.fired_among(red_flags):
            found.append(Why((record, *(f"red_flags/{rule}" for rule in fired)), rules=fired))
        return tuple(found)


def _today(values: Mapping[str, Value], any_red_flag: bool) -> dict[str, Value]:
    """Compute what the course would tell on the day a plan begins."""
    found: dict[str, Value] = {"day": 0.0, "any_red_flag": any_red_flag}
    duration, age = values.get("duration_days"), values.get("age")
    if isinstance(duration, (int, float)):
        found["duration_days_now"] = float(duration)
        if isinstance(age, (int, float)):
            found["age_at_onset_years"] = max(0.0, age - duration / DAYS_A_YEAR)
    return found
