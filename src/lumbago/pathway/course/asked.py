"""The questionnaires of the diary: which are due, what they ask, and what their answers come to.

The items are those the knowledge base may hold, or those an operator has installed. It decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lumbago.knowledge import Knowledge
from lumbago.knowledge.diary_records import Meaning
from lumbago.pathway.course.diary import Answers, Diary
from lumbago.pathway.course.instruments import Change, Score, change, score
from lumbago.pathway.course.questionnaire import Installed, InstalledItem

SHORTER = {"phq2": "phq4"}
"""A questionnaire whose items another one asks too: it is not asked beside that one."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A questionnaire as it can be put to somebody.

    An item without answers takes a whole number from `lowest` to `highest`.
    """

    instrument: str
    lead: str
    items: tuple[InstalledItem, ...]
    lowest: int
    highest: int
    copyright: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """What the answers of a day come to.

    meanings: what holds of the score, and what to do next; none where it is calm, or too little was answered.
    change: since it was first answered in full.
    """

    score: Score
    meanings: tuple[Meaning, ...]
    change: Change | None = None


def asked_of(instrument: str, knowledge: Knowledge, installed: Mapping[str, Installed]) -> Asked | None:
    """Find the items of a questionnaire; None where nobody has installed those that may not be shipped."""
    record = knowledge.course.instruments.get(instrument)
    if record is None:
        return None
    bounds = (int(record.item_lowest), int(record.item_highest))
    if instrument in installed:
        found = installed[instrument]
        return Asked(instrument, found.title or record.lead, found.items, *bounds, found.copyright)
    answers = tuple((words, float(worth)) for worth, words in enumerate(record.answers, bounds[0]))
    items = [InstalledItem(slot, str(slot), text, answers) for slot, text in enumerate(record.texts, 1)]
    return Asked(instrument, record.lead, tuple(items), *bounds) if items else None


def due_questionnaires(
    diary: Diary, knowledge: Knowledge, day: int, installed: Mapping[str, Installed], steps: Sequence[str] = ()
) -> tuple[Asked, ...]:
    """List what is asked on a day: each once in four weeks, and what a step up calls for, where its items are there.

    steps: the rules of stepping up that hold.
    """
    record = knowledge.course.diary
    told = {name: entry.day for entry in diary.entries for name in entry.questionnaires}
    monthly = [name for name in record.questionnaires if day - told.get(name, 0) >= record.monthly_days]
    called = [name for rule in steps for name in knowledge.escalations[rule].record.asks]
    since = {name: told.get(name, told.get(SHORTER.get(name, ""), -record.monthly_days)) for name in called}
    also = [name for name in called if day - since[name] >= record.monthly_days and SHORTER.get(name) not in monthly]
    found = [asked_of(name, knowledge, installed) for name in dict.fromkeys([*also, *monthly])]
    return tuple(asked for asked in found if asked is not None)


def answered_on(instrument: str, diary: Diary, day: int, knowledge: Knowledge) -> Answered | None:
    """Say what the answers of a day come to; None where there are none.

    Unknown: a score that lacks items is none, and so is what it would mean; a part that is whole still counts.
    """
    told = [(e.day, e.questionnaires[instrument]) for e in diary.entries if instrument in e.questionnaires]
    answers = next((given for on, given in told if on == day), None)
    if answers is None:
        return None
    found = score(instrument, answers, knowledge)
    holding = [m for m in knowledge.course.instruments[instrument].told if _holds(m, found)]
    return Answered(
        found, tuple(holding), _change(instrument, [given for on, given in told if on < day], found, knowledge)
    )


def _holds(meaning: Meaning, found: Score) -> bool:
    value = found.parts.get(meaning.part) if meaning.part else found.value
    return value is not None and value >= meaning.at_least


def _change(instrument: str, earlier: Sequence[Answers], now: Score, knowledge: Knowledge) -> Change | None:
    values = [score(instrument, answers, knowledge).value for answers in earlier]
    first = next((value for value in values if value is not None), None)
    return change(instrument, first, now.value, knowledge) if first is not None and now.value is not None else None
