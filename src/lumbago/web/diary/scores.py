"""Questionnaires on a page: their items as questions, and what their answers come to in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lumbago.knowledge import Knowledge
from lumbago.knowledge.diary_records import Meaning
from lumbago.pathway.course import Answered, Asked, Change, DayEntry, answered_on, score
from lumbago.web.diary.episode import Episode
from lumbago.web.diary.form import DayForm, Question

ITEM = "item"
NOT_WHOLE = "Too little was answered for a score. What you answered is kept."
NO_DIAGNOSIS = "These questions look for trouble early. They make no diagnosis."


@dataclass(frozen=True, slots=True)
class Scored:
    """What the answers of today come to, in words.

    score: such as "4 of 12"; empty where too little was answered.
    """

    score: str
    says: tuple[str, ...]
    meanings: tuple[Meaning, ...]
    asks_safety: bool


def form_of_items(asked: Asked, on: date, name: str, entry: DayEntry | None) -> DayForm:
    """Make the form of a questionnaire, filled with what was answered on its day."""
    answers = entry.questionnaires.get(asked.instrument, ()) if entry else ()
    return DayForm(on, name, tuple(_questions(asked, answers)))


def _questions(asked: Asked, answers: tuple[int | None, ...]) -> Iterator[Question]:
    for i, item in enumerate(asked.items):
        given = answers[i] if i < len(answers) else None
        shown = () if given is None else (str(given),)
        question = Question(f"{ITEM}{item.slot}", "one", item.text, f"question {item.slot}", given=shown)
        if item.answers:
            rows = tuple((f"{worth:g}", words[:1].upper() + words[1:]) for words, worth in item.answers)
            yield Question(question.id, "one", item.text, question.short, rows=rows, given=shown)
        else:
            steps = tuple(range(asked.lowest, asked.highest + 1))
            yield Question(question.id, "scale", item.text, question.short, steps=steps, given=shown)


def answers_of(asked: Asked, written: DayEntry) -> tuple[int | None, ...]:
    """Give the answers in the order of the items; what was skipped stays open."""
    return tuple(written.more.get(f"{ITEM}{item.slot}") for item in asked.items)


def scored(asked: Asked, episode: Episode) -> Scored | None:
    """Say what the answers of today come to; None where there are none."""
    found = answered_on(asked.instrument, episode.diary, episode.day, episode.knowledge)
    if found is None:
        return None
    said = tuple(_says(found, asked, episode.knowledge))
    return Scored(
        score_told(asked.instrument, found.score.value, episode.knowledge),
        said,
        found.meanings,
        any(meaning.asks_safety for meaning in found.meanings),
    )


def _says(found: Answered, asked: Asked, knowledge: Knowledge) -> Iterator[str]:
    record = knowledge.course.instruments[asked.instrument]
    if found.score.value is None:
        yield NOT_WHOLE
    elif not found.meanings and record.calm:
        yield record.calm
    if found.change is not None and record.important_change is not None:
        yield _changed(found.change)
    if record.told:
        yield NO_DIAGNOSIS


def _changed(found: Change) -> str:
    if found.direction == "same":
        return "That is the same as when you first answered."
    points = f"{abs(found.points):g} point{'' if abs(found.points) == 1 else 's'}"
    matters = "a change people notice" if found.important else "less than people notice"
    return f"That is {found.direction} than when you first answered, by {points}: {matters}."


def score_told(instrument: str, value: float | None, knowledge: Knowledge) -> str:
    """Say a score with what it is out of."""
    return "" if value is None else f"{round(value, 1):g} of {knowledge.course.instruments[instrument].highest:g}"


def scores_told(entry: DayEntry, knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """Name each questionnaire of a day with its score."""
    for instrument, answers in entry.questionnaires.items():
        record = knowledge.course.instruments.get(instrument)
        if record is not None:
            told = score_told(instrument, score(instrument, answers, knowledge).value, knowledge)
            yield record.shown_as or record.label, told or "not all answered"
