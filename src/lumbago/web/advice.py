"""Everything the result page says, in its order: how urgent, by when, what to do; what would change it; what it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lumbago.criteria import Reader
from lumbago.knowledge import Knowledge
from lumbago.knowledge.records import Urgency
from lumbago.knowledge.show import cited
from lumbago.pathway.interview import Finished, Next
from lumbago.pathway.triage import rank, to_find_out
from lumbago.pathway.visit import Visit
from lumbago.web.causes import Likely, likely
from lumbago.web.labels import label
from lumbago.web.reasons import Reason, reasons
from lumbago.web.safety_net import SafetyNet, safety_net
from lumbago.web.settings import Settings
from lumbago.web.wording import URGENCY_WORDS, clock, when

STEPS: dict[Urgency, tuple[str, ...]] = {
    "emergency": ("Call your emergency number, or let somebody take you to an emergency department now.",),
    "same_day": ("Call a doctor’s practice now, and say that you need to be seen today.",),
    "soon": ("Book an appointment with a doctor now, so that it is not later than this day.",),
    "self_care": (
        "Keep moving as far as the pain lets you. Lie down when you must, for hours rather than days.",
        "A warm pack for 15 to 20 minutes helps many people. Not on numb or broken skin, and not while you sleep.",
        "Drop what set it off for a day or two, then add back a little each day.",
    ),
}
"""What to do where no rule says it better."""

ALSO: dict[Urgency, tuple[str, ...]] = {
    "emergency": ("Show this page to whoever helps you.",),
    "same_day": ("If nobody can see you in time, go to an urgent care centre or an emergency department.",),
    "soon": ("If it gets worse, do not wait for the appointment.",),
    "self_care": (),
}

TOO_EARLY_WORD = "Not yet known"
TOO_EARLY = "It is too early to say"
INTERVIEW_OPEN = "Urgency not yet known: the interview is not finished"
TOO_EARLY_STEPS = (
    "Answer the rest of the questions. Not everything that could make this urgent was asked.",
    "If you cannot go on, speak with a doctor or a nurse today.",
)
"""What is told in place of "at home" while a danger could still come out."""

NOT_ALL_SAID = "Not every danger is ruled out, because not everything could be answered."
SAY_WHAT_IS_OPEN = "Say there which questions you could not answer. They are listed below."

STOPPED = {
    "settled": "No answer left could change this advice.",
    "named": "You need help now. Further questions would only delay it.",
    "unlikely": "What is left to ask would change this advice for few people.",
    "examination": "Only an examination by a clinician could tell more.",
    "early": "You stopped before the last question. More answers could change this advice.",
}


@dataclass(frozen=True, slots=True)
class Open:
    """A danger that is not ruled out, and what would show it."""

    urgency: Urgency
    title: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """The result of one visit in words."""

    urgency: Urgency
    tone: Urgency
    word: str
    headline: str
    headline_clinician: str
    exactly: str
    danger: str
    steps: tuple[str, ...]
    made: str
    reasons: tuple[Reason, ...]
    net: SafetyNet
    likely: tuple[Likely, ...]
    open: tuple[Open, ...]
    stopped: str
    stopped_early: bool
    sources: tuple[str, ...]
    edition: str
    under_age: bool


def advice(visit: Visit, knowledge: Knowledge, left: Next, now: datetime, reader: Reader = "person") -> Advice:
    """Put a concluded visit into words.

    now: when the visit was concluded; its deadlines count from then.
    """
    early = _too_early(visit, left)
    why = reasons(visit, knowledge, reader)
    causes = likely(visit, knowledge, reader)
    finished = left.reason if isinstance(left, Finished) else "early"
    return Advice(
        urgency=visit.urgency,
        tone="soon" if early else visit.urgency,
        word=TOO_EARLY_WORD if early else URGENCY_WORDS[visit.urgency],
        headline=TOO_EARLY if early else _headline(visit, now),
        headline_clinician=INTERVIEW_OPEN if early else _for_clinician(visit, now),
        danger=_danger(why, visit),
        steps=TOO_EARLY_STEPS if early else _steps(why, visit, knowledge),
        exactly=clock(visit.deadline) if visit.deadline and visit.urgency in ("same_day", "soon") else "",
        made=clock(now),
        reasons=why,
        net=safety_net(visit, knowledge, now),
        likely=causes,
        open=_open(visit, knowledge, reader),
        stopped=STOPPED[finished],
        stopped_early=finished == "early",
        sources=_sources(why, causes, knowledge),
        edition=visit.edition,
        under_age=visit.posterior is None,
    )


def _too_early(visit: Visit, left: Next) -> bool:
    """Say whether to hold back "at home": questions are left, and a doctor today is not ruled out."""
    open_ended = rank(visit.not_ruled_out) >= rank("same_day")
    return not isinstance(left, Finished) and visit.urgency == "self_care" and open_ended


def number_to_call(settings: Settings) -> str:
    """Name the number to call in an emergency."""
    return settings.emergency_number or "your emergency number"


def _headline(visit: Visit, now: datetime) -> str:
    if visit.urgency == "emergency":
        return "Get emergency help now"
    if visit.urgency == "self_care":
        return "You can look after this at home"
    return f"See a doctor by {when(visit.deadline, now)}" if visit.deadline else "See a doctor soon"


def _for_clinician(visit: Visit, now: datetime) -> str:
    if visit.urgency == "emergency":
        return "Emergency: refer now"
    if visit.deadline is None:
        return "Self-care; no red flag holds"
    return f"To be seen by {when(visit.deadline, now)}"


def _first(why: tuple[Reason, ...], visit: Visit) -> Reason | None:
    """Pick the reason that sets the urgency."""
    return next((reason for reason in why if reason.urgency == visit.urgency), None)


def _danger(why: tuple[Reason, ...], visit: Visit) -> str:
    first = _first(why, visit)
    if first is None:
        return ""
    return NOT_ALL_SAID if first.in_vain and sum(reason.in_vain for reason in why) > 1 else first.title


def _steps(why: tuple[Reason, ...], visit: Visit, knowledge: Knowledge) -> tuple[str, ...]:
    first = _first(why, visit)
    own = (first.do,) if first and first.do else STEPS[visit.urgency]
    if first is not None and first.in_vain:
        own = (*own, SAY_WHAT_IS_OPEN)
    find_out = to_find_out(visit.triage, visit.urgency, knowledge)
    return (*((find_out,) if find_out else ()), *own, *ALSO[visit.urgency])


def _open(visit: Visit, knowledge: Knowledge, reader: Reader) -> tuple[Open, ...]:
    """List the dangers above the present urgency that are neither shown nor ruled out, each once."""
    above = [o for o in visit.triage.open if rank(o.rule.urgency) > rank(visit.urgency)]
    found: dict[str, Open] = {}
    for rule in above:
        title = getattr(rule.rule.record, reader).title
        needs = tuple(label(finding, knowledge, reader) for finding in rule.needs)
        found.setdefault(title, Open(rule.rule.urgency, title, needs))
    return tuple(found.values())


def _sources(why: tuple[Reason, ...], causes: tuple[Likely, ...], knowledge: Knowledge) -> tuple[str, ...]:
    ids = [source for reason in why for source in reason.sources]
    ids += [mover.source for cause in causes for mover in cause.movers]
    return tuple(cited(knowledge.sources[i]) for i in dict.fromkeys(ids) if i in knowledge.sources)
