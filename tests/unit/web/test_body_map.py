"""The body map: every place that is asked has a zone, on the body, that fills and presses its own row."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from lumbago.web.body_map import body_map, on_the_map, zones
from lumbago.web.drawings.records import drawings
from tests.people import knowledge


def test_every_place_somebody_is_asked_about_has_a_zone() -> None:
    asked = {*knowledge().findings["main_site"].choices, *knowledge().topics["where_it_goes"].record.findings}
    assert asked == set(zones())


def test_every_zone_lies_on_the_drawing() -> None:
    left, bottom, right, top = drawings()["body_map"].box or (0, 0, 0, 0)
    for ovals in zones().values():
        for x, y, wide, high in ovals:
            assert left < x - wide < x + wide < right
            assert bottom < y - high < y + high < top


def test_every_zone_is_filled_when_its_row_is_chosen() -> None:
    style = (files("lumbago.web") / "components" / "body_map" / "style.css").read_text("utf-8")
    assert set(re.findall(r'input\[value="(\w+)"\]:checked\) \.zone-\1[, ]', style)) == set(zones())


@pytest.mark.parametrize("name", ["groin_pain", "bilateral_leg_pain"])
def test_a_zone_presses_the_control_of_its_row(name: str) -> None:
    drawn = body_map([name], "has")
    assert drawn.count(f'class="zone zone-{name}"') == len(zones()[name])
    assert f'for="has-{name}"' in drawn


def test_only_a_page_about_places_shows_the_map() -> None:
    assert on_the_map(["groin_pain", "flank_pain"])
    assert not on_the_map(["fever_or_rigors", "chest_pain", "groin_pain"])
