"""What was filled in, and the answer it is taken as."""

from __future__ import annotations

import pytest

from lumbago.record import Record, Value
from lumbago.web.forms import LONGEST_VALUE, Form, clean
from lumbago.web.questions import page_of
from lumbago.web.reading import read_page
from tests.people import knowledge

OF_LIST = ("syncope_or_collapse", "chest_pain")
OF_FORM = ("duration_days", "pain_intensity", "main_site")


def read(topic: str, findings: tuple[str, ...], **fields: str | tuple[str, ...]) -> dict[str, Value | None] | None:
    page = page_of(knowledge().topics[topic], findings, Record(), knowledge())
    form = Form({name: (value,) if isinstance(value, str) else value for name, value in fields.items()})
    answers = read_page(page, form, knowledge().vocabulary).answers
    return None if answers is None else dict(answers)


@pytest.mark.parametrize(
    ("ticked", "answers"),
    [
        (("none",), (False, False)),
        (("chest_pain",), (False, True)),
        (OF_LIST, (True, True)),
        (("unknown",), (None, None)),
        (("chest_pain", "unknown"), (None, True)),
        (("none", "chest_pain"), None),
        ((), None),
        (("something_else",), None),
    ],
)
def test_a_list(ticked: tuple[str, ...], answers: tuple[Value | None, ...] | None) -> None:
    expected = None if answers is None else dict(zip(OF_LIST, answers, strict=True))
    assert read("very_ill", OF_LIST, has=ticked) == expected


@pytest.mark.parametrize(
    ("given", "unit", "days"),
    [
        ("3", "days", 3.0),
        ("3,5", "days", 3.5),
        (" 1 000 ", "days", 1000.0),
        ("2", "weeks", 14.0),
        ("6", "hours", 0.25),
        ("3", "no such unit", 3.0),
        ("0", "days", 0.0),
        ("-1", "days", "wrong"),
        ("999999", "weeks", "wrong"),
        ("three", "days", "wrong"),
        ("1e2", "days", "wrong"),
        ("inf", "days", "wrong"),
        ("٣", "days", "wrong"),
        ("", "days", "wrong"),
    ],
)
def test_a_number_with_its_unit(given: str, unit: str, days: object) -> None:
    fields = {"duration_days": given, "duration_days.unit": unit, "pain_intensity": "7", "main_site": "unknown"}
    answers = read("the_pain_now", OF_FORM, **fields)
    assert (answers or {"duration_days": "wrong"})["duration_days"] == days


def test_what_cannot_be_measured_may_be_left_out() -> None:
    findings = ("temperature_c", "heart_rate")
    assert read("measure", findings, temperature_c="", heart_rate="80") == {"temperature_c": None, "heart_rate": 80.0}
    fahrenheit = {"temperature_c": "100.4", "temperature_c.unit": "degF"}
    assert read("measure", findings, **fahrenheit) == {"temperature_c": 38.0, "heart_rate": None}


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("45", "45"),
        ("  45\t", "45"),
        ("4\x005", "45"),
        ("\u202e54\u202c", "54"),
        ("\ud800", ""),
        ("né à Köln", "né à Köln"),
        ("x" * 10_000, "x" * LONGEST_VALUE),
    ],
)
def test_signs_nobody_can_see_are_taken_out(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned
