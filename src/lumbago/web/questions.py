"""The questions of one page: what is shown, what was already said, and what a person wrote that cannot be taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from lumbago.knowledge import Knowledge, Topic
from lumbago.knowledge.records import FindingRecord
from lumbago.record import Record, Value
from lumbago.record.units import understood
from lumbago.web.labels import UNIT_WORDS, value_in_words
from lumbago.web.wording import capital

Look: TypeAlias = Literal["answers", "number", "scale", "body_map"]

UNKNOWN = "unknown"
NONE = "none"
YES_NO = (("yes", "Yes"), ("no", "No"))


@dataclass(frozen=True, slots=True)
class Field:
    """One question as a page shows it; `given` is what is filled in, in the words of the form."""

    id: str
    look: Look
    question: str
    label: str
    clinician_label: str
    why: str
    how: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    units: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    scale: tuple[int, ...] = ()
    given: str = ""
    given_unit: str = ""
    unknown: bool = False
    optional: bool = False
    error: str = ""
    in_words: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the interview: a list to tick, or fields one below the other."""

    topic: Topic
    fields: tuple[Field, ...]
    ticked: tuple[str, ...] = ()
    error: str = ""
    goes_on: bool = False

    @property
    def lead(self) -> str:
        """What is asked; a second page of a topic says that it goes on, or people think it came back."""
        lead = self.topic.record.lead
        return f"And {lead[0].lower()}{lead[1:]}" if self.goes_on else lead

    @property
    def is_list(self) -> bool:
        """Whether it asks which of several apply."""
        return self.topic.record.kind == "any_of"

    @property
    def denied(self) -> tuple[str, ...]:
        """What was answered with no, by its label."""
        return tuple(field.label for field in self.fields if field.given == "no")

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        """What has to be put right, with the place on the page."""
        own = (("list", self.error),) if self.error else ()
        return (*own, *((field.id, f"{capital(field.label)}: {field.error}") for field in self.fields if field.error))


def page_of(topic: Topic, findings: tuple[str, ...], record: Record, knowledge: Knowledge) -> Page:
    """Make the page of a topic, with the answers that are there already."""
    fields = tuple(_answered(field_of(f, knowledge, topic), record, knowledge) for f in findings)
    others = (f for f in topic.record.findings if f not in findings and record.was_asked(f))
    return Page(topic, fields, _ticked(findings, record), goes_on=topic.record.kind == "any_of" and any(others))


def field_of(finding: str, knowledge: Knowledge, topic: Topic) -> Field:
    """Make one empty field."""
    words = knowledge.findings[finding]
    look = _look(finding, words)
    return Field(
        id=finding,
        look=look,
        question=words.question or words.label,
        label=words.label,
        clinician_label=words.clinician_label or words.label,
        why=words.why,
        how=words.how,
        choices=_choices(words),
        units=_units(words.unit) if look == "number" else (),
        unit=UNIT_WORDS.get(words.unit, words.unit),
        scale=tuple(range(int(words.lowest or 0), int(words.highest or 0) + 1)) if look == "scale" else (),
        given_unit=words.unit,
        optional=topic.record.examination,
    )


def _units(unit: str) -> tuple[tuple[str, str], ...]:
    """List the units to choose from; nobody's age is asked in months here."""
    known = (unit,) if unit == "years" else understood(unit)
    return tuple((name, UNIT_WORDS.get(name, name)) for name in known)


def _look(finding: str, words: FindingRecord) -> Look:
    if words.kind == "number":
        return "scale" if words.unit == "0-10" else "number"
    return "body_map" if finding == "main_site" else "answers"


def _choices(words: FindingRecord) -> tuple[tuple[str, str], ...]:
    """List the answers; a choice that already says "not known" needs no second such row."""
    if words.kind == "number":
        return ()
    if words.kind == "yes_no":
        return (*YES_NO, (UNKNOWN, "I don’t know"))
    labels = words.choice_labels or tuple(choice.replace("_", " ") for choice in words.choices)
    named = tuple((choice, capital(label)) for choice, label in zip(words.choices, labels, strict=True))
    says_unknown = any(UNKNOWN in choice for choice in words.choices)
    return named if says_unknown else (*named, (UNKNOWN, "I don’t know"))


def _answered(field: Field, record: Record, knowledge: Knowledge) -> Field:
    if not record.was_asked(field.id):
        return field
    value = record.value(field.id)
    words = value_in_words(field.id, value, knowledge)
    if value is None:
        given = UNKNOWN if field.look in ("answers", "body_map") else ""
        return replace(field, given=given, unknown=True, in_words=words)
    return replace(field, given=word_of(value), in_words=words)


def word_of(value: Value) -> str:
    """Write a value as a form holds it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else f"{value:.10g}"


def _ticked(findings: tuple[str, ...], record: Record) -> tuple[str, ...]:
    asked: Mapping[str, Value | None] = {f: record.value(f) for f in findings if record.was_asked(f)}
    ticked = tuple(f for f, value in asked.items() if value is True)
    if None in asked.values():
        return (*ticked, UNKNOWN)
    return ticked or ((NONE,) if len(asked) == len(findings) else ())
