"""Every place of the menu is a page, and the menu keeps out of the way where somebody is answering."""

from __future__ import annotations

import pytest

from lumbago.web.menu import ABOUT, MENU, Place
from tests.web_pages import browser, document, send


@pytest.mark.parametrize("place", [*MENU, *ABOUT], ids=lambda place: place.address)
def test_every_place_leads_to_a_page_that_marks_it(place: Place) -> None:
    client = browser()
    send(client, "/start", {})
    page = client.get(place.address)
    assert page.status_code == 200
    marked = [link["href"] for link in document(page).all("a") if link.get("aria-current") == "page"]
    assert marked in ([place.address], [])


def test_who_has_answered_nothing_is_not_sent_to_answers() -> None:
    links = [link["href"] for link in document(browser().get("/")).all("a")]
    assert not {place.address for place in MENU if place.of_a_visit} & set(links)


@pytest.mark.parametrize("path", ["/questions", "/now", "/now/lie"])
def test_a_question_leaves_the_menu_out(path: str) -> None:
    client = browser()
    send(client, "/start", {})
    assert '<nav aria-label="Lumbago">' in client.get("/said").text
    assert '<nav aria-label="Lumbago">' not in client.get(path).text
    assert '<nav aria-label="About this site">' not in client.get(path).text
