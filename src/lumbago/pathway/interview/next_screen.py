"""The next question: safety first, then what is expected to change the advice most, then stop.

1. age and sex, on which many dangers depend; 2. what could lift an alarm that is only presumed; 3. what open
emergency rules need, the topic first through which an emergency is most likely to show; 4. everything else that could
raise the urgency, by what it is expected to be worth and by the burden of finding out. What was asked is never asked
again, whatever came back; what cannot apply is not asked at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lumbago.criteria import evaluate
from lumbago.knowledge import Knowledge, Topic
from lumbago.pathway.interview.relevance import Hanging, Relevance, relevance
from lumbago.pathway.interview.screens import Finished, Mode, Next, Purpose, Screen, Standing
from lumbago.pathway.triage import rank

MOST_ON_A_SCREEN = 6
WORTH_ASKING = 0.05
"""Expected worth below which a screen is left out: see `RISE`."""

BURDEN = {"self": 1.0, "guided_self": 4.0, "clinician": 10.0}
FIRST = "about_you"
EMERGENCY = rank("emergency")


def next_screen(visit: Standing, knowledge: Knowledge, mode: Mode = "person") -> Next:
    """Choose what to ask next, from the visit as it stands.

    Unknown: "don't know" counts as asked; it leaves rules open, and the result says so.
    """
    asking = _Asking(visit, knowledge, mode)
    basics = knowledge.topics[FIRST]
    return asking.screen(basics, basics.record.findings, "basics") or asking.chosen() or asking.finished()


class _Asking:
    """One choice of a screen."""

    def __init__(self, visit: Standing, knowledge: Knowledge, mode: Mode) -> None:
        self._visit = visit
        self._knowledge = knowledge
        self._mode = mode
        self._matters: Relevance = relevance(visit, knowledge)

    def chosen(self) -> Screen | None:
        """Ask what could lift the present alarm, then what could show an emergency, then the rest."""
        matters = self._matters
        urgent = {
            finding: tuple(h for h in hanging if rank(h.rule.urgency) == EMERGENCY)
            for finding, hanging in matters.dangers.items()
        }
        return (
            self._best(matters.excuses, {}, "excuse")
            or self._best({f: h for f, h in urgent.items() if h}, {}, "danger")
            or self._best(matters.dangers, matters.risks, "danger")
        )

    def may_ask(self, finding: str) -> bool:
        """Say whether a finding can be asked of this person, here, and was not asked yet."""
        definition = self._knowledge.vocabulary[finding]
        if self._visit.record.was_asked(finding) or definition.derivation is not None:
            return False
        if definition.assessed_by == "clinician" and self._mode == "person":
            return False
        when = self._knowledge.ask_when.get(finding)
        return when is None or evaluate(when, self._visit.values) is True

    def screen(
        self, topic: Topic, wanted: Iterable[str], purpose: Purpose, hanging: Iterable[Hanging] = ()
    ) -> Screen | None:
        """Make the screen of a topic from those of its findings that are wanted and may be asked."""
        names = set(wanted)
        shown = [f for f in topic.record.findings if f in names and self.may_ask(f)][:MOST_ON_A_SCREEN]
        if not shown:
            return None
        rules = dict.fromkeys(h.rule for h in hanging)
        return Screen(topic, tuple(shown), tuple(sorted((r.id for r in rules), key=self._urgency_first)), purpose)

    def finished(self) -> Finished:
        """Say why there is nothing left to ask."""
        left = tuple(sorted(f for f in self._matters.findings if not self._visit.record.was_asked(f)))
        if rank(self._visit.urgency) == EMERGENCY:
            return Finished("named", left)
        if not left:
            return Finished("settled", ())
        kinds = {self._knowledge.vocabulary[f].assessed_by for f in left if f in self._knowledge.vocabulary}
        return Finished("examination" if kinds == {"clinician"} else "unlikely", left)

    def _urgency_first(self, rule: str) -> int:
        return -rank(self._knowledge.rules[rule].urgency)

    def _best(
        self, wanted: Mapping[str, tuple[Hanging, ...]], risks: Mapping[str, float], purpose: Purpose
    ) -> Screen | None:
        """Take the topic that is worth most for its burden, if it is worth asking at all."""
        best: tuple[float, Topic, dict[Hanging, None]] | None = None
        for topic in self._knowledge.topics.values():
            may = [f for f in topic.record.findings if (f in wanted or f in risks) and self.may_ask(f)]
            hanging = dict.fromkeys(h for f in may for h in wanted.get(f, ()))
            worth = sum(h.worth for h in hanging) + sum(risks.get(f, 0.0) for f in may)
            score = worth / max((self._burden(f) for f in may), default=1.0)
            if may and score >= WORTH_ASKING and (best is None or score > best[0]):
                best = score, topic, hanging
        if best is None:
            return None
        return self.screen(best[1], self._matters.findings, purpose, best[2])

    def _burden(self, finding: str) -> float:
        return BURDEN[self._knowledge.vocabulary[finding].assessed_by]
