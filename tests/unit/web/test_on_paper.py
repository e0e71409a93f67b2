"""The plan on paper: the rule for stopping that exercises share is told once, and no other is lost."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given

from lumbago.knowledge.plan_records import Stage
from lumbago.pathway.visit import conduct
from lumbago.record import Record
from lumbago.web.plan.on_paper import PaperPart, paper_parts, told_once
from tests.people import knowledge, records

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
A_MAN = Record().with_answer("age", 45).with_answer("sex_at_birth", "male").with_answer("duration_days", 2)
STAGES: tuple[tuple[Stage, str], ...] = (("today", "Today"), ("this_week", "This week"))


def parts_of(record: Record) -> tuple[PaperPart, ...]:
    return paper_parts(conduct(record, knowledge(), NOW).plan, STAGES, knowledge())


def test_an_ordinary_spasm_has_one_rule_for_its_exercises() -> None:
    rule, parts = told_once(parts_of(A_MAN))
    assert rule.startswith("Stop if the pain moves further down your leg")
    assert not any(rule in one.stop_if for part in parts for one in part.begins)


def test_as_many_exercises_are_told_as_somebody_chooses_and_the_others_are_named() -> None:
    plan = conduct(A_MAN, knowledge(), NOW).plan
    named: set[str] = set()
    for (stage, _), part in zip(STAGES, parts_of(A_MAN), strict=True):
        told = [one for one in part.begins if one.kind == "exercises"]
        assert len(told) <= 3
        every = {item.record.person.title for item in plan.at(stage) if item.kind == "exercises"}
        named |= {*(one.title for one in part.begins), *part.to_choose}
        assert every <= named
        assert {*part.goes_on} <= named


@given(records())
def test_no_rule_for_stopping_is_lost(record: Record) -> None:
    before = parts_of(record)
    rule, after = told_once(before)
    for old, new in zip(before, after, strict=True):
        for was, now in zip(old.begins, new.begins, strict=True):
            assert now.stop_if == was.stop_if or (rule and was.stop_if.replace(rule, "").strip() == now.stop_if)
