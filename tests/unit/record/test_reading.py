from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago.errors import InputError
from lumbago.record import Observation, Record
from lumbago.record.place import NOWHERE, Place
from lumbago.record.reading import read_record
from lumbago.record.writing import write_record
from tests.unit.record.vocabulary import VOCABULARY, records

PERSON, CLINICIAN = "person", "clinician"


def read(answers: Any, setting: str = "self", **others: Any) -> Record:
    return read_record({"setting": setting, "answers": answers, **others}, VOCABULARY)


def refused(case: object, place: Place = NOWHERE) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_record(case, VOCABULARY, place)
    return [str(problem) for problem in caught.value.problems]


READINGS = [  # finding, what is given, the value read
    ("saddle_numbness", "yes", True),
    ("saddle_numbness", True, True),
    ("saddle_numbness", "no", False),
    ("saddle_numbness", False, False),
    ("saddle_numbness", "unknown", None),
    ("saddle_numbness", None, None),
    ("pregnant", "yes", "yes"),
    ("pregnant", True, "yes"),
    ("pregnant", False, "no"),
    ("pregnant", "possible", "possible"),
    ("pregnant", "unknown", None),
    ("main_site", "flank", "flank"),
    ("age", 45, 45),
    ("age", 0, 0),
    ("age", 120, 120),
    ("age", "unknown", None),
    ("temperature_c", 38.5, 38.5),
    ("temperature_c", {"value": 38.5}, 38.5),
    ("temperature_c", {"value": 100.4, "unit": "degF"}, 38),
    ("temperature_c", {"value": 38, "unit": "degC"}, 38),
    ("temperature_c", {"value": None, "unit": "degF"}, None),
    ("duration_days", {"value": 6, "unit": "weeks"}, 42),
    ("duration_days", {"value": 12, "unit": "months"}, 365.25),
    ("duration_days", {"value": 2, "unit": "years"}, 730.5),
    ("duration_days", {"value": 12, "unit": "hours"}, 0.5),
    ("age", {"value": 30, "unit": "months"}, 2.5),
    ("heart_rate", {"value": 80, "unit": "beats/min"}, 80),
    ("flares", 3, 3),
]


@pytest.mark.parametrize(("finding", "answer", "value"), READINGS)
def test_an_answer_is_read(finding: str, answer: object, value: object) -> None:
    record = read({finding: answer})
    assert record.was_asked(finding)
    assert record.value(finding) == value
    assert type(record.value(finding)) is type(value) or isinstance(value, (int, float))


REFUSALS = [  # finding, what is given, the problem
    (
        "saddle_numbness",
        "maybe",
        'answers.saddle_numbness: "maybe" is not an answer here. Say "yes", "no" or "unknown".',
    ),
    ("saddle_numbness", 1, 'answers.saddle_numbness: 1 is not an answer here. Say "yes", "no" or "unknown".'),
    ("saddle_numbness", "Yes", 'answers.saddle_numbness: "Yes" is not an answer here. Say "yes", "no" or "unknown".'),
    (
        "saddle_numbness",
        {"value": "yes", "unit": "days"},
        "answers.saddle_numbness.unit: saddle_numbness has no unit. Leave the unit out.",
    ),
    (
        "main_site",
        "leg",
        'answers.main_site: "leg" is not an answer here. Choose from "low_back_midline", "flank" or "unknown".',
    ),
    (
        "main_site",
        True,
        'answers.main_site: true is not an answer here. Choose from "low_back_midline", "flank" or "unknown".',
    ),
    ("age", "45", 'answers.age: "45" is not a number. Write 45 without quotes.'),
    ("temperature_c", "38,5", 'answers.temperature_c: "38,5" is not a number. Write 38.5 without quotes.'),
    ("age", "1,000", 'answers.age: "1,000" is not a number. Write a number without quotes, or "unknown".'),
    ("age", "045", 'answers.age: "045" is not a number. Write a number without quotes, or "unknown".'),
    ("age", "old", 'answers.age: "old" is not a number. Write a number without quotes, or "unknown".'),
    ("age", True, 'answers.age: true is not a number. Write a number without quotes, or "unknown".'),
    (
        "age",
        [],
        "answers.age: a list holds one answer from each observer. Give at most one object from each observer: "
        '"person" and "clinician".',
    ),
    ("age", float("inf"), 'answers.age: the number is too large, or none at all. Give a number, or "unknown".'),
    ("age", float("nan"), 'answers.age: the number is too large, or none at all. Give a number, or "unknown".'),
    ("age", 10**400, 'answers.age: the number is too large, or none at all. Give a number, or "unknown".'),
    (
        "age",
        10**20,
        "answers.age: a number of many digits is outside the range from 0 to 120 years. "
        'Check the number, or say "unknown".',
    ),
    ("age", -1, 'answers.age: -1 is outside the range from 0 to 120 years. Check the number, or say "unknown".'),
    (
        "pain_intensity",
        11,
        'answers.pain_intensity: 11 is outside the range from 0 to 10. Check the number, or say "unknown".',
    ),
    ("flares", -1, 'answers.flares: -1 is outside the range from 0. Check the number, or say "unknown".'),
    (
        "temperature_c",
        98.6,
        "answers.temperature_c: 98.6 is outside the range from 33 to 43 degC. "
        'If it is in degF, write {"value": 98.6, "unit": "degF"}.',
    ),
    (
        "temperature_c",
        {"value": 120, "unit": "degF"},
        "answers.temperature_c: 120 degF is 48.89 degC, which is outside the range from 33 to 43 degC. "
        'Check the number, or say "unknown".',
    ),
    (
        "temperature_c",
        {"value": 310, "unit": "K"},
        'answers.temperature_c.unit: "K" is not a unit of temperature_c. Use degC or degF.',
    ),
    (
        "temperature_c",
        {"value": 38, "unit": 1},
        "answers.temperature_c.unit: 1 is not a unit of temperature_c. Use degC or degF.",
    ),
    ("age", {"unit": "years"}, 'answers.age: the answer has no "value". Add one; "unknown" is an answer.'),
    ("age", {"value": 4, "units": "years"}, "answers.age.units: an answer has no such key. Did you mean unit?"),
    ("age", {"value": 4, "observer": "gp"}, 'answers.age.observer: "gp" is no observer. Use "person" or "clinician".'),
    ("age", [4], 'answers.age[0]: 4 does not say who observed it. Write {"value": ..., "observer": "clinician"}.'),
    ("sadle_numbness", "yes", "answers.sadle_numbness: there is no such finding. Did you mean saddle_numbness?"),
    ("zzzzz", "yes", "answers.zzzzz: there is no such finding."),
]


@pytest.mark.parametrize(("finding", "answer", "problem"), REFUSALS)
def test_an_answer_is_refused(finding: str, answer: object, problem: str) -> None:
    assert refused({"answers": {finding: answer}}) == [problem]


CASES = [  # a case that cannot be read, and its problem
    ([], 'a case is a JSON object, and this is a list. Write {"id": "...", "setting": "...", "answers": {...}}.'),
    (3, 'a case is a JSON object, and this is 3. Write {"id": "...", "setting": "...", "answers": {...}}.'),
    ({}, 'answers: a case needs an object of answers, and there are none. Write {"age": 45, ...}; {} is allowed.'),
    (
        {"answers": []},
        'answers: a case needs an object of answers, and this is a list. Write {"age": 45, ...}; {} is allowed.',
    ),
    (
        {"answers": {}, "setting": "gp"},
        'setting: "gp" is not a setting. Use "self", "primary_care" or "emergency_department".',
    ),
    ({"answers": {}, "seting": "self"}, "seting: a case has no such key. Did you mean setting?"),
    (
        {"answers": {}, "id": 17},
        'id: 17 cannot be an id. Write it as text of at most 200 printable characters, in quotes, such as "17".',
    ),
    (
        {"answers": {}, "id": "\ud800"},
        'id: "\\ud800" cannot be an id. Write it as text of at most 200 printable characters, in quotes, such as "17".',
    ),
]


@pytest.mark.parametrize(("case", "problem"), CASES)
def test_a_case_is_refused(case: object, problem: str) -> None:
    assert refused(case) == [problem]


def test_an_unknown_key_without_neighbour_lists_the_known_ones() -> None:
    (problem,) = refused({"answers": {}, "zzzz": 1})
    known = "id, setting, answers, current_medicines, narrative"
    assert problem.startswith(f"zzzz: a case has no such key. Known here: {known}")


def test_all_problems_are_reported_at_once_with_file_and_line() -> None:
    answers = {"age": 200, "sadle": "yes", "pregnant": 7, "temperature_c": {"value": "x", "unit": "K", "who": 1}}
    problems = refused({"id": 1, "setting": "gp", "answers": answers}, Place("cases.jsonl", 3))
    assert all(problem.startswith("cases.jsonl:3 ") for problem in problems)
    assert [problem.split(" ")[1] for problem in problems] == [
        "id:",
        "setting:",
        "answers.age:",
        "answers.sadle:",
        "answers.pregnant:",
        "answers.temperature_c.who:",
        "answers.temperature_c.unit:",
    ]


def test_free_text_and_what_a_vignette_adds_are_not_looked_at() -> None:
    assert read({"age": 4}, note=["anything"], narrative=7, expected_urgency=None).value("age") == 4


@pytest.mark.parametrize("missing", [{}, {"id": None}, {"id": ""}])
def test_a_case_without_id_is_called_by_its_line(missing: dict[str, None]) -> None:
    assert read_record({"answers": {}, **missing}, VOCABULARY, Place("f", 7)).id == "7"


@pytest.mark.parametrize("missing", [{}, {"setting": None}])
def test_a_case_without_setting_is_self(missing: dict[str, None]) -> None:
    assert read_record({"answers": {}, **missing}, VOCABULARY).setting == "self"


OBSERVERS = [  # setting, finding, who is taken to have observed it
    ("self", "saddle_numbness", PERSON),
    ("self", "slr_positive", PERSON),
    ("self", "anal_tone_reduced", PERSON),
    ("primary_care", "saddle_numbness", PERSON),
    ("primary_care", "slr_positive", CLINICIAN),
    ("emergency_department", "anal_tone_reduced", CLINICIAN),
]


@pytest.mark.parametrize(("setting", "finding", "observer"), OBSERVERS)
def test_who_observed_when_nothing_is_said(setting: str, finding: str, observer: str) -> None:
    assert read({finding: "yes"}, setting).observations[finding] == (Observation(True, observer),)


def test_the_observer_that_is_named_counts() -> None:
    record = read({"slr_positive": {"value": "no", "observer": "clinician"}})
    assert record.observations["slr_positive"] == (Observation(False, "clinician"),)


def test_both_observers_are_kept() -> None:
    both = [{"value": "no", "observer": "person"}, {"value": "yes", "observer": "clinician"}]
    record = read({"slr_positive": both})
    assert record.value("slr_positive") is True
    assert [d.finding for d in record.disagreements()] == ["slr_positive"]


SAME_OBSERVER = "answers.age: a list holds one answer from each observer."


@pytest.mark.parametrize(
    "listed",
    [
        [{"value": 4}, {"value": 5}],
        [{"value": 4, "observer": "clinician"}] * 2,
        [{"value": 4, "observer": who} for who in (PERSON, CLINICIAN, PERSON)],
    ],
)
def test_one_observer_does_not_answer_twice(listed: list[object]) -> None:
    (problem,) = refused({"answers": {"age": listed}})
    assert problem.startswith(SAME_OBSERVER)


def test_a_broken_item_of_a_list_is_reported_alone() -> None:
    listed = [{"value": 400, "observer": PERSON}, {"value": 5, "observer": CLINICIAN}]
    (problem,) = refused({"answers": {"age": listed}})
    assert problem.startswith("answers.age[0]: 400 is outside")


@given(records())
def test_what_is_written_reads_back(record: Record) -> None:
    case = json.loads(json.dumps(write_record(record)))
    assert read_record(case, VOCABULARY) == record


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["yes", "unknown", "degF"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["value", "unit", "observer"]) | st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=8,
)
ANYTHING = st.dictionaries(st.sampled_from([*VOCABULARY, "id", "x"]) | st.text(max_size=9), JSON, max_size=6)


@given(JSON | st.fixed_dictionaries({"answers": ANYTHING}, optional={"id": JSON, "setting": JSON, "x": JSON}))
def test_anything_is_read_or_refused_with_problems_one_line_each(case: object) -> None:
    with suppress(InputError):
        record = read_record(case, VOCABULARY, Place("f", 1))
        assert read_record(write_record(record), VOCABULARY) == record
        return
    problems = refused(case, Place("f", 1))
    assert problems
    assert all(len(problem) < 1000 and problem.isprintable() for problem in problems)
