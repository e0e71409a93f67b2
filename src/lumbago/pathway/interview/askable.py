"""What may be asked of a person, here and now: not twice, not what cannot apply, not what only a clinician can find."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from lumbago.criteria import Criterion, could_change, evaluate
from lumbago.knowledge import Knowledge, Rule, Topic
from lumbago.pathway.interview.relevance import basis
from lumbago.pathway.interview.screens import Mode, Purpose, Screen
from lumbago.pathway.triage import rank
from lumbago.record import Record, Value

MOST_ON_A_SCREEN = 6


class Known(Protocol):
    """What was answered, and what is known."""

    @property
    def record(self) -> Record: ...
    @property
    def values(self) -> Mapping[str, Value]: ...


class Askable:
    """One person, asked in one mode."""

    def __init__(self, visit: Known, knowledge: Knowledge, mode: Mode) -> None:
        self._visit = visit
        self._knowledge = knowledge
        self._mode = mode
        self._found: dict[str, bool] = {}

    def may(self, finding: str) -> bool:
        """Say whether a finding can be asked of this person, here, and was not asked yet."""
        if finding not in self._found:
            self._found[finding] = self._may(finding)
        return self._found[finding]

    def _may(self, finding: str) -> bool:
        definition = self._knowledge.vocabulary[finding]
        if self._visit.record.was_asked(finding) or definition.derivation is not None:
            return False
        if definition.assessed_by == "clinician" and self._mode == "person":
            return False
        when = self._knowledge.ask_when.get(finding)
        return when is None or self._makes_sense(when)

    def screen(
        self, topic: Topic, wanted: Iterable[str], purpose: Purpose, hanging: Iterable[Rule] = ()
    ) -> Screen | None:
        """Make the screen of a topic from those of its findings that are wanted and may be asked."""
        names = set(wanted)
        shown = [f for f in topic.record.findings if f in names and self.may(f)][:MOST_ON_A_SCREEN]
        if not shown:
            return None
        rules = sorted(hanging, key=lambda rule: (-rank(rule.urgency), rule.id))
        return Screen(topic, tuple(shown), tuple(rule.id for rule in rules), purpose)

    def _makes_sense(self, when: Criterion) -> bool:
        """Say whether a question fits what is known; where that could not be said, it is asked all the same."""
        fits = evaluate(when, self._visit.values)
        known_or_asked = all(
            basis(f, self._knowledge) in self._visit.record.observations for f in could_change(when, self._visit.values)
        )
        return known_or_asked if fits is None else fits
