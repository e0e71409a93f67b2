"""Questionnaires: what they come to, what is missing, when a change matters, and items an operator installs."""

from __future__ import annotations

import json
from typing import Any

import pytest

from lumbago.errors import InputError
from lumbago.knowledge import Knowledge, load
from lumbago.pathway.course import change, read_questionnaire, score


@pytest.mark.parametrize(
    ("instrument", "answers", "value", "band"),
    [
        ("nrs", [7], 7, ""),
        ("psfs", [2, 4], 3, ""),
        ("peg", [6, 7, 8], 7, ""),
        ("peg", [6, None, 8], None, ""),
        ("rmdq", [1] * 2 + [0] * 22, 2, "recovered"),
        ("rmdq", [1] * 12 + [0] * 12, 12, ""),
        ("rmdq", [1] * 23 + [None], None, ""),
        ("odi", [1] * 10, 20, "minimal"),
        ("odi", [5] * 10, 100, "extreme"),
        ("odi", [2] * 8 + [None] * 2, 40, "moderate"),
        ("odi", [2] * 7 + [None] * 3, None, ""),
        ("phq2", [1, 1], 2, ""),
        ("phq4", [1, 1, 2, 2], 6, "moderate"),
    ],
)
def test_scores(
    knowledge: Knowledge, instrument: str, answers: list[float | None], value: float | None, band: str
) -> None:
    found = score(instrument, answers, knowledge)
    assert (found.value, found.band) == (value, band)
    assert found.missing == tuple(i for i, a in enumerate(answers, 1) if a is None)


def test_cut_offs(knowledge: Knowledge) -> None:
    assert score("phq2", [1, 0], knowledge).positive is False
    assert score("phq2", [1, 1], knowledge).positive is True
    half = score("phq4", [2, 1, None, 3], knowledge)
    assert (half.value, half.parts, half.positive_parts) == (None, {"worry": 3, "low_mood": None}, ("worry",))


@pytest.mark.parametrize(
    ("instrument", "answers", "said"),
    [
        ("nrs", [11], "off the scale"),
        ("peg", [1, 2], "2 answers were given, and it has 3 items"),
        ("psfs", [1] * 6, "it has 1 to 5 items"),
        ("hope", [1], "there is no questionnaire hope"),
    ],
)
def test_what_cannot_be_scored(knowledge: Knowledge, instrument: str, answers: list[float], said: str) -> None:
    with pytest.raises(InputError, match=said):
        score(instrument, answers, knowledge)


@pytest.mark.parametrize(
    ("instrument", "first", "now", "direction", "important"),
    [
        ("nrs", 8, 6, "better", True),
        ("nrs", 8, 7, "better", False),
        ("nrs", 3, 2, "better", False),  # a third of little is little
        ("nrs", 3, 1, "better", True),
        ("nrs", 0, 3, "worse", True),
        ("nrs", 0, 1, "worse", False),
        ("nrs", 5, 5, "same", False),
        ("psfs", 3, 5, "better", True),
        ("rmdq", 14, 10, "better", False),
        ("rmdq", 14, 9, "better", True),
        ("phq2", 4, 1, "better", False),  # no important change is known
    ],
)
def test_changes(
    knowledge: Knowledge, instrument: str, first: float, now: float, direction: str, important: bool
) -> None:
    found = change(instrument, first, now, knowledge)
    assert (found.direction, found.important) == (direction, important)


def test_no_item_stands_here_that_may_not(knowledge: Knowledge) -> None:
    shown = {name for name, record in knowledge.course.instruments.items() if record.texts}
    assert shown == {"phq2", "phq4"}


ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load()


def item(link: str, *, code: str = "", kind: str = "integer", worth: tuple[float, ...] = ()) -> dict[str, Any]:
    found: dict[str, Any] = {"linkId": link, "text": f"placeholder {link}", "type": kind}
    if code:
        found["code"] = [{"system": "http://loinc.org", "code": code}]
    if worth:
        found["answerOption"] = [
            {"valueCoding": {"display": f"{w:g}", "extension": [{"url": ORDINAL, "valueDecimal": w}]}} for w in worth
        ]
    return found


def form(*items: dict[str, Any], **more: Any) -> bytes:
    return json.dumps({"resourceType": "Questionnaire", "status": "active", "item": items, **more}).encode()


def test_items_go_to_their_slots_by_code(knowledge: Knowledge) -> None:
    content = form(item("c", code="91146-1"), item("a", code="75893-8"), item("b"), title="PEG", copyright="theirs")
    found = read_questionnaire(content, "peg", knowledge)
    assert [(i.slot, i.link_id) for i in found.items] == [(1, "a"), (2, "b"), (3, "c")]
    assert (found.title, found.copyright) == ("PEG", "theirs")


def test_items_inside_groups_and_choices(knowledge: Knowledge) -> None:
    group = {
        "linkId": "g",
        "type": "group",
        "item": [item(str(i), kind="choice", worth=(0, 1, 2, 3, 4, 5)) for i in range(10)],
    }
    found = read_questionnaire(form({"linkId": "d", "type": "display", "text": "hello"}, group), "odi", knowledge)
    assert len(found.items) == 10
    assert found.items[3].answers[2] == ("2", 2.0)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "forms.json: this is not JSON"),
        (b"[]", "this is no FHIR Questionnaire"),
        (b'{"resourceType": "Patient"}', "this is no FHIR Questionnaire"),
        (form(item("a")), r"item: it asks 1 items, and the instrument has 3"),
        (form(item("a"), item("b"), item("c"), status="retired"), "status: it is retired"),
        (form(item("a"), item("b"), item("c", kind="string")), r"item\[2\]: answers of type string"),
        (form(item("a"), item("b"), item("c", kind="choice")), "a choice without answers"),
        (form(item("a"), item("b"), item("c", kind="choice", worth=(0, 2.5))), "2.5 is no whole number"),
        (
            form(item("a"), item("b"), item("c", kind="choice", worth=(0, 11))),
            r"Option\[1\]: 11 is off the scale",
        ),
        (form(item("a"), item("b"), {"linkId": "c", "type": "integer"}), "needs a linkId and a text"),
        (form(item("a", code="91146-1"), item("b", code="91146-1"), item("c")), "two items carry the code of item 3"),
    ],
)
def test_what_cannot_be_installed(knowledge: Knowledge, content: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_questionnaire(content, "peg", knowledge, "forms.json")
