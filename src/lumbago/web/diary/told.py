"""What was told of a day, in words."""

from __future__ import annotations

from collections.abc import Iterator

from lumbago.knowledge import Knowledge
from lumbago.pathway.course import DayEntry
from lumbago.web.diary.scores import scores_told
from lumbago.web.labels import label


def told(entry: DayEntry | None, knowledge: Knowledge) -> tuple[tuple[str, str], ...]:
    """Say an entry as pairs of what was asked and what was answered; what was left open is not there."""
    return tuple(_told(entry, knowledge)) if entry else ()


def _told(entry: DayEntry, knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    if entry.pain is not None:
        yield "Pain", f"{entry.pain} of 10"
    if entry.function is not None:
        yield "Able to do what you need", f"{entry.function} of 10"
    if entry.flare is not None:
        yield "Flare-up", "yes" if entry.flare else "no"
    if entry.signs or entry.leg_or_bladder_change is not None:
        yield "Danger signs", signs_told(entry, knowledge)
    if entry.medicines is not None:
        yield "Medicines", ", ".join(entry.medicines) or "none"
    for name, number in entry.more.items():
        item = knowledge.course.diary.item.get(name)
        if item is not None:
            yield item.label[:1].upper() + item.label[1:], f"{number} of {item.highest}"
    yield from scores_told(entry, knowledge)


def signs_told(entry: DayEntry, knowledge: Knowledge) -> str:
    """Say which danger signs were told."""
    there = [label(sign, knowledge) for sign, value in entry.signs.items() if value]
    if entry.leg_or_bladder_change:
        there.append("a change in legs, bladder or bowel")
    if None in entry.signs.values():
        there.append("some not known")
    return ", ".join(there) or "none"
