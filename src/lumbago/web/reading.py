"""From what was filled in to answers, or to the same page with what has to be put right; nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from lumbago.record import Finding, Value, Vocabulary
from lumbago.record.units import convert, understood
from lumbago.web.forms import Form
from lumbago.web.labels import UNIT_WORDS
from lumbago.web.questions import NONE, UNKNOWN, Field, Page

Answers: TypeAlias = Mapping[str, Value | None]
_NUMBER = re.compile(r"[-+]?[0-9]{1,7}(?:[.,][0-9]{1,6})?")

TICK_SOMETHING = "Tick what applies, “None of these” or “I don’t know”"
NOT_BOTH = "You ticked “None of these” and something else. Keep one of the two"


@dataclass(frozen=True, slots=True)
class Read:
    """What came of a form: the answers, or a page with its errors; `answers` is None then."""

    page: Page
    answers: Answers | None


def read_page(page: Page, form: Form, vocabulary: Vocabulary) -> Read:
    """Read all fields of a page.

    Unknown: "I don't know" is kept as asked and not known.
    """
    if page.is_list:
        return _read_list(page, form)
    read = [_read_field(field, form, vocabulary[field.id]) for field in page.fields]
    filled = replace(page, fields=tuple(field for field, _ in read))
    answers = None if filled.errors else {field.id: value for field, value in read}
    return Read(filled, answers)


def _read_list(page: Page, form: Form) -> Read:
    known = {*(field.id for field in page.fields), NONE, UNKNOWN}
    ticked = tuple(dict.fromkeys(tick for tick in form.values("has") if tick in known))
    filled = replace(page, ticked=ticked)
    if not ticked:
        return Read(replace(filled, error=TICK_SOMETHING), None)
    if NONE in ticked and len(ticked) > 1:
        return Read(replace(filled, error=NOT_BOTH), None)
    otherwise = None if UNKNOWN in ticked else False
    return Read(filled, {field.id: True if field.id in ticked else otherwise for field in page.fields})


def _read_field(field: Field, form: Form, finding: Finding) -> tuple[Field, Value | None]:
    given = form.value(field.id)
    if field.look in ("answers", "body_map"):
        return _read_choice(field, given, finding)
    unit = form.value(f"{field.id}.unit")
    unit = unit if unit in understood(finding.unit) else finding.unit
    filled = replace(field, given=given, given_unit=unit, unknown=form.value(f"{field.id}.unknown") == UNKNOWN)
    if given == UNKNOWN or (not given and (filled.unknown or field.optional)):
        return replace(filled, given="", unknown=True), None
    if filled.unknown:
        return _wrong(filled, "You gave a number and ticked “I don’t know”. Keep one of the two")
    return _read_number(filled, finding)


def _read_choice(field: Field, given: str, finding: Finding) -> tuple[Field, Value | None]:
    filled = replace(field, given=given)
    if given not in [choice for choice, _ in field.choices]:
        return _wrong(replace(field, given=""), _choose(field))
    if given == UNKNOWN:
        return filled, None
    return filled, given == "yes" if finding.kind == "yes_no" else given


def _choose(field: Field) -> str:
    """Ask for an answer, and name the row for not knowing as the page names it."""
    unsure = next(label for choice, label in field.choices if UNKNOWN in choice)
    return f"Choose one answer; “{unsure}” is one"


def _read_number(field: Field, finding: Finding) -> tuple[Field, Value | None]:
    if not field.given:
        return _wrong(
            field, "Choose a number, or “I don’t know”" if field.scale else "Enter a number, or tick “I don’t know”"
        )
    compact = field.given.replace(" ", "")
    if not _NUMBER.fullmatch(compact):
        return _wrong(field, "Enter a number in digits, such as 3 or 3.5")
    value = convert(float(compact.replace(",", ".")), field.given_unit, finding.unit)
    low, high = finding.lowest, finding.highest
    if (low is not None and value < low) or (high is not None and value > high):
        return _wrong(field, _bounds(finding, field.given_unit))
    return field, value


def _bounds(finding: Finding, unit: str) -> str:
    ends = [end for end in (finding.lowest, finding.highest) if end is not None]
    if unit != finding.unit or len(ends) < 2:
        return "That number does not fit. Check it and its unit"
    words = "" if unit[:1].isdigit() else f" {UNIT_WORDS.get(unit, unit)}"
    return f"Enter a number from {ends[0]:.10g} to {ends[1]:.10g}{words}"


def _wrong(field: Field, message: str) -> tuple[Field, None]:
    return replace(field, error=message), None
