"""People described by age, illness and medicines, each with the verdict that its source asks for."""

from __future__ import annotations

from typing import get_args

import pytest

from lumbago.knowledge.medicine_records import Severity
from tests.medicine_people import knowledge
from tests.spec.medicine_manual import PAGE, page
from tests.spec.medicine_tables import NO_SOURCE, Expected, Someone, chapters, rows, sources_of

FORMULARY = knowledge().formulary
AT_LEAST = 60


@pytest.mark.parametrize(
    ("someone", "expected"), [pytest.param(*r, id=f"{r[0].says}: {r[1].medicine}") for r in rows()]
)
def test_a_medicine_for_somebody(someone: Someone, expected: Expected) -> None:
    judged = someone.screened()[expected.medicine]
    assert judged.verdict == expected.verdict, [reason.text("clinician") for reason in judged.reasons]
    assert expected.source == NO_SOURCE or expected.source in sources_of(judged)
    assert (expected.source == NO_SOURCE) == (expected.verdict == "ask")


def test_there_are_people_enough_and_each_is_told_apart() -> None:
    told = [someone.says for chapter in chapters() for someone in chapter.people]
    assert len(told) == len({*told}) >= AT_LEAST


def test_every_medicine_and_every_verdict_occurs() -> None:
    assert {row.medicine for _, row in rows()} == {*FORMULARY.medicines}
    assert {row.verdict for _, row in rows()} == {"ok", "caution", "ask", "avoid", "contraindicated"}


def test_every_severity_of_interaction_and_every_combination_occurs() -> None:
    said = [r.record for someone, row in rows() for r in someone.screened()[row.medicine].reasons]
    assert {i.record.severity for i in FORMULARY.interactions.values() if i.record in said} == {*get_args(Severity)}
    assert [name for name, c in FORMULARY.combinations.items() if c.record not in said] == []


def test_the_page_is_current() -> None:
    assert PAGE.read_text("utf-8") == page(), "run `python -m tests.spec.medicine_manual`"
