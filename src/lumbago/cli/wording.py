"""The few sentences that are the command line's own: what an urgency asks of somebody, and when."""

from __future__ import annotations

from datetime import datetime

from lumbago.knowledge import Knowledge
from lumbago.knowledge.records import Urgency
from lumbago.pathway.triage import to_find_out
from lumbago.pathway.visit import Visit
from lumbago.record.place import listed

HEADLINES: dict[Urgency, str] = {
    "emergency": "NOW",
    "same_day": "TODAY",
    "soon": "SOON",
    "self_care": "AT HOME",
}
MANY_AGAINST_ONE = 1000
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


SOMETHING: dict[Urgency, str] = {
    "emergency": "something that needs help at once",
    "same_day": "something that a doctor should see today",
    "soon": "something that a doctor should see soon",
    "self_care": "nothing",
}
"""What is not ruled out, as something that could be."""


def next_step(visit: Visit, knowledge: Knowledge) -> str:
    """Say what to do now, with its time on the clock, and first what to find out where nobody could say."""
    return " ".join(filter(None, (to_find_out(visit.triage, visit.urgency, knowledge), _next_step(visit))))


def _next_step(visit: Visit) -> str:
    if visit.urgency == "emergency":
        return "Call your emergency number, or go to an emergency department now."
    if visit.urgency == "self_care":
        return "You can look after this at home. If anything new or worse comes up, answer again."
    if visit.urgency == "same_day":
        by = f" by {visit.deadline:%H:%M} on {day(visit.deadline)}" if visit.deadline else " today"
        return f"Be seen by a doctor{by}. If you cannot get an appointment, go to an urgent care centre."
    by = f" by {day(visit.deadline)}" if visit.deadline else " soon"
    return f"Book an appointment, and be seen{by}. If it gets worse, do not wait for it."


def day(time: datetime) -> str:
    """Name a day as people do, in English whatever the system speaks: "Tuesday 24 November"."""
    return f"{WEEKDAYS[time.weekday()]} {time.day} {MONTHS[time.month - 1]}"


def out_of(probability: float) -> str:
    """Say a probability in whole people; a rare danger is never told as none."""
    if probability * MANY_AGAINST_ONE < 1:
        return f"fewer than 1 in {MANY_AGAINST_ONE:,}"
    if probability < 0.02:
        return f"about {probability * MANY_AGAINST_ONE:.0f} in {MANY_AGAINST_ONE:,}"
    return f"about {min(probability * 100, 99):.0f} in 100"


def together(names: list[str], most: int) -> str:
    """Join names in a sentence, the first so many of them."""
    more = len(names) - most
    return listed([*names[:most], f"{more} more"]) if more > 1 else listed(names)
