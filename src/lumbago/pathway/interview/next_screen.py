"""The next question: safety first, then what is expected to change the advice most, then stop.

1. age, sex and pregnancy, on which many dangers depend; 2. in an emergency, only what might well lift it; 3. what could
show an emergency, the page first through which one is most likely to show; 4. everything else that could raise the
urgency or lift it, by what it is expected to be worth and by the burden of finding out; 5. what is an emergency by
itself, however rare (`alone.py`). What was asked is never asked again, whatever came back; what cannot apply is not
asked at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from lumbago.knowledge import Knowledge, Topic
from lumbago.pathway.interview.alone import EMERGENCY, Alone
from lumbago.pathway.interview.askable import MOST_ON_A_SCREEN, Askable
from lumbago.pathway.interview.relevance import Hanging, Hangings, Relevance, relevance
from lumbago.pathway.interview.screens import Finished, Mode, Next, Purpose, Screen, Standing
from lumbago.pathway.triage import rank

WORTH_ASKING = 0.05
"""Expected worth below which a screen is left out: see `RISE`."""

WORTH_ASKING_THE_ILL = 0.015
"""The same once something dangerous is suspected: a few pages more are little beside what they may show."""

WORTH_DELAYING = 1.0
"""The same for a screen that comes before an emergency is told, because it might lift it."""

BURDEN = {"self": 1.0, "guided_self": 3.0, "clinician": 4.0}

BASICS = ("about_you", "pregnancy")
"""Topics on which so much hangs that they are asked of everybody to whom they can apply."""

WHOLE = ("the_pain_now",)
"""Topics of which everything is asked once anything is: where it hurts tells causes apart, and costs no page."""

SAME_DAY = rank("same_day")


def next_screen(visit: Standing, knowledge: Knowledge, mode: Mode = "person") -> Next:
    """Choose what to ask next, from the visit as it stands.

    Unknown: "don't know" counts as asked; it leaves rules open, and the result says so.
    """
    asking = _Asking(visit, knowledge, mode)
    return asking.basics() or asking.chosen() or asking.finished()


@dataclass(frozen=True)
class _Wanted:
    """What is looked for, by finding: rules that hang on it, and what it is worth besides."""

    rules: Hangings
    risks: Mapping[str, float]
    purpose: Purpose

    @cached_property
    def worth(self) -> Mapping[str, float]:
        """What each finding is expected to be worth; nothing, where it is not named."""
        named = dict.fromkeys([*self.rules, *self.risks])
        return {f: sum(h.worth for h in self.rules.get(f, ())) + self.risks.get(f, 0.0) for f in named}


@dataclass(frozen=True, slots=True)
class _Offer:
    """A page that could be shown.

    For its burden: `worth` is what can be settled by it alone, `promise` what it is at least a part of.
    """

    worth: float
    promise: float
    topic: Topic
    findings: tuple[str, ...]
    purpose: Purpose
    hanging: tuple[Hanging, ...]


def _emergencies(matters: Relevance) -> _Wanted:
    """Keep what could show an emergency."""
    rules = {f: tuple(h for h in hanging if h.rank == EMERGENCY) for f, hanging in matters.dangers.items()}
    risks = {f: at[EMERGENCY] for f, at in matters.risks.items() if EMERGENCY in at}
    return _Wanted({f: h for f, h in rules.items() if h}, risks, "danger")


def _through_rules(hanging: Iterable[Hanging]) -> float:
    """Sum what findings are worth together: never more of a rule than there is."""
    worth: dict[str, float] = {}
    for h in hanging:
        worth[h.rule.id] = min(h.most, worth.get(h.rule.id, 0.0) + h.worth)
    return sum(worth.values())


class _Asking:
    """One choice of a screen."""

    def __init__(self, visit: Standing, knowledge: Knowledge, mode: Mode) -> None:
        self._visit = visit
        self._knowledge = knowledge
        self._ask = Askable(visit, knowledge, mode)
        self._alone = Alone(visit, knowledge, self._ask)

    @cached_property
    def _matters(self) -> Relevance:
        return relevance(self._visit, self._knowledge)

    def basics(self) -> Screen | None:
        """Ask what everything else rests on."""
        topics = (self._knowledge.topics[name] for name in BASICS)
        screens = (self._ask.screen(topic, topic.record.findings, "basics") for topic in topics)
        return next((screen for screen in screens if screen), None)

    def chosen(self) -> Screen | None:
        """Ask what could lift an emergency that may be none, then what could show one, then the rest."""
        matters = self._matters
        lifting = _Wanted(matters.excuses, matters.lowers, "excuse")
        rising = _Wanted(matters.dangers, {f: max(at.values()) for f, at in matters.risks.items()}, "danger")
        if rank(self._visit.urgency) == EMERGENCY:
            return self._page(self._best(lifting, least=WORTH_DELAYING))
        least = WORTH_ASKING_THE_ILL if rank(self._visit.urgency) >= SAME_DAY else WORTH_ASKING
        best = self._best(_emergencies(matters), least=least) or self._best(lifting, rising, least=least)
        return self._page(best, lifting, rising) or self._alone.screen()

    def finished(self) -> Finished:
        """Say why there is nothing left to ask."""
        left = tuple(sorted(f for f in self._matters.findings if not self._visit.record.was_asked(f)))
        if rank(self._visit.urgency) == EMERGENCY:
            return Finished("named", left)
        if not left:
            return Finished("settled", ())
        kinds = {self._knowledge.vocabulary[f].assessed_by for f in left if f in self._knowledge.vocabulary}
        return Finished("examination" if kinds == {"clinician"} else "unlikely", left)

    def _best(self, *wanted: _Wanted, least: float) -> _Offer | None:
        """Take the topic that is worth most for its burden, if it is worth asking at all."""
        offers = (self._offer(topic, want) for want in wanted for topic in self._knowledge.topics.values())
        worthy = [offer for offer in offers if offer is not None and offer.worth >= least]
        return max(worthy, key=lambda offer: offer.promise, default=None)

    def _page(self, best: _Offer | None, *later: _Wanted) -> Screen | None:
        """Make the page of an offer; a list is filled with what its topic would ask later: that saves a page."""
        if best is None:
            return None
        asked = best.topic.record.findings if best.topic.id in WHOLE else best.findings
        if best.topic.record.kind == "any_of":
            more = (offer.findings for want in later if (offer := self._offer(best.topic, want)))
            asked = tuple(dict.fromkeys((*asked, *chain.from_iterable(more))))[:MOST_ON_A_SCREEN]
        rules = dict.fromkeys(h.rule for h in best.hanging)
        return self._ask.screen(best.topic, asked, best.purpose, rules)

    def _offer(self, topic: Topic, want: _Wanted) -> _Offer | None:
        """Make the best page a topic has to offer: those of its findings that are worth most."""
        may = [f for f in topic.record.findings if want.worth.get(f, 0.0) > 0 and self._ask.may(f)]
        if not may:
            return None
        shown = self._shown(may, want)
        hanging = [h for f in shown for h in want.rules.get(f, ())]
        burden = max(self._burden(f, topic) for f in shown)
        risks = sum(want.risks.get(f, 0.0) for f in shown)
        worth = (_through_rules(hanging) + risks) / burden
        promise = (sum({h.rule.id: h.most for h in hanging}.values()) + risks) / burden
        return _Offer(worth, promise, topic, tuple(shown), want.purpose, tuple(hanging))

    def _shown(self, may: list[str], want: _Wanted) -> list[str]:
        """Keep what a page can hold: what is an emergency by itself, then what is worth most."""
        if len(may) <= MOST_ON_A_SCREEN:
            return may
        first = {f for f in may if want.purpose == "danger" and self._alone.rules(f)}
        return sorted(may, key=lambda f: (f in first, want.worth[f]), reverse=True)[:MOST_ON_A_SCREEN]

    def _burden(self, finding: str, topic: Topic) -> float:
        """Weigh what it takes to find out; what is an emergency by itself is told from a list, without more ado."""
        by = self._knowledge.vocabulary[finding].assessed_by
        told = by == "self" or (not topic.record.examination and self._alone.rules(finding))
        return BURDEN["self" if told else by]
