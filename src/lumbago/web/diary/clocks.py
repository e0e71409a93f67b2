"""Following up what a visit promised on the clock: you were to be seen by six; were you?"""

from __future__ import annotations

from dataclasses import dataclass

from lumbago.knowledge.records import Urgency
from lumbago.pathway.course import safety_net
from lumbago.web.diary.episode import Episode
from lumbago.web.wording import URGENCY_WORDS, clock_time, when

OVERDUE: dict[Urgency, str] = {
    "emergency": "Do not wait any longer. Call your emergency number, or go to an emergency department now.",
    "same_day": "Go to an urgent care centre or an emergency department now.",
    "soon": "Call a practice today, and say that you should have been seen by now.",
}
ANSWERS = (
    ("cleared", "Yes. No danger was found"),
    ("being_treated", "Yes. Tests or treatment go on"),
    ("not_yet", "Not yet"),
)


@dataclass(frozen=True, slots=True)
class Clock:
    """A deadline that is still open; `late` is what to do where it has passed, `why` what it is for."""

    urgency: Urgency
    word: str
    question: str
    late: str
    why: str
    answers: tuple[tuple[str, str], ...] = ANSWERS


def open_clock(episode: Episode) -> Clock | None:
    """Give the deadline that was told and is still open; None where there is none, or somebody has been seen."""
    told_at, visit = episode.stands.visit.told_at, episode.visit
    if told_at is None or episode.stands.ended is not None:
        return None
    said = episode.stands.clock_of(told_at)
    answer = "seen" if episode.seen else "not_seen" if said else None
    net = safety_net(visit.urgency, visit.deadline, episode.now, answer)  # type: ignore[arg-type]
    if net is None or not net.still_open:
        return None
    passed = net.overdue_hours >= 0 or visit.urgency == "emergency"
    return Clock(
        urgency=visit.urgency,
        word=URGENCY_WORDS[visit.urgency],
        question=_question(episode, passed=net.overdue_hours >= 0),
        late=OVERDUE.get(visit.urgency, "") if passed and said else "",
        why=next((f.rule.record.person.title for f in visit.triage.fired if f.rule.urgency == visit.urgency), ""),
    )


def _question(episode: Episode, *, passed: bool) -> str:
    by = episode.visit.deadline
    if episode.visit.urgency == "emergency" or by is None:
        return "You were told to get emergency help. Has a doctor looked at you?"
    local = by.astimezone(episode.stands.zone)
    here = episode.now.astimezone(episode.stands.zone)
    if passed:
        return f"You were to be seen by {clock_time(local, here)}. Were you?"
    return f"You are to be seen by {when(local, here)}. Have you been?"
