"""What may be typed at a question, and what it is taken for."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago.cli.ask.replies import command_in, read_list, read_one, tidy
from lumbago.errors import InputError
from lumbago.record import Finding

YES_NO = Finding("fever")
CHOICE = Finding("sex", "choice", ("female", "male", "other_or_unknown"))
DAYS = Finding("duration_days", "number", unit="days", lowest=0, highest=4000)
DEGREES = Finding("temperature_c", "number", unit="degC", lowest=30, highest=45)
SCALE = Finding("pain", "number", unit="0-10", lowest=0, highest=10)

ANSWERS = [  # finding, what is typed, what it is
    (YES_NO, "y", True),
    (YES_NO, "YES.", True),
    (YES_NO, "n", False),
    (YES_NO, "  no ", False),
    (YES_NO, "d", None),
    (YES_NO, "I don’t know", None),
    (YES_NO, "not sure", None),
    (CHOICE, "1", "female"),
    (CHOICE, "Male", "male"),
    (CHOICE, "other or unknown", "other_or_unknown"),
    (DAYS, "2", 2.0),
    (DAYS, "1,5", 1.5),
    (DAYS, "2 weeks", 14.0),
    (DAYS, "1 week", 7.0),
    (DAYS, "36h", 1.5),
    (DAYS, "3d", 3.0),
    (DEGREES, "38.5", 38.5),
    (DEGREES, "100.4 F", 38.0),
    (DEGREES, "100.4 °F", 38.0),
    (SCALE, "10", 10.0),
]


@pytest.mark.parametrize(("finding", "typed", "value"), ANSWERS)
def test_an_answer_is_taken_as_people_write_it(finding: Finding, typed: str, value: object) -> None:
    assert read_one(tidy(typed), finding) == value


REFUSED = [
    (YES_NO, "maybe", "Type y, n, or d"),
    (YES_NO, "", "Type y, n, or d"),
    (CHOICE, "4", "Type a number from 1 to 3"),
    (CHOICE, "0", "Type a number from 1 to 3"),
    (DAYS, "two", "Type a number of days, hours, weeks, months or years"),
    (DAYS, "2 fortnights", "Type a number of days"),
    (DAYS, "-1", "between 0 and 4000 days"),
    (DEGREES, "100", "between 30 and 45"),
    (SCALE, "11", "between 0 and 10"),
    (SCALE, "1e1", "Type a number"),
    (SCALE, "٥", "Type a number"),
]


@pytest.mark.parametrize(("finding", "typed", "message"), REFUSED)
def test_what_cannot_be_taken_says_what_to_type(finding: Finding, typed: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_one(tidy(typed), finding)


LISTS = [
    ("1", {"a": True, "b": False, "c": False}),
    ("3, 1", {"a": True, "b": False, "c": True}),
    ("1 and 2", {"a": True, "b": True, "c": False}),
    ("0", {"a": False, "b": False, "c": False}),
    ("none of these", {"a": False, "b": False, "c": False}),
    ("d", {"a": None, "b": None, "c": None}),
]


@pytest.mark.parametrize(("typed", "answers"), LISTS)
def test_of_a_list_what_is_left_out_is_a_no(typed: str, answers: dict[str, bool | None]) -> None:
    assert read_list(tidy(typed), ("a", "b", "c")) == answers


@pytest.mark.parametrize("typed", ["", "4", "0 1", "one", "1-3", "99999999999"])
def test_a_list_refuses_numbers_that_are_not_on_it(typed: str) -> None:
    with pytest.raises(InputError, match="Type the numbers"):
        read_list(tidy(typed), ("a", "b", "c"))


@pytest.mark.parametrize(
    ("typed", "command"),
    [("?", "why"), ("Why?", "why"), ("b", "back"), ("BACK", "back"), ("c", "change"), ("q", "stop"), ("45", None)],
)
def test_words_that_lead_elsewhere(typed: str, command: str | None) -> None:
    assert command_in(tidy(typed)) == command


@given(st.text(), st.sampled_from([YES_NO, CHOICE, DAYS, DEGREES, SCALE]))
def test_whatever_is_typed_is_an_answer_or_refused_in_words(typed: str, finding: Finding) -> None:
    with suppress(InputError):
        value = read_one(tidy(typed), finding)
        allowed = {"yes_no": (True, False), "choice": finding.choices, "number": ()}[finding.kind]
        assert value is None or value in allowed or (finding.lowest or 0) <= value <= (finding.highest or 0)  # type: ignore[operator]
