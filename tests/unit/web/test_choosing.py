"""Who has said the same is asked the same; whatever else may change what is asked is part of what was said."""

from __future__ import annotations

from lumbago.pathway.interview import Finished, Mode
from lumbago.record import CurrentMedicine, Record
from lumbago.web.choosing import Remembering


def test_a_choice_is_made_once_for_all_who_said_the_same_whatever_the_order() -> None:
    asked: list[Record] = []
    choose = Remembering(lambda record, _mode: asked.append(record) or Finished("settled", ()))  # type: ignore[func-returns-value]
    said = Record().with_answers({"age": 45.0, "fever_or_rigors": False})
    turned = Record().with_answers({"fever_or_rigors": False, "age": 45.0})
    assert choose(said, "person") is choose(turned, "person")
    assert asked == [said]


def test_another_answer_setting_mode_or_medicine_is_chosen_for_anew() -> None:
    asked: list[tuple[Record, Mode]] = []

    def answered(record: Record, mode: Mode) -> Finished:
        asked.append((record, mode))
        return Finished("settled", ())

    choose = Remembering(answered)
    said = {"age": 45.0, "blood_thinner": False}
    records = [
        Record().with_answers(said),
        Record().with_answers({**said, "age": None}),
        Record().with_answers(said, "clinician"),
        Record(setting="emergency_department").with_answers(said),
        Record(medicines=(CurrentMedicine("warfarin"),)).with_answers(said),
    ]
    for record in records:
        choose(record, "person")
    choose(records[0], "clinician")
    assert len(asked) == len(records) + 1


def test_no_more_is_remembered_than_was_said() -> None:
    asked: list[float] = []

    def answered(record: Record, _mode: Mode) -> Finished:
        age = record.value("age")
        assert isinstance(age, float)
        asked.append(age)
        return Finished("settled", ())

    choose = Remembering(answered, most=2)
    for age in (1.0, 2.0, 1.0, 3.0, 1.0, 2.0):
        choose(Record().with_answer("age", age), "person")
    assert asked == [1.0, 2.0, 3.0, 2.0], "the one that was not asked for the longest is forgotten"
