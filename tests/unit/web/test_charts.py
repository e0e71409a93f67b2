"""Charts of articles: each is there, says what it shows, and shows what the records hold."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from lumbago.community.articles import articles
from lumbago.web.charts.article_figures import CHARTS, article_chart
from lumbago.web.charts.counts import bars, people
from lumbago.web.pictures import chart, drawing
from tests.people import knowledge

PICTURES = sorted({picture.name for article in articles(knowledge()).values() for picture in article.pictures})


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_an_article_names_is_drawn(name: str) -> None:
    assert drawing(name) or chart(name, knowledge())


def test_no_chart_is_drawn_that_no_article_shows() -> None:
    assert set(CHARTS) <= set(PICTURES)


def test_a_name_without_a_chart_shows_nothing() -> None:
    assert not chart("none", knowledge())


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_sound_and_says_what_it_shows(name: str) -> None:
    drawn = ET.fromstring(article_chart(name, knowledge()))
    title = drawn.find("title")
    assert drawn.get("role") == "img"
    assert title is not None
    assert title.text
    assert not [part for part in drawn.iter() if part.get("style") or part.tag == "script"]


def dots(drawn: str, kind: str) -> int:
    """Count the dots of a kind."""
    return sum(way.count("h0") for way in re.findall(f'class="{kind}" d="([^"]*)"', drawn))


@pytest.mark.parametrize(("count", "filled"), [(0, 0), (0.9, 1), (51, 51), (87.4, 87), (100, 100)])
def test_as_many_people_are_filled_as_are_counted(count: float, filled: int) -> None:
    drawn = people("a title", [("are meant", count)])
    assert (dots(drawn, "one"), dots(drawn, "other")) == (filled, 100 - filled)


def test_the_icons_of_the_tablets_are_those_of_the_record() -> None:
    told = knowledge().treatments["nsaid_oral"].record.out_of_100[0]
    assert dots(article_chart("nsaid_people", knowledge()), "one") == told.with_treatment + told.without


def test_bars_are_as_long_as_their_figures() -> None:
    drawn = ET.fromstring(bars("a title", [("all", 50, "50"), ("half", 25, "25")]))
    long, short = (float(part.get("width", "0")) for part in drawn.iter("rect") if part.get("class") == "filled")
    assert short == pytest.approx(long / 2, rel=0.01)


def test_an_interval_that_was_recalled_is_not_drawn() -> None:
    pooled = knowledge().course.pooled
    assert {point.interval_verified for point in pooled["acute_2024"].points} == {"memory"}
    assert article_chart("recovery_curve", knowledge()).count('class="band"') == 1
