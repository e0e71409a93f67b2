from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from jsonschema import Draft202012Validator

from lumbago.cli.medicine_answers import schema, screened, told_in_words, written
from lumbago.criteria import Reader
from lumbago.pathway.medication_safety import DANGER, screen
from lumbago.record import Record
from tests.medicine_people import healthy, knowledge, person
from tests.properties.test_medicines import people

VALIDATOR = Draft202012Validator(schema())


def told(record: Record, reader: Reader = "person") -> dict[str, Any]:
    line = written(screened(record, screen(record, knowledge()), knowledge(), reader))
    assert line.count(b"\n") == 1
    return dict(json.loads(line))


def words(record: Record, reader: Reader = "person") -> str:
    return told_in_words(screened(record, screen(record, knowledge()), knowledge(), reader), knowledge(), reader)


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema())


@settings(max_examples=40, deadline=None)
@given(people())
def test_every_answer_keeps_to_the_schema(record: Record) -> None:
    answer = told(record)
    VALIDATOR.validate(answer)
    verdicts = [DANGER[one["verdict"]] for one in answer["medicines"]]
    assert verdicts == sorted(verdicts)
    assert words(record).endswith("Not\na medical device.\n\n") or "medical device" in words(record)


def test_the_shape_of_an_answer() -> None:
    answer = told(person(healthy(), ("warfarin", "ibuprofin")))
    assert list(answer) == ["id", "medicines", "not_recognised"]
    assert answer["not_recognised"] == [{"name": "ibuprofin", "suggestions": ["ibuprofen"]}]
    (ibuprofen,) = [one for one in answer["medicines"] if one["medicine"] == "ibuprofen"]
    assert ibuprofen["verdict"] == "avoid"
    assert ibuprofen["reasons"][1] == {
        "text": "You take warfarin. The two together can cause serious bleeding. Use paracetamol or warmth instead.",
        "severity": "avoid",
        "source": "ggc_nsaid",
        "tier": "published",
    }
    assert ibuprofen["needs"] == ["current_medicines"]
    assert ibuprofen["offered"] is False


def test_a_clinician_reads_other_words() -> None:
    record = person(healthy(), ("warfarin",))
    texts = [r["text"] for one in told(record, "clinician")["medicines"] for r in one["reasons"]]
    assert "Anticoagulation: major bleeding." in texts


def test_a_person_reads_what_suits_first_and_what_to_answer() -> None:
    text = words(person({**healthy(), "pregnant": "yes"}, ("zzz",)))
    assert "Not recognised: zzz." in text
    assert "Answer first: the medicines taken now" in text
    assert "Instead: " in text
    fine = words(person(healthy()))
    assert fine.index("ibuprofen tablets") < fine.index("paracetamol") < fine.index("Only a doctor")
    assert "- celecoxib capsules\n" in fine  # no dose of what is not for this person to take
