"""The pages as a browser without script meets them: whole visits, bad input, and whatever else may be sent."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from lumbago.web.rendering import component_names
from lumbago.web.settings import Settings
from lumbago.web.stored_visits import StoredVisits
from tests.people import knowledge
from tests.web_pages import answer_page, browser, database, document, send, visit

ORDINARY = {"age": "45", "duration_days": "2", "pain_intensity": "6", "pain_on_movement": "yes"}
OPEN = (
    "/",
    "/now",
    "/now/lie",
    "/now/breathe",
    "/now/warmth",
    "/now/move",
    "/erase",
    "/erased",
    "/health",
    "/components",
)
OF_A_VISIT = ("/questions", "/questions/about_you", "/said", "/result", "/consultation")


@pytest.fixture
def client() -> TestClient:
    return browser()


def test_a_visit_of_ordinary_spasm_ends_at_home(client: TestClient) -> None:
    pages = visit(client, ORDINARY)
    assert pages[-1].url.path == "/result"
    assert "You can look after this at home" in pages[-1].text
    assert all(page.status_code == 200 for page in pages)


def test_a_second_page_of_a_topic_is_asked_for_as_one(client: TestClient) -> None:
    pages = visit(client, ORDINARY)
    paths = [page.url.path for page in pages]
    again = [page for place, page in enumerate(pages) if page.url.path in paths[:place]]
    assert again
    assert all("<h1>And " in page.text for page in again)
    assert not any("<h1>And " in page.text for page in pages if page not in again)


def test_saddle_numbness_is_an_emergency_at_once(client: TestClient) -> None:
    pages = visit(client, {**ORDINARY, "saddle_numbness": "yes"})
    assert "Get emergency help now" in pages[-1].text
    assert len(pages) <= 8


def test_a_same_day_deadline_is_told_on_the_clock_of_the_place(client: TestClient) -> None:
    pages = visit(client, {**ORDINARY, "major_trauma": "yes"})
    assert "See a doctor by 6 this evening" in pages[-1].text


def test_the_number_to_call_is_the_one_that_was_set() -> None:
    pages = visit(browser(Settings(emergency_number="000")), {**ORDINARY, "saddle_numbness": "yes"})
    assert 'href="tel:000"' in pages[-1].text


def test_spasm_now_asks_for_danger_first(client: TestClient) -> None:
    calm = send(client, "/now", {"has": "none"}, shown_on="/now")
    assert calm.url.path == "/now/lie"
    grave = send(client, "/now", {"has": "saddle_numbness"}, shown_on="/now")
    assert grave.url.path == "/result"
    assert "Get emergency help now" in grave.text


def test_whoever_is_unsure_in_spasm_now_is_asked_again_one_by_one(client: TestClient) -> None:
    assert send(client, "/now", {"has": "unknown"}, shown_on="/now").url.path == "/now/lie"
    assert "Nothing yet." in client.get("/said").text


def test_an_answer_can_be_changed_and_changes_the_advice(client: TestClient) -> None:
    visit(client, ORDINARY)
    assert "/questions/very_ill" in client.get("/said").text
    again = answer_page(client, client.get("/questions/very_ill"), {"syncope_or_collapse": "yes"})
    assert "Get emergency help now" in again.text
    back = answer_page(client, client.get("/questions/very_ill"))
    while back.url.path != "/result":
        back = answer_page(client, back, ORDINARY)
    assert "You can look after this at home" in back.text


def test_the_same_form_sent_twice_is_one_answer(client: TestClient) -> None:
    first = send(client, "/start", {})
    data = {"token": document(first).value("token"), "asked": "age sex_at_birth", "age": "45", "sex_at_birth": "male"}
    once, twice = (client.post("/questions/about_you", data=data) for _ in range(2))
    assert once.url == twice.url
    assert once.status_code == twice.status_code == 200


def test_the_way_back_leads_through_every_page_in_turn(client: TestClient) -> None:
    pages = visit(client, ORDINARY)[:-1]
    asked = [finding for page in pages for finding in document(page).value("asked").split()]
    here, walked = question_links(client, "/said")[-1], []
    while here:
        walked = document(client.get(here)).value("asked").split() + walked
        here = next(iter(question_links(client, here)), "")
    assert sorted(walked) == sorted(asked)


def question_links(client: TestClient, path: str) -> list[str]:
    return [a["href"] for a in document(client.get(path)).all("a") if a["href"].startswith("/questions/")]


def test_nothing_that_is_answered_is_logged(
    client: TestClient, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level("DEBUG", logger="lumbago"):
        visit(client, {**ORDINARY, "saddle_numbness": "yes"})
    written = caplog.text + "".join(capfd.readouterr())
    assert not any(word in written for word in ("saddle_numbness", "has=", "age="))


def test_stopping_early_shows_what_can_be_said_and_how_to_go_on(client: TestClient) -> None:
    send(client, "/start", {})
    stopped = send(client, "/conclude", {})
    assert stopped.url.path == "/result"
    assert "You stopped before the last question" in stopped.text
    assert "It is too early to say" in stopped.text
    assert "at home" not in document(stopped).text.partition("What would change this")[0]


def test_erasing_leaves_nothing(client: TestClient) -> None:
    visit(client, ORDINARY)
    gone = send(client, "/erase", {"then": "leave"})
    assert gone.url.path == "/erased"
    assert not client.cookies
    assert client.get("/result").status_code == 404


def test_starting_over_begins_with_no_answer_and_another_key(client: TestClient) -> None:
    visit(client, ORDINARY)
    before = client.cookies["lumbago"]
    assert send(client, "/erase", {"then": "start"}).url.path == "/questions/about_you"
    assert client.cookies["lumbago"] != before
    assert "Nothing yet." in client.get("/said").text


def test_what_a_clinician_finds_counts_and_is_marked(client: TestClient) -> None:
    visit(client, ORDINARY)
    page = send(client, "/consultation", {"asked": "midline_bony_tenderness", "midline_bony_tenderness": "yes"})
    assert page.status_code == 200
    assert "(examined)" in page.text
    wrong = send(client, "/consultation", {"asked": "temperature_c", "temperature_c": "warm"})
    assert wrong.status_code == 422


def test_every_answer_has_the_safe_headers_and_only_the_style_is_kept(client: TestClient) -> None:
    send(client, "/start", {})
    for path in (*OPEN, *OF_A_VISIT, "/nothing"):
        response = client.get(path)
        policy = response.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert response.headers["cache-control"] == "no-store"
        assert response.headers["referrer-policy"] == "no-referrer"
        assert response.headers["x-content-type-options"] == "nosniff"
    style = next(link["href"] for link in document(client.get("/")).all("link") if link["rel"] == "stylesheet")
    assert "immutable" in client.get(style).headers["cache-control"]


class Broken(StoredVisits):
    def answer(self, *_given: object) -> None:
        raise OSError("the disk is full")


def test_our_own_mistake_is_owned_up_to_and_nothing_leaks() -> None:
    broken = browser(kept=Broken(database(), knowledge()))
    client = TestClient(broken.app, base_url=str(broken.base_url), raise_server_exceptions=False)
    page = answer_page(client, send(client, "/start", {}))
    assert page.status_code == 500
    assert "That is our mistake" in page.text
    assert "disk" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_cookies_are_for_this_host_over_an_encrypted_connection() -> None:
    response = browser(Settings(address="https://lumbago.example")).get("/")
    cookie = response.headers["set-cookie"]
    assert cookie.startswith("__Host-lumbago=")
    assert {"Secure", "HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
    assert "strict-transport-security" in response.headers


OUT = {"noopener", "nofollow"}
"""What a link out of the house says; a browser asks for it only when somebody presses it."""


def test_every_page_asks_nobody_else_and_has_no_script(client: TestClient) -> None:
    seen = [client.get(path) for path in OPEN] + visit(client, ORDINARY)
    seen += [client.get(path) for path in OF_A_VISIT] + [
        client.get(f"/components/{name}") for name in component_names()
    ]
    for response in seen:
        page = document(response)
        assert not list(page.all("script"))
        asks = [t for tag, t in page.tags if tag != "a" or not OUT & set(t.get("rel", "").split())]
        links = [t.get("href") or t.get("src") or t.get("action") or "/" for t in asks]
        assert all(link.startswith(("/", "#", "?", "tel:")) and not link.startswith("//") for link in links), (
            response.url
        )
        assert not any("style" in given for _, given in page.tags), response.url


def test_every_page_has_one_heading_a_title_landmarks_and_a_label_for_each_field(client: TestClient) -> None:
    pages = [client.get(path) for path in OPEN if path != "/health"] + visit(client, ORDINARY)
    for response in [*pages, *(client.get(path) for path in OF_A_VISIT)]:
        page = document(response)
        assert len(list(page.all("h1"))) == 1, response.url
        assert len(list(page.all("main"))) == len(list(page.all("header"))) == len(list(page.all("footer"))) == 1
        labelled = {label["for"] for label in page.all("label") if "for" in label}
        typed = [i for i in page.all("input") if i.get("type", "text") == "text"]
        assert all(i["id"] in labelled for i in typed), response.url


def test_that_no_scan_is_needed_is_said_once_and_in_plain_words(client: TestClient) -> None:
    visit(client, ORDINARY)
    page = client.get("/plan/looking-again").text
    scans = page[page.index("Do I need a scan?") : page.index("Look again on these days")]
    assert re.findall("<h3>(.*)</h3>", scans) == ["You do not need a scan now"]
    assert "neither X-ray" not in scans
    assert "length of this episode" not in scans
