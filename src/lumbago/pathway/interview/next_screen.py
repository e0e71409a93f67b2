"""The next question: safety first, then what is expected to change the advice most, then stop.

1. age and sex, on which many dangers depend; 2. what could lift an alarm that is only presumed; 3. topics that the
open emergency rules still need, then the same-day ones, then the rest: the topic where "none of these" rules out
most; 4. findings whose yes would carry a risk over its threshold, weighed by how often people say yes and by the
burden of finding out. What was asked is never asked again, whatever came back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lumbago.criteria import evaluate
from lumbago.knowledge import Knowledge, Rule, Topic
from lumbago.pathway.interview.relevance import Relevance, basis, closed_by_no, relevance
from lumbago.pathway.interview.screens import Finished, Mode, Next, Screen
from lumbago.pathway.triage import rank
from lumbago.pathway.visit import Visit
from lumbago.record import Record, Value

MOST_ON_A_SCREEN = 6
WORTH_ASKING = 0.001
"""Expected rise of urgency below which a question is not worth its burden: one level in a thousand people."""

BURDEN = {"self": 1.0, "guided_self": 3.0, "clinician": 10.0}
FIRST = "about_you"
EMERGENCY = rank("emergency")

Values = Mapping[str, Value]


def next_screen(visit: Visit, knowledge: Knowledge, mode: Mode = "person") -> Next:
    """Choose what to ask next, from the visit as it stands.

    Unknown: "don't know" counts as asked; it leaves rules open, and the result says so.
    """
    asking = _Asking(visit, knowledge, mode)
    first = asking.screen(knowledge.topics[FIRST], knowledge.topics[FIRST].record.findings, "basics")
    if first is not None:
        return first
    present = rank(visit.urgency)
    matters = relevance(visit.triage, visit.posterior, visit.record, knowledge, present)
    return asking.excuse(matters) or asking.danger(matters) or asking.risk(matters) or asking.finished(matters)


class _Asking:
    """One choice of a screen."""

    def __init__(self, visit: Visit, knowledge: Knowledge, mode: Mode) -> None:
        self._visit = visit
        self._knowledge = knowledge
        self._mode = mode
        self._record: Record = visit.record
        self._values: Values = visit.values

    def may_ask(self, finding: str) -> bool:
        """Say whether a finding can be asked of this person, here, and was not asked yet."""
        definition = self._knowledge.vocabulary[finding]
        if self._record.was_asked(finding) or definition.derivation is not None:
            return False
        if definition.assessed_by == "clinician" and self._mode == "person":
            return False
        when = self._knowledge.ask_when.get(finding)
        return when is None or evaluate(when, self._values) is not False

    def screen(self, topic: Topic, wanted: Iterable[str], purpose: str, rules: Iterable[Rule] = ()) -> Screen | None:
        """Make the screen of a topic from those of its findings that are wanted and may be asked."""
        bases = {basis(f, self._knowledge) for f in wanted}
        shown = [f for f in topic.record.findings if f in bases and self.may_ask(f)][:MOST_ON_A_SCREEN]
        if not shown:
            return None
        ordered = sorted(dict.fromkeys(rules), key=lambda r: -rank(r.urgency))
        return Screen(topic, tuple(shown), tuple(r.id for r in ordered), purpose)  # type: ignore[arg-type]

    def excuse(self, matters: Relevance) -> Screen | None:
        """Ask what could lift the alarm that is only presumed."""
        return self._best(matters.excuses, matters, "excuse")

    def danger(self, matters: Relevance) -> Screen | None:
        """Ask what open rules need, the most urgent rules first."""
        for level in range(EMERGENCY, rank(self._visit.urgency), -1):
            at_level = {
                finding: tuple(r for r in rules if rank(r.urgency) == level)
                for finding, rules in matters.dangers.items()
            }
            found = self._best({f: rules for f, rules in at_level.items() if rules}, matters, "danger")
            if found is not None:
                return found
        return None

    def risk(self, matters: Relevance) -> Screen | None:
        """Ask what would carry a risk over its threshold, if that is worth the burden."""
        worth = {f: gain / self._burden(f) for f, gain in matters.chances.items() if self.may_ask(f)}
        best = max(worth, key=lambda f: worth[f], default=None)
        if best is None or worth[best] < WORTH_ASKING:
            return None
        topic = next((t for t in self._knowledge.topics.values() if best in t.record.findings), None)
        return self.screen(topic, worth, "risk") if topic else None

    def finished(self, matters: Relevance) -> Finished:
        """Say why there is nothing left to ask."""
        left = tuple(sorted(f for f in matters.findings if not self._record.was_asked(f)))
        if rank(self._visit.urgency) == EMERGENCY:
            return Finished("named", left)
        if not left:
            return Finished("settled", ())
        kinds = {self._knowledge.vocabulary[basis(f, self._knowledge)].assessed_by for f in left}
        return Finished("examination" if kinds == {"clinician"} else "unlikely", left)

    def _burden(self, finding: str) -> float:
        return BURDEN[self._knowledge.vocabulary[finding].assessed_by]

    def _best(self, wanted: Mapping[str, tuple[Rule, ...]], matters: Relevance, purpose: str) -> Screen | None:
        """Take the topic where "none of these" settles most rules for its burden."""
        best: tuple[float, Screen] | None = None
        for topic in self._knowledge.topics.values():
            rules = dict.fromkeys(r for f in topic.record.findings for r in self._rules(wanted, f))
            screen = self.screen(topic, wanted, purpose, rules) if rules else None
            if screen is None:
                continue
            score = self._score(screen, list(rules), topic)
            if best is None or score > best[0]:
                best = score, screen
        if best is None:
            return None
        fuller = self.screen(
            best[1].topic, matters.findings, purpose, (self._knowledge.rules[r] for r in best[1].rules)
        )
        return fuller or best[1]

    def _rules(self, wanted: Mapping[str, tuple[Rule, ...]], finding: str) -> tuple[Rule, ...]:
        """Give the rules that want a finding, or a derived one that follows from it."""
        direct = wanted.get(finding, ())
        derived = (
            r for f, rules in wanted.items() if f != finding and basis(f, self._knowledge) == finding for r in rules
        )
        return (*direct, *derived)

    def _score(self, screen: Screen, rules: list[Rule], topic: Topic) -> float:
        """Count rules settled by "none of these", and a little for each rule touched."""
        yes_no = [f for f in screen.findings if self._knowledge.vocabulary[f].kind == "yes_no"]
        settled = closed_by_no(rules, yes_no, self._values)
        return (settled + 0.2 * len(rules)) / (3.0 if topic.record.examination else 1.0)
