"""What the result says: the reason that sets the urgency, the safety net, the causes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given

from lumbago.pathway.interview import next_screen
from lumbago.pathway.triage import rank
from lumbago.pathway.visit import conduct
from lumbago.record import Record
from lumbago.web.advice import advice
from lumbago.web.by_system import by_system
from lumbago.web.examine_next import examine_next
from lumbago.web.pages.spasm_now import DANGERS
from lumbago.web.safety_net import safety_net
from tests.people import knowledge, records

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("finding", DANGERS)
def test_each_danger_of_spasm_now_alone_asks_for_a_doctor_today_or_at_once(finding: str) -> None:
    visit = conduct(Record().with_answer(finding, True), knowledge(), NOW)
    assert rank(visit.urgency) >= rank("same_day")


@given(records())
def test_every_result_can_be_told(record: Record) -> None:
    visit = conduct(record, knowledge(), NOW)
    for reader in ("person", "clinician"):
        told = advice(visit, knowledge(), next_screen(visit, knowledge()), NOW, reader)
        assert told.urgency == visit.urgency
        assert told.steps
        assert all(step.strip() for step in told.steps)
        assert visit.urgency == "self_care" or told.danger.strip(". ")
        assert all(cause.suspected or cause.share for cause in told.likely)
    assert len(examine_next(visit, knowledge())) <= 8
    by_system(visit, knowledge())


@given(records())
def test_every_sign_of_the_safety_net_would_raise_the_urgency(record: Record) -> None:
    visit = conduct(record, knowledge(), NOW)
    labels = {finding.label: name for name, finding in knowledge().findings.items()}
    for watch in safety_net(visit, knowledge(), NOW).watches:
        for sign in watch.signs:
            worse = conduct(record.with_answer(labels[sign], True), knowledge(), NOW)
            assert rank(worse.urgency) >= rank(watch.urgency)


def test_the_reason_that_sets_the_urgency_is_named_first() -> None:
    record = Record().with_answer("saddle_numbness", True).with_answer("history_of_cancer", True)
    visit = conduct(record, knowledge(), NOW)
    told = advice(visit, knowledge(), next_screen(visit, knowledge()), NOW)
    assert told.reasons[0].urgency == "emergency"
    assert told.danger == told.reasons[0].title


def test_whoever_could_answer_nothing_reads_each_danger_once_and_is_told_what_to_do() -> None:
    asked = {name: None for name, finding in knowledge().vocabulary.items() if finding.assessed_by == "self"}
    visit = conduct(Record().with_answers(asked), knowledge(), NOW)
    told = advice(visit, knowledge(), next_screen(visit, knowledge()), NOW)
    assert told.urgency == "soon"
    assert told.danger == "Not every danger is ruled out, because not everything could be answered."
    assert told.steps[0].startswith("Find out now what you could not say: ")
    assert told.steps[0].endswith("If any is so, call your emergency number at once.")
    assert told.steps[1].startswith("Book an appointment")
    titles = [reason.title for reason in told.reasons]
    assert len(titles) == len({*titles}) > 1
    assert all(reason.in_vain and reason.why.startswith("What could not be said: ") for reason in told.reasons)
