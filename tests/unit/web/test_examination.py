"""The guided examination: every step says how and what counts as a yes, and has a drawing with words beside it."""

from __future__ import annotations

import pytest

from lumbago.record import Record
from lumbago.web.drawings.figure import drawn
from lumbago.web.questions import page_of
from lumbago.web.rendering import Rendering
from tests.people import knowledge

STEPS = sorted(
    {
        finding
        for topic in knowledge().topics.values()
        for finding in topic.record.findings
        if topic.record.kind == "examine" and knowledge().vocabulary[finding].assessed_by == "guided_self"
    }
)


def test_the_examination_looks_touches_moves_and_tests_strength_feeling_and_urine() -> None:
    assert {
        *("swelling_local", "redness_local", "bruise_or_abrasion", "dermatomal_rash", "list_to_one_side"),
        *("warmth_local", "local_tenderness", "midline_bony_tenderness", "pain_on_forward_bending"),
        *("pain_on_extension", "slr_positive", "ankle_or_toe_weakness", "dermatomal_sensory_loss", "dipstick_blood"),
    } <= set(STEPS)


@pytest.mark.parametrize("finding", STEPS)
def test_a_step_says_how_and_what_counts_as_a_yes_and_shows_it(finding: str) -> None:
    record = knowledge().findings[finding]
    assert "Yes means" in record.how
    assert len(record.how) > 60
    svg = drawn(finding)
    assert svg.startswith("<svg")
    assert len(svg.partition("<title>")[2].partition("</title>")[0]) > 20


@pytest.mark.parametrize("finding", STEPS)
def test_the_question_page_shows_the_drawing(finding: str) -> None:
    topic = next(t for t in knowledge().topics.values() if finding in t.record.findings and t.record.kind == "examine")
    (field,) = page_of(topic, (finding,), Record(), knowledge()).fields
    assert drawn(finding) in Rendering().component("field", field=field)
