"""Signs that are an emergency by themselves, as things stand: one yes, and a rule holds.

What a page is worth follows from how often a yes is expected, and such a sign may be too rare ever to be worth one. So
it comes before others on its topic's page, and none that can be told in words is left unasked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from lumbago.criteria import presume
from lumbago.knowledge import Knowledge, Rule, Topic
from lumbago.pathway.interview.askable import MOST_ON_A_SCREEN, Askable
from lumbago.pathway.interview.screens import Screen, Standing
from lumbago.pathway.triage import rank
from lumbago.record import Value

EMERGENCY = rank("emergency")


class Alone:
    """Which signs would be an emergency by themselves for one person, and the rules they would make hold."""

    def __init__(self, visit: Standing, knowledge: Knowledge, ask: Askable) -> None:
        self._visit = visit
        self._knowledge = knowledge
        self._ask = ask
        self._found: dict[str, tuple[Rule, ...]] = {}

    def rules(self, finding: str) -> tuple[Rule, ...]:
        """List the emergency rules that a yes to this finding would make hold, whatever else is unknown."""
        if finding not in self._found:
            self._found[finding] = tuple(self._rules(finding))
        return self._found[finding]

    def screen(self) -> Screen | None:
        """Ask such signs as are left and need no examination, those of one topic: the one that has most of them."""
        told = [topic for topic in self._knowledge.topics.values() if not topic.record.examination]
        left = {topic.id: self._left(topic) for topic in told}
        most = max(left, key=lambda name: len(left[name]))
        rules = dict.fromkeys(rule for finding in left[most] for rule in self.rules(finding))
        return self._ask.screen(self._knowledge.topics[most], left[most], "danger", rules)

    def _left(self, topic: Topic) -> tuple[str, ...]:
        found = (f for f in topic.record.findings if self._ask.may(f) and self.rules(f))
        return tuple(found)[:MOST_ON_A_SCREEN]

    def _rules(self, finding: str) -> Iterable[Rule]:
        if self._knowledge.vocabulary[finding].kind != "yes_no":
            return ()
        values: Mapping[str, Value] = {**self._visit.values, finding: True}
        open_rules = self._by_finding.get(finding, ())
        return (rule for rule in open_rules if presume(rule.criterion, values) is True)

    @cached_property
    def _by_finding(self) -> Mapping[str, list[Rule]]:
        found: dict[str, list[Rule]] = {}
        for rule in (o.rule for o in self._visit.triage.open if rank(o.rule.urgency) == EMERGENCY):
            for finding in rule.findings:
                found.setdefault(finding, []).append(rule)
        return found
