"""What a second reader has to look at, by a given day, with what most hangs on it first."""

from __future__ import annotations

from datetime import date

from lumbago.knowledge import load
from lumbago.knowledge.load import opened
from lumbago.knowledge.stale import Due, stale
from tests.unit.knowledge.small_base import small_base

DAY = date(2026, 11, 24)


def test_every_figure_nobody_has_confirmed_is_counted() -> None:
    assert stale(opened(small_base()), DAY).counts == {
        "likelihoods recalled, not read": 1,
        "likelihoods that are expert judgement": 1,
        "likelihoods in all": 2,
        "base rates recalled, not read": 1,
        "base rates that are expert judgement": 1,
        "base rates in all": 2,
        "background rates recalled, not read": 1,
        "background rates that are expert judgement": 1,
        "background rates in all": 1,
        "rules in draft": 1,
        "conditions in draft": 2,
        "findings in draft": 6,
        "effects and harms recalled, not read": 0,
        "effects and harms in all": 0,
        "stances of guidelines recalled, not read": 0,
        "treatments in draft": 0,
        "exercises in draft": 0,
        "referrals in draft": 0,
        "conditions of use recalled, not read": 0,
        "conditions of use that are expert judgement": 0,
        "conditions of use in all": 0,
        "interactions recalled, not read": 0,
        "interactions that are expert judgement": 0,
        "interactions in all": 0,
        "course records recalled, not read": 0,
        "course records that are expert judgement": 0,
        "course records in all": 0,
        "claims recalled, not read": 0,
        "claims that are expert judgement": 0,
        "claims whose review is due": 0,
        "claims in all": 0,
        "articles to read again": 0,
        "articles no clinician has read": 0,
        "articles in all": 0,
        "sources not read": 1,
        "sources in all": 2,
    }


def test_what_most_hangs_on_comes_first() -> None:
    assert stale(opened(small_base()), DAY).due == (
        Due("numbness", "its background rate is recalled and judged", 2),
        Due("squeezed_nerves", "its gate is recalled and judged", 2),
        Due("ordinary_pain", "1 of its 1 likelihoods are recalled or judged", 1),
        Due("ordinary_pain", "its base rate in primary_care is recalled and judged", 1),
        Due("book1990", "from 1990", 0),
        Due("book1990", "recalled, not read", 0),
    )


def test_a_source_grows_old_by_the_day_given() -> None:
    def old(day: date, years: int) -> set[str]:
        found = stale(opened(small_base()), day, old_after_years=years).due
        return {due.record for due in found if due.why.startswith("from ")}

    assert old(date(2000, 12, 31), 10) == set()
    assert old(date(2001, 1, 1), 10) == {"book1990"}
    assert old(date(2026, 1, 1), 5) == {"book1990", "study2020"}


def test_the_packaged_base_says_how_much_of_it_is_a_draft() -> None:
    knowledge = load()
    found = stale(knowledge, DAY)
    assert found.counts["rules in draft"] == len(knowledge.rules)
    assert 0 < found.counts["likelihoods recalled, not read"] < found.counts["likelihoods in all"]
    weights = [due.weight for due in found.due]
    assert weights == sorted(weights, reverse=True)


def test_figures_of_the_course_wait_too() -> None:
    found = stale(load(), DAY)
    due = {one.record: one for one in found.due}
    assert due["course/pooled.acute_2024"].why == "its figures are recalled", (
        "its intervals were, though its means were read"
    )
    assert due["course/pooled.acute_2024"].weight == 2, "two priors were fitted to it"
    assert due["course/escalations.day_42"].why == "its figures are judged"
    assert "course/pooled.acute_2012" not in due
    assert found.counts["course records in all"] > found.counts["course records recalled, not read"] > 0
