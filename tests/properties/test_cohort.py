"""A table of people comes to what its rows come to, one visit each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from lumbago.pathway.cohort import Options
from lumbago.pathway.visit import Visit
from tests.cohort_people import Case, assessed, cases, visits
from tests.people import knowledge

MANY = settings(max_examples=80)
FEW = settings(max_examples=15)
tables = st.lists(cases(), min_size=1, max_size=8)
CLOSE = 1e-6
PACKAGED = Path(__file__).parents[1] / "vignettes" / "vignettes.jsonl"


@MANY
@given(tables)
def test_everything_is_what_a_visit_says(people: list[Case]) -> None:
    assert_told_the_same(people)


def test_the_packaged_cases_are_told_what_their_visits_tell() -> None:
    lines = PACKAGED.read_text("utf-8").splitlines()
    kept = ("answers", "setting", "current_medicines")
    people = [{key: value for key, value in json.loads(line).items() if key in kept} for line in lines]
    assert len(people) > 40
    assert_told_the_same(people)


def assert_told_the_same(people: list[Case]) -> None:
    for row, visit in zip(assessed(people), visits(people), strict=True):
        assert row["urgency"] == visit.urgency
        assert row["not_ruled_out"] == visit.not_ruled_out
        assert row["deadline_hours"] == visit.deadline_hours
        assert rules(row) == by_visit(visit)
        assert (row["rules_fired"], row["rules_open"]) == (len(visit.triage.fired), len(visit.triage.open))
        assert same_causes(row, visit)
        assert row["referral"] == next((a.rule.id for a in visit.plan.referrals), None)
        verdicts = {j.id: j.verdict for j in visit.medicines.medicines}
        assert {m: row[f"medicine_{m}"] for m in verdicts} == verdicts
        assert_the_same_chances(row, visit)


def assert_the_same_chances(row: dict[str, Any], visit: Visit) -> None:
    told = {name: row[name] for name in row if name.startswith("probability_")}
    if visit.posterior is None:
        assert set(told.values()) == {None}
        return
    for column, condition in enumerate(visit.posterior.network.conditions):
        if not condition.record.rules_only:
            assert abs(told[f"probability_{condition.id}"] - visit.posterior.probability[column]) < CLOSE


@FEW
@given(st.lists(cases(), min_size=1, max_size=3))
def test_intervals_are_those_of_a_visit(people: list[Case]) -> None:
    options = Options(intervals=True, medicines=False)
    for row, visit in zip(assessed(people, options), visits(people), strict=True):
        if visit.posterior is None:
            continue
        for (low, high), condition in zip(visit.posterior.intervals(), visit.posterior.network.conditions, strict=True):
            if not condition.record.rules_only:
                assert np.isclose(row[f"low_{condition.id}"], low, atol=CLOSE)
                assert np.isclose(row[f"high_{condition.id}"], high, atol=CLOSE)


@FEW
@given(tables, st.integers(1, 5))
def test_a_person_is_told_the_same_in_any_company(people: list[Case], times: int) -> None:
    assert without_id(assessed(people * times)) == without_id(assessed(people)) * times


def without_id(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: value for name, value in row.items() if name != "id"} for row in rows]


def rules(row: dict[str, Any]) -> dict[str, bool | None]:
    return {rule: row[f"rule_{rule}"] for rule in knowledge().rules}


def by_visit(visit: Visit) -> dict[str, bool | None]:
    fired = {f.rule.id: True for f in visit.triage.fired}
    left_open = {o.rule.id: None for o in visit.triage.open}
    return dict.fromkeys(knowledge().rules, False) | fired | left_open


def same_causes(row: dict[str, Any], visit: Visit) -> bool:
    """Say whether the first causes are the same; two that weigh the same may change places."""
    told, wanted = [row[f"cause_{place}"] for place in (1, 2, 3)], [c.id for c in visit.causes[:3]]
    if told == wanted or visit.posterior is None:
        return told == wanted
    chance = dict(zip((c.id for c in visit.posterior.network.conditions), visit.posterior.probability, strict=True))
    return all(abs(chance[a] - chance[b]) < 1e-9 for a, b in zip(told, wanted, strict=True))
