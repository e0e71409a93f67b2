"""The form of one day: a few questions, none of which has to be answered, and what cannot be taken as it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeAlias

from lumbago.knowledge import Knowledge
from lumbago.knowledge.diary_records import DiaryItem
from lumbago.pathway.course import DayEntry
from lumbago.web.forms import Form
from lumbago.web.labels import label
from lumbago.web.wording import capital

Look: TypeAlias = Literal["scale", "yes_no", "one", "ticks"]

CHANGE = "changed"
NONE, UNKNOWN = "none", "unknown"
OWN = ("pain", "function", "flare")
"""Items that have a place of their own in an entry; every other scale stands under its name."""

NOT_BOTH = "You ticked “None of these” and something else. Keep one of the two"
NOTHING = "Answer at least one question. The others can stay open"


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the form; `given` is what was chosen, in the words of the form."""

    id: str
    look: Look
    question: str
    short: str
    why: str = ""
    steps: tuple[int, ...] = ()
    low_end: str = ""
    high_end: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    given: tuple[str, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True)
class DayForm:
    """The questions of one day; `entry` names this form, so that sending it twice keeps one entry."""

    on: date
    entry: str
    questions: tuple[Question, ...]
    error: str = ""

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        """What has to be put right, with the place on the page."""
        own = ((self.questions[0].id, self.error),) if self.error else ()
        return (*own, *((q.id, f"{capital(q.short)}: {q.error}") for q in self.questions if q.error))


def form_of(
    on: date, entry: str, items: Mapping[str, DiaryItem], took: tuple[str, ...], knowledge: Knowledge
) -> DayForm:
    """Make the empty form of a day.

    took: the medicines somebody may have taken, by name.
    """
    return DayForm(on, entry, tuple(_questions(items, took, knowledge)))


def filled_from(form: DayForm, entry: DayEntry | None) -> DayForm:
    """Fill in what was told of the day before."""
    if entry is None:
        return form
    return replace(form, questions=tuple(replace(q, given=_given(q.id, entry)) for q in form.questions))


def read(form: DayForm, sent: Form) -> tuple[DayForm, DayEntry | None]:
    """Read what was sent: the entry, or the form again with what has to be put right; nothing chosen is lost."""
    questions = tuple(_checked(replace(q, given=sent.values(q.id))) for q in form.questions)
    filled = replace(form, questions=questions)
    if any(q.error for q in questions):
        return filled, None
    if not any(q.given for q in questions):
        return replace(filled, error=NOTHING), None
    return filled, _entry(questions)


def _questions(items: Mapping[str, DiaryItem], took: tuple[str, ...], knowledge: Knowledge) -> Iterator[Question]:
    for name, item in items.items():
        asked = Question(name, "scale", item.question, item.label, item.why)
        if item.kind in ("scale", "count"):
            steps = tuple(range((item.highest or 0) + 1))
            yield replace(asked, steps=steps, low_end=item.low_end, high_end=item.high_end)
        elif item.kind == "yes_no":
            yield replace(asked, look="yes_no", rows=(("yes", "Yes"), ("no", "No")))
        elif item.kind == "signs":
            yield _signs(knowledge)
        elif item.kind == "medicines" and took:
            rows = (*((name, name) for name in took), (NONE, "None of these"))
            yield replace(asked, look="ticks", rows=rows)


def _signs(knowledge: Knowledge) -> Question:
    signs = [f for f in knowledge.course.diary.signs if f in knowledge.findings]
    rows = [(finding, capital(label(finding, knowledge))) for finding in signs]
    rows.append((CHANGE, "Something else has changed in my legs, bladder or bowel"))
    rows += [(NONE, "None of these"), (UNKNOWN, "I don’t know")]
    question = "Is any of these new, or worse?"
    return Question("has", "ticks", question, "danger signs", rows=tuple(rows))


def _checked(question: Question) -> Question:
    known = [value for value, _ in question.rows] or [str(step) for step in question.steps]
    wrong = [given for given in question.given if given not in known]
    if question.look == "ticks":
        both = NONE in question.given and len(question.given) > 1
        given = tuple(dict.fromkeys(one for one in question.given if one in known))
        return replace(question, given=given, error=NOT_BOTH if both else "")
    if wrong:
        ends = f"Choose a number from {known[0]} to {known[-1]}"
        choose = {"scale": ends, "yes_no": "Choose yes or no"}.get(question.look, "Choose one of the answers")
        return replace(question, given=(), error=choose)
    return replace(question, given=question.given[-1:])


def _entry(questions: tuple[Question, ...]) -> DayEntry:
    given = {q.id: q.given for q in questions if q.given}
    numbers = {q.id: int(q.given[0]) for q in questions if (q.steps or q.look == "one") and q.given}
    flare = given.get("flare")
    ticked = given.get("has", ())
    asked = next((q for q in questions if q.id == "has"), None)
    medicines = given.get("medicines")
    return DayEntry(
        day=0,
        pain=numbers.get("pain"),
        function=numbers.get("function"),
        flare=flare[0] == "yes" if flare else None,
        leg_or_bladder_change=_change(ticked),
        signs=_told(asked, ticked) if asked else {},
        medicines=None if medicines is None else tuple(m for m in medicines if m != NONE),
        more={name: number for name, number in numbers.items() if name not in OWN},
    )


def _change(ticked: tuple[str, ...]) -> bool | None:
    if CHANGE in ticked:
        return True
    return False if ticked and UNKNOWN not in ticked else None


def _told(asked: Question, ticked: tuple[str, ...]) -> dict[str, bool | None]:
    if not ticked:
        return {}
    otherwise = None if UNKNOWN in ticked else False
    signs = [value for value, _ in asked.rows if value not in (CHANGE, NONE, UNKNOWN)]
    return {sign: True if sign in ticked else otherwise for sign in signs}


def _given(name: str, entry: DayEntry) -> tuple[str, ...]:
    if name == "has":
        return _signs_given(entry)
    if name == "medicines":
        return entry.medicines or ((NONE,) if entry.medicines == () else ())
    value = getattr(entry, name) if name in OWN else entry.more.get(name)
    if isinstance(value, bool):
        return ("yes" if value else "no",)
    return () if value is None else (str(value),)


def _signs_given(entry: DayEntry) -> tuple[str, ...]:
    ticked = [sign for sign, value in entry.signs.items() if value]
    if entry.leg_or_bladder_change:
        ticked.append(CHANGE)
    if None in entry.signs.values():
        ticked.append(UNKNOWN)
    return tuple(ticked) or ((NONE,) if entry.signs else ())
