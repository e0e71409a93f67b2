"""Every claim has a page with its verdict, its reason and its sources; machines find all of it."""

from __future__ import annotations

import json
from importlib.resources import files
from xml.etree.ElementTree import fromstring

import pytest
from starlette.testclient import TestClient

from lumbago.community.articles import articles
from lumbago.knowledge.claim_records import CLAIM_VERDICTS
from lumbago.web.reference.claim_page import claim_page
from lumbago.web.settings import Settings
from tests.people import knowledge
from tests.web_pages import MORNING, browser, document

CLAIMS = knowledge().claims
HOUSE = "https://back.example"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def client() -> TestClient:
    return browser(Settings(address=HOUSE))


def test_every_claim_has_a_page_with_its_verdict_and_sources(client: TestClient) -> None:
    listed = {link["href"] for link in document(client.get("/claims")).all("a")}
    assert {f"/claims/{name}" for name in CLAIMS} <= listed
    for name, claim in CLAIMS.items():
        page = client.get(f"/claims/{name}")
        assert page.status_code == 200
        assert CLAIM_VERDICTS[claim.told] in page.text
        shown = {link["href"] for link in document(page).all("a")}
        assert {f"/sources/{source}" for source in claim.record.sources} <= shown


def test_a_claim_that_is_not_there(client: TestClient) -> None:
    assert client.get("/claims/none").status_code == 404


def test_a_claim_names_the_articles_that_tell_it_and_the_records_it_repeats() -> None:
    article = next(iter(articles(knowledge()).values()))
    page = claim_page(CLAIMS["heat_eases_pain"], knowledge(), MORNING.date())
    assert any("heat_eases_pain" in one.claims for one in page.articles)
    assert [group for group, _ in page.rests_on] == ["Treatments"]
    assert all(claim_page(CLAIMS[name], knowledge(), MORNING.date()).articles for name in article.claims)


def test_a_figure_that_was_only_recalled_is_not_told() -> None:
    for claim in CLAIMS.values():
        told = claim_page(claim, knowledge(), MORNING.date()).figures
        assert len(told) == sum(figure.verified == "seen" for figure in claim.figures.values())


def test_the_feed_holds_every_article(client: TestClient) -> None:
    response = client.get("/articles.atom")
    assert response.headers["content-type"].startswith("application/atom+xml")
    feed = fromstring(response.text)
    entries = {entry.findtext(f"{ATOM}id"): entry for entry in feed.iter(f"{ATOM}entry")}
    assert entries.keys() == {f"{HOUSE}/articles/{slug}" for slug in articles(knowledge())}
    for slug, article in articles(knowledge()).items():
        entry = entries[f"{HOUSE}/articles/{slug}"]
        assert entry.findtext(f"{ATOM}title") == article.title
        assert entry.findtext(f"{ATOM}updated") == f"{article.updated}T00:00:00Z"
    assert feed.findtext(f"{ATOM}updated") == max(e.findtext(f"{ATOM}updated") or "" for e in entries.values())


def test_every_address_of_the_map_is_a_page(client: TestClient) -> None:
    root = fromstring(client.get("/sitemap.xml").text)
    places = [loc.text or "" for loc in root.iter(f"{SITEMAP}loc")]
    assert len(places) == len({*places}) > len(CLAIMS)
    assert all(place.startswith(f"{HOUSE}/") for place in places)
    wrong = [place for place in places if client.get(place.removeprefix(HOUSE)).status_code != 200]
    assert not wrong


def test_search_engines_may_list_what_is_to_be_read_and_nothing_of_a_visit(client: TestClient) -> None:
    robots = client.get("/robots.txt").text
    assert "Disallow: /result\n" in robots
    assert "Disallow: /articles" not in robots
    assert f"Sitemap: {HOUSE}/sitemap.xml" in robots
    assert client.get("/articles").headers["x-robots-tag"] == "all"
    assert client.get("/erase").headers["x-robots-tag"] == "noindex"


def test_the_figures_of_accuracy_are_those_that_were_measured(client: TestClient) -> None:
    measured = json.loads((files("lumbago.web.reference") / "accuracy.json").read_text("utf-8"))
    text = client.get("/about").text
    first = measured["cases"]["cause_first"]
    assert f"About {round(first['value'])} of 100" in text
    assert f"may be {round(first['low'])} to {round(first['high'])}" in text
    assert measured["records"] in text
    for said in ("not a doctor", "not a medical device", "No clinician has reviewed it", "Nobody."):
        assert said in text


def test_what_no_study_stands_behind_is_never_called_supported_by_evidence(client: TestClient) -> None:
    judged = [name for name, claim in CLAIMS.items() if claim.record.certainty == "judgement"]
    assert judged
    for name in judged:
        assert CLAIM_VERDICTS["supported"] not in client.get(f"/claims/{name}").text


def test_how_to_read_the_evidence_explains_every_verdict(client: TestClient) -> None:
    text = client.get("/about/evidence").text
    assert all(words in text for words in CLAIM_VERDICTS.values())


def test_privacy_says_what_the_code_does(client: TestClient) -> None:
    from lumbago.web.visitor import KEPT_SECONDS

    assert f"{KEPT_SECONDS // 86400} days" in client.get("/privacy").text
    assert "set-cookie" not in client.get("/articles").headers
