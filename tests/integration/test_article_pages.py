"""Articles as readers and machines meet them: the text with its evidence, its dates, and what is said of money."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from lumbago.community.articles import articles
from lumbago.community.disclosure import Disclosure
from lumbago.web.reference.article_page import article_words, due
from lumbago.web.settings import read_settings
from tests.people import knowledge
from tests.unit.community.operators_register import written
from tests.web_pages import browser, document

EVERY = articles(knowledge())
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture(scope="module")
def client() -> TestClient:
    return browser()


def test_every_article_stands_in_the_list_and_has_a_page(client: TestClient) -> None:
    listed = {link["href"] for link in document(client.get("/articles")).all("a")}
    assert {f"/articles/{slug}" for slug in EVERY} <= listed
    assert EVERY


@pytest.mark.parametrize("slug", EVERY)
def test_a_page_says_who_wrote_it_when_and_who_paid(client: TestClient, slug: str) -> None:
    response = client.get(f"/articles/{slug}")
    assert response.status_code == 200
    for said in ("By Lumbago contributors.", "No clinician has reviewed this.", "Nobody paid for this article."):
        assert said in response.text
    assert "irst published" in response.text
    assert "To be looked at again by" in response.text


@pytest.mark.parametrize("slug", EVERY)
def test_every_claim_of_an_article_opens_beside_it(client: TestClient, slug: str) -> None:
    page = document(client.get(f"/articles/{slug}"))
    assert {f"/claims/{name}" for name in EVERY[slug].claims} <= {link["href"] for link in page.all("a")}
    assert sum(1 for found in page.all("details") if found["class"] == "evidence") > 0


@pytest.mark.parametrize("slug", EVERY)
def test_every_link_and_picture_of_an_article_is_there(client: TestClient, slug: str) -> None:
    page = client.get(f"/articles/{slug}")
    inside = {link["href"].partition("#")[0] for link in document(page).all("a") if link["href"].startswith("/")}
    assert not [address for address in inside if address and client.get(address).status_code != 200]
    assert page.text.count('<figure class="drawing">') == len(EVERY[slug].pictures)


@pytest.mark.parametrize("slug", EVERY)
def test_machines_are_told_the_same_as_people(client: TestClient, slug: str) -> None:
    (block,) = DATA.findall(client.get(f"/articles/{slug}").text)
    told = json.loads(block)
    article = EVERY[slug]
    assert told["@type"] == "MedicalWebPage"
    assert (told["name"], told["datePublished"]) == (article.title, article.first_published.isoformat())
    assert "reviewedBy" not in told
    assert told["citation"]


def test_an_article_that_is_not_there(client: TestClient) -> None:
    assert client.get("/articles/none").status_code == 404


def test_a_page_is_the_same_for_everybody_and_sets_no_cookie(client: TestClient) -> None:
    slug = next(iter(EVERY))
    client.cookies.set("lumbago", "0" * 64)
    assert client.get(f"/articles/{slug}").text == browser().get(f"/articles/{slug}").text
    assert "set-cookie" not in client.get(f"/articles/{slug}").headers


def test_whose_review_is_overdue_is_marked() -> None:
    article = next(iter(EVERY.values()))
    assert due(article, knowledge(), article.updated) == []
    later = due(article, knowledge(), article.next_review + timedelta(days=1))
    assert later[0].startswith("Its next review was due on")
    assert any("should have been looked at again by now" in why for why in later)


def test_an_advertisement_stands_in_its_place_and_is_marked(tmp_path: Path) -> None:
    paid = browser(read_settings({"LUMBAGO_DISCLOSURE": str(written(tmp_path))}))
    slug = next(iter(EVERY))
    text = paid.get(f"/articles/{slug}").text
    assert text.count('<aside class="advertisement"') == 1
    assert 'rel="sponsored nofollow noopener"' in text
    assert "Others pay for this site." in text
    picture = next(i["src"] for i in document(paid.get(f"/articles/{slug}")).all("img"))
    assert paid.get(picture).status_code == 200
    for path in ("/", "/now", "/articles", "/sources", "/disclosure"):
        assert "/advertisements/" not in paid.get(path).text, path


def test_an_advertisement_ends_on_its_day(tmp_path: Path) -> None:
    disclosed = read_settings({"LUMBAGO_DISCLOSURE": str(written(tmp_path))}).disclosure
    article = next(iter(EVERY.values()))
    assert article_words(article, knowledge(), disclosed, date(2026, 11, 25)).advertisement is not None
    assert article_words(article, knowledge(), disclosed, date(2028, 1, 1)).advertisement is None
    assert article_words(article, knowledge(), Disclosure(), date(2026, 11, 25)).advertisement is None
