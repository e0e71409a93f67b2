from __future__ import annotations

from typing import Any

import pytest

from lumbago.errors import InputError
from lumbago.record import CurrentMedicine, Record, Vocabulary
from lumbago.record.findings import Finding
from lumbago.record.reading import read_record
from lumbago.record.writing import write_record
from tests.unit.record.vocabulary import VOCABULARY

CALLED = Vocabulary({"age": Finding("age", "number", lowest=0, highest=120, also_called=("age_years",))})


def read(taken: Any = None, answers: Any = None) -> Record:
    return read_record({"answers": answers or {}, "current_medicines": taken}, VOCABULARY)


def refused(taken: Any = None, answers: Any = None) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(taken, answers)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (None, None),
        ("unknown", None),
        ([], ()),
        (["ibuprofen"], (CurrentMedicine("ibuprofen"),)),
        (["ibuprofen", "ibuprofen"], (CurrentMedicine("ibuprofen"),)),
        ([{"name": "x", "dose_mg": 400, "times_a_day": 3}], (CurrentMedicine("x", 400, 3),)),
        ([{"name": "x", "dose_mg": None, "times_a_day": "unknown"}], (CurrentMedicine("x"),)),
        ([{"name": "x", "dose_mg": 0, "times_a_day": 24}], (CurrentMedicine("x", 0, 24),)),
        (["  two \t words\n"], (CurrentMedicine("two words"),)),
        (["a\x00b\x1b[31m"], (CurrentMedicine("a b [31m"),)),
        (["💊 ibuprofen"], (CurrentMedicine("💊 ibuprofen"),)),
        (["👩\u200d⚕️"], (CurrentMedicine("👩 ⚕️"),)),
    ],
)
def test_medicines_are_read(given: Any, expected: tuple[CurrentMedicine, ...] | None) -> None:
    assert read(given).medicines == expected


def test_medicines_left_out_are_not_known() -> None:
    assert read_record({"answers": {}}, VOCABULARY).medicines is None


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (None, None),
        ("unknown", None),
        ("no", ()),
        (False, ()),
        ([], ()),
        (["ibuprofen"], ("ibuprofen",)),
        ({"value": ["ibuprofen"], "observer": "clinician"}, ("ibuprofen",)),
    ],
)
def test_allergies_are_read(given: Any, expected: tuple[str, ...] | None) -> None:
    assert read(answers={"drug_allergy": given}).allergies == expected


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ("ibuprofen", 'current_medicines: medicines are a list, and this is "ibuprofen".'),
        ({}, "current_medicines: medicines are a list, and this is an object."),
        ([""], "current_medicines[0]: the name of a medicine is empty."),
        (["\x00\x07"], "current_medicines[0]: the name of a medicine is empty."),
        ([None], "current_medicines[0]: null is not the name of a medicine."),
        ([{}], "current_medicines[0].name: null is not the name of a medicine."),
        (["x" * 201], "current_medicines[0]: the name of a medicine is too long."),
        ([{"name": "x", "dose_mg": -1}], "dose_mg: -1 is outside the range from 0 to 100000 mg."),
        ([{"name": "x", "dose_mg": 100001}], "dose_mg: 100001 is outside the range from 0 to 100000 mg."),
        ([{"name": "x", "times_a_day": 25}], "times_a_day: 25 is outside the range from 0 to 24 times a day."),
        ([{"name": "x", "dose_mg": "400"}], 'dose_mg: "400" is not a number.'),
        ([{"name": "x", "dose_mg": True}], "dose_mg: true is not a number."),
        ([{"name": "x", "dose_mg": float("inf")}], "dose_mg: Infinity is not a number."),
        ([{"name": "x", "dose_mg": 10**400}], "dose_mg: a number of many digits is not a number."),
        ([{"name": "x", "dose": 1}], "a medicine has no such key. Did you mean dose_mg?"),
        (["x"] * 501, "current_medicines: 501 medicines are more than can be read."),
    ],
)
def test_what_cannot_be_taken_is_refused(given: Any, problem: str) -> None:
    (told,) = refused(given)
    assert problem in told


def test_all_problems_are_told_at_once() -> None:
    assert len(refused(["", 4], {"drug_allergy": "yes", "nothing": 1})) == 4


def test_lists_read_back() -> None:
    record = Record("x", medicines=(CurrentMedicine("a", 5.0), CurrentMedicine("b")), allergies=())
    assert read_record(write_record(record), VOCABULARY) == record


def test_a_finding_answers_to_its_other_name() -> None:
    case = {"answers": {"age_years": 40}}
    assert read_record(case, CALLED).value("age") == 40
    assert read_record({"answers": {"age": 40, "age_years": 40}}, CALLED).value("age") == 40
    with pytest.raises(InputError, match="two names of one finding have two answers"):
        read_record({"answers": {"age": 40, "age_years": 41}}, CALLED)
