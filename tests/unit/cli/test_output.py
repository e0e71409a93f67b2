from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from lumbago.cli.for_machines import assessment
from lumbago.cli.for_people import report
from lumbago.cli.output import Assessment, Reason, schema, schema_text, written
from lumbago.cli.wording import HEADLINES, out_of
from lumbago.criteria import Reader
from lumbago.pathway.triage import URGENCIES, rank
from lumbago.pathway.visit import conduct
from lumbago.record import Record
from tests.people import NOON, knowledge, record_of, records

VALIDATOR = Draft202012Validator(schema())
KEYS = [
    *("id", "edition", "sign_off", "urgency", "not_ruled_out", "deadline_hours", "next_step"),
    *("because", "not_cleared", "differential", "medicines", "plan"),
]


def told(record: Record, reader: Reader = "person") -> dict[str, Any]:
    line = written(assessment(conduct(record, knowledge(), NOON), knowledge(), reader))
    assert line.count(b"\n") == 1
    return dict(json.loads(line))


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema())
    assert json.loads(schema_text()) == schema()


@given(records())
def test_every_answer_keeps_to_the_schema_and_reads_back(record: Record) -> None:
    visit = conduct(record, knowledge(), NOON)
    answer = assessment(visit, knowledge(), "person")
    line = written(answer)
    VALIDATOR.validate(json.loads(line))
    assert msgspec.json.decode(line, type=Assessment) == answer


@given(records())
def test_what_every_answer_holds(record: Record) -> None:
    answer = told(record)
    assert list(answer) == KEYS
    assert answer["edition"] == knowledge().edition
    assert answer["sign_off"] is None
    assert URGENCIES.index(answer["not_ruled_out"]) >= URGENCIES.index(answer["urgency"])
    assert (answer["deadline_hours"] is None) == (answer["urgency"] == "self_care")
    assert sorted(cause["condition"] for cause in answer["differential"]) == sorted(knowledge().conditions)
    for cause in answer["differential"]:
        shown = cause["probability"] is not None
        assert not shown or 0 <= cause["low"] <= cause["probability"] <= cause["high"] <= 1
        assert shown or (cause["low"], cause["high"], cause["contributions"]) == (None, None, [])


@given(records())
def test_every_urgency_has_a_reason_that_names_a_record(record: Record) -> None:
    answer = told(record)
    assert bool(answer["because"]) or answer["urgency"] == "self_care"
    for reason in answer["because"]:
        assert ("rule" in reason) != ("risk" in reason)
        assert reason.get("rule") in knowledge().rules or reason.get("risk") in knowledge().conditions
        assert set(reason["sources"]) <= set(knowledge().sources)


def test_the_schema_refuses_a_reason_that_is_both_or_neither() -> None:
    answer = told(record_of({"saddle_numbness": True}))
    both, neither = {**answer["because"][0], "risk": "x"}, {**answer["because"][0]}
    neither.pop("rule")
    assert VALIDATOR.is_valid(answer)
    assert not VALIDATOR.is_valid({**answer, "because": [both]})
    assert not VALIDATOR.is_valid({**answer, "because": [neither]})


def test_the_absent_key_of_a_reason_is_left_out() -> None:
    assert json.loads(msgspec.json.encode(Reason("t", "r", [], rule="x"))) == {
        "title": "t",
        "reason": "r",
        "sources": [],
        "rule": "x",
    }


def test_under_18_no_probability_is_shown() -> None:
    answer = told(record_of({"age": 12.0, "saddle_numbness": True}))
    assert answer["urgency"] == "emergency"
    assert {cause["probability"] for cause in answer["differential"]} == {None}


def test_an_answer_nobody_could_give_is_named_as_the_reason() -> None:
    answer = told(record_of({"age": 30.0, "saddle_numbness": None}))
    assert answer["urgency"] == "soon"
    assert any("not ruled out" in reason["reason"] for reason in answer["because"])


READERS: list[Reader] = ["person", "clinician"]


@pytest.mark.parametrize("reader", READERS)
@given(record=records())
def test_every_report_says_how_urgent_what_to_do_and_what_it_is_not(record: Record, reader: Reader) -> None:
    visit = conduct(record, knowledge(), NOON)
    text = report(visit, knowledge(), reader)
    first, _, rest = text.partition("\n")
    assert first.endswith(HEADLINES[visit.urgency])
    assert "no clinician has signed off" in " ".join(rest.split())
    assert max(map(len, text.splitlines())) <= 80 or reader == "clinician"
    assert rank(visit.urgency) < rank("emergency") or "emergency number" in rest


WHOLE_PEOPLE = [
    (0.0, "fewer than 1 in 1,000"),
    (0.0004, "fewer than 1 in 1,000"),
    (0.001, "about 1 in 1,000"),
    (0.0123, "about 12 in 1,000"),
    (0.02, "about 2 in 100"),
    (0.71, "about 71 in 100"),
    (0.9999, "about 99 in 100"),
]


@pytest.mark.parametrize(("probability", "words"), WHOLE_PEOPLE)
def test_a_probability_is_told_in_whole_people(probability: float, words: str) -> None:
    assert out_of(probability) == words


def test_the_deadline_stands_on_the_clock() -> None:
    fever = record_of({"age": 50.0, "fever_or_rigors": True})
    visit = conduct(fever, knowledge(), datetime(2026, 11, 24, 9, 30, tzinfo=UTC))
    assert visit.urgency == "same_day"
    assert "by 18:00 on Tuesday 24 November" in assessment(visit, knowledge(), "person").next_step
