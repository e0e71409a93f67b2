"""The simulator draws what the knowledge base says, and the counts taken from it are right."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.accuracy.burden import frontier, measure, passed, serious, shares, worth
from benchmarks.accuracy.disease import diseased, sensitivities
from benchmarks.accuracy.intervals import Share, share
from benchmarks.accuracy.ordinary import ordinary
from benchmarks.accuracy.outcomes import assess, risk_ranks
from benchmarks.accuracy.people import records, told_briefly
from tests.people import knowledge

BY_COURSE = {
    # Simulated episodes last under six weeks, so fewer people have waited a month than among all who come.
    "failed_one_month_care",
    "repeat_visit_undiagnosed",
    # Known from the age here; the background rate is of all ages.
    "back_pain_onset_before_40",
    # Asked only of those with a cancer history.
    "cancer_remote",
}


def test_answers_come_at_their_background_rates() -> None:
    """Dependence moves who says yes, not how many; a third either way is what judgement may cost."""
    people = ordinary(knowledge(), 60_000, seed=3)
    off = {}
    for name, rate in knowledge().background_rates.items():
        if name in people and name not in BY_COURSE and rate.central >= 0.002:
            drawn = float(people[name].astype(np.float64).mean())
            if not 0.65 <= drawn / rate.central <= 1.5:
                off[name] = (round(drawn, 4), rate.central)
    assert off == {}


def test_the_same_seed_draws_the_same_people() -> None:
    one, other, third = (ordinary(knowledge(), 50, seed) for seed in (1, 1, 2))
    assert all((one[name] == other[name]).all() for name in one)
    assert any((one[name] != third[name]).any() for name in one)


def test_posture_and_movement_never_contradict_each_other() -> None:
    people = ordinary(knowledge(), 5000, seed=4)
    assert not (people["pain_on_movement"] & people["pain_unaffected_by_posture"]).any()


def test_the_ill_show_their_disease_at_its_sensitivity() -> None:
    condition = knowledge().conditions["cauda_equina_syndrome"]
    people = diseased(knowledge(), condition, 4000)
    expected = sensitivities(condition)["saddle_numbness"]
    assert people["saddle_numbness"].astype(np.float64).mean() == pytest.approx(expected, abs=0.03)


def test_a_brief_telling_only_leaves_out() -> None:
    full = ordinary(knowledge(), 200, seed=5)
    brief = told_briefly(full, knowledge(), denies=0.3)
    for name, column in brief.items():
        told = np.array([value is not None for value in column])
        assert (column[told] == full[name][told]).all()
    assert sum(value is not None for column in brief.values() for value in column) < 0.2 * 200 * len(full)


@pytest.mark.parametrize(
    ("count", "total", "low", "high"), [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (47, 47, 0.9245, 1.0)]
)
def test_wilson_intervals(count: int, total: int, low: float, high: float) -> None:
    assert Share(count, total).interval == pytest.approx((low, high), abs=1e-3)


def test_thresholds_and_rules_together_give_what_the_visit_tells() -> None:
    outcomes = assess(records(ordinary(knowledge(), 400, seed=6)), workers=1)
    together = np.maximum(outcomes.by_rules, risk_ranks(outcomes, knowledge()))
    assert (together == outcomes.urgency).all()


def test_ordinary_pain_stays_calm_and_disease_is_seen() -> None:
    """A small sample of what `make accuracy` measures, with room for chance."""
    burden = measure(knowledge(), size=1500, size_ill=40)
    told = shares(burden.ordinary)
    assert told["emergency"].value <= 0.06
    assert told["same_day"].value <= 0.15
    assert told["self_care"].value >= 0.60
    lower = {p.condition.id: p.lower.value for p in passed(burden, knowledge())}
    assert lower["cauda_equina_syndrome"] <= 0.05
    assert float(np.mean(list(lower.values()))) <= 0.12
    assert set(lower) == {c.id for c in serious(knowledge())}
    assert {w.rule for w in worth(burden, knowledge())} == set(knowledge().rules)
    points = frontier(burden, knowledge(), (0.5, 1.0, 2.0))
    assert [p.self_care for p in points] == sorted(p.self_care for p in points)
    assert [p.lower for p in points] == sorted(p.lower for p in points)


def test_shares_count_truths() -> None:
    assert share([True, False, True]) == Share(2, 3)
