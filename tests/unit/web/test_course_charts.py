"""The charts of a course: their words say the finding, and all that is told is drawn."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lumbago.pathway.course import DayEntry, Diary, forecast, judge, schedule
from lumbago.web.charts.comparison import Multiples, multiples_of, multiples_svg
from lumbago.web.charts.fan import HEIGHT, Fan, fan_of, fan_svg, places, today_word
from lumbago.web.charts.parts import WIDTH
from tests.people import knowledge


def fan(start: int, *pains: int, first: int = 1) -> Fan:
    diary = Diary(tuple(DayEntry(first + i, pain=p) for i, p in enumerate(pains)), pain_at_start=start)
    return fan_of(forecast(diary, knowledge()), diary)


def test_the_title_says_the_finding_and_the_drawing_says_the_same() -> None:
    drawn = fan(7, 6, 5, 5, 4, 3)
    assert re.fullmatch(
        r"Half of the people with a diary like yours are (at \d of 10 or less|free of pain) by week 6", drawn.title
    )
    svg = fan_svg(drawn)
    assert f"<title>{drawn.said}</title>" in svg
    assert drawn.said.startswith(drawn.title)
    assert "style=" not in svg


def test_where_little_pain_is_left_to_fall_it_is_told_how_many_recover() -> None:
    drawn = fan(2, 1, 1, 1)
    assert re.fullmatch(
        r"(About|More than) \d+ of 100 people with a diary like yours have recovered by week 12", drawn.title
    )


def test_pain_that_stays_is_told_as_such() -> None:
    stuck = fan(8, *[8] * 40)
    assert re.fullmatch(r"Going by your diary, your pain may stay near [78] of 10", stuck.title)


def test_every_day_told_is_a_dot_and_today_is_marked() -> None:
    svg = fan_svg(fan(7, 6, 5, 4))
    assert svg.count('class="told"') == 4
    assert svg.count('class="now"') == 1
    assert all(f">{said}</text>" in svg for said in ("half", "8 in 10", "19 in 20", "today"))


def test_the_table_tells_what_is_to_come() -> None:
    drawn = fan(7, 6, 5, 4)
    assert [row[0] for row in drawn.rows] == ["week 1", "week 2", "week 4", "week 6", "week 12"]
    assert all(len(row[2]) == 3 for row in drawn.rows)
    later = fan(7, 6, 5, first=80)
    assert [row[0] for row in later.rows] == ["week 12", "week 26"]


def test_what_a_chart_is_given_is_escaped() -> None:
    drawn = Fan("<b>", "<b>", (0.0, 84.0), (5.0, 2.0), (), (), 0, 84)
    assert "<b>" not in fan_svg(drawn)


def multiples(today: int, first: int = 3, second: int = 7) -> Multiples:
    plan = schedule("heat_or_cold", 1, knowledge(), 3)
    diary = Diary(pain_at_start=5, days_before=200)
    for day in range(today + 1):
        diary = diary.with_entry(DayEntry(day, pain=second if plan.arm_on(day) == "second" else first))
    verdict = judge(plan, diary, knowledge(), today)
    return multiples_of(plan, diary, ("warmth", "cold"), verdict, today)


@pytest.mark.parametrize(
    ("today", "first", "second", "said"),
    [
        (30, 3, 7, r"With warmth your pain was about \d\.\d points lower than with cold\."),
        (30, 7, 3, r"With cold your pain was about \d\.\d points lower than with warmth\."),
        (30, 5, 5, "It makes no difference that matters whether you choose warmth or cold. Do what you like."),
        (1, 3, 7, "1 day told so far. Nothing is clear yet: go on."),
    ],
)
def test_a_comparison_says_what_it_shows(today: int, first: int, second: int, said: str) -> None:
    assert re.fullmatch(said, multiples(today, first, second).said)


def test_each_period_is_a_chart_and_what_is_to_come_says_so() -> None:
    svg = multiples_svg(multiples(6))
    assert svg.count(">warmth</text>") == 3
    assert svg.count(">cold</text>") == 3
    assert svg.count(">to come</text>") == 4


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 10), min_size=1, max_size=84))
def test_no_name_of_a_band_touches_another(pains: list[int]) -> None:
    drawn = fan(*pains)
    named = [*places(drawn), today_word(drawn)]
    assert not [(one, other) for one, other in combinations(named, 2) if one.touches(other)]
    assert all(word.x - word.half > 0 and word.x + word.half < WIDTH and 0 < word.y < HEIGHT for word in named)
