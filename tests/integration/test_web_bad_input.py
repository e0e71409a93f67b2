"""What a browser may send that cannot be taken: each is answered in words, and nothing breaks."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from lumbago.web.access import ACCESS, named
from tests.web_pages import browser, document, send, visit
from tests.web_routes import ROUTES, example

ORDINARY = {"age": "45", "duration_days": "2", "pain_intensity": "6", "pain_on_movement": "yes"}
FORM = {"content-type": "application/x-www-form-urlencoded"}
OF_A_VISIT = ("/questions", "/questions/about_you", "/said", "/result", "/consultation")
ENDED_BY_A_LINK = "/reminders/"
"""Takes a bare POST from a mail program; whoever sends it without the word of a letter changes nothing."""

FORMS = {example(route): ACCESS[named(route)] for route in ROUTES if "POST" in (route.methods or ())}
"""Every address that takes a form, and who may open it."""

LETTERS = {f"/digest/{end}/{'0' * 43}": "This link does nothing any more" for end in ("confirm", "settings", "stop")}
COMMENTS = {f"/discussion/999999999{end}": "There is no such comment" for end in ("", "/report")}
NOT_THERE = {**LETTERS, **COMMENTS}
"""What these addresses name is not there for this visitor; `test_discussion_pages` forges a form about what is."""

OUT_OF_DATE = "This page is out of date"
OF_SOMEBODY_ELSE = {"account": "You are not signed in", "editor": "There is no such page"}
OF_SOMEBODY_ELSE["moderator"] = OF_SOMEBODY_ELSE["operator"] = OF_SOMEBODY_ELSE["editor"]


@pytest.fixture
def client() -> TestClient:
    return browser()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "Age in years: Enter a number, or tick “I don’t know”"),
        ({"age": "forty"}, "Age in years: Enter a number in digits, such as 3 or 3.5"),
        ({"age": "-1"}, "Age in years: Enter a number from 0 to 120 years"),
        ({"age": "1e3"}, "Enter a number in digits"),
        ({"age": "nan"}, "Enter a number in digits"),
        ({"age": "45", "age.unknown": "unknown"}, "You gave a number and ticked “I don’t know”."),
        ({"age": "45"}, "Sex recorded at birth: Choose one answer; “Something else, or not known” is one"),
        ({"age": "45", "sex_at_birth": "no such"}, "Sex recorded at birth: Choose one answer"),
    ],
)
def test_what_is_wrong_is_said_at_the_top_and_at_the_field_and_nothing_is_lost(
    client: TestClient, fields: dict[str, str], message: str
) -> None:
    send(client, "/start", {})
    page = send(client, "/questions/about_you", {"asked": "age sex_at_birth", **fields}, "/questions")
    assert page.status_code == 422
    assert message in page.text
    assert 'role="alert"' in page.text
    assert 'id="age-error"' in page.text or 'id="sex_at_birth-error"' in page.text
    assert document(page).value("age") == fields.get("age", "")
    assert "<title>Error: " in page.text


def test_a_list_needs_an_answer_and_not_two_that_exclude_each_other(client: TestClient) -> None:
    send(client, "/start", {})
    asked = {"asked": "syncope_or_collapse chest_pain"}
    nothing = send(client, "/questions/very_ill", asked, "/questions")
    assert "Tick what applies" in nothing.text
    both = send(client, "/questions/very_ill", {**asked, "has": ["none", "chest_pain"]}, "/questions")
    assert "Keep one of the two" in both.text
    assert both.text.count("checked") == 2


@pytest.mark.parametrize(
    "text", ["a" * 20_000, "\x00\x1b[31m4", "\u202e54\u202c", "٤٥", "<script>alert(1)</script>", "4\n5"]
)
def test_strange_text_comes_back_harmless_with_a_message(client: TestClient, text: str) -> None:
    send(client, "/start", {})
    fields = {"asked": "age sex_at_birth", "age": text, "sex_at_birth": "male"}
    page = send(client, "/questions/about_you", fields, "/questions")
    assert page.status_code in (200, 422)
    assert "<script" not in page.text
    assert not {"\x00", "\x1b", "\u202e"} & set(page.text)


def test_a_megabyte_of_text_is_refused_in_words(client: TestClient) -> None:
    send(client, "/start", {})
    page = send(client, "/questions/about_you", {"asked": "age", "age": "9" * 1_000_000})
    assert page.status_code == 413
    assert "too much text" in page.text


@pytest.mark.parametrize("path", [path for path in sorted(FORMS) if not path.startswith(ENDED_BY_A_LINK)])
@pytest.mark.parametrize("token", [None, "", "0" * 64, "é"])
def test_no_form_is_taken_without_its_own_token(client: TestClient, path: str, token: str | None) -> None:
    visit(client, ORDINARY)
    before = client.get("/said").text
    page = client.post(path, data={"then": "leave", "has": "none"} | ({} if token is None else {"token": token}))
    refused = OF_SOMEBODY_ELSE.get(FORMS[path]) or NOT_THERE.get(path)  # is not even said to be there
    assert page.status_code == (404 if refused else 403)
    if path.endswith("/discussion"):  # comes back with what was typed
        assert "its form was not ours. Nothing is lost" in page.text
    else:
        assert f"<h1>{refused or OUT_OF_DATE}</h1>" in page.text
    assert client.get("/said").text == before


def test_another_site_cannot_send_a_form_even_with_the_token(client: TestClient) -> None:
    token = document(client.get("/")).value("token")
    page = client.post("/start", data={"token": token}, headers={"sec-fetch-site": "cross-site"})
    assert page.status_code == 403


@pytest.mark.parametrize("path", [path for path, who in sorted(FORMS.items()) if who == "visit"])
def test_what_is_sent_to_a_visit_that_is_not_there_is_told_not_to_be_kept(client: TestClient, path: str) -> None:
    page = send(client, path, {"has": "none"})
    assert page.status_code == 404
    assert "<h1>There are no answers from this browser</h1>" in page.text
    assert "What you just sent was not kept." in page.text


@pytest.mark.parametrize("path", OF_A_VISIT)
def test_without_a_visit_a_page_says_so(client: TestClient, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 404
    assert "There are no answers from this browser" in page.text
    assert {"/", "/sign-in", "/recover"} <= {
        link.get("href") for link in document(page).all("a")
    }  # whoever answered on another device


@pytest.mark.parametrize(
    "path", ["/nothing", "/questions/nothing", "/now/nothing", "/components/nothing", "/style.css"]
)
def test_an_address_that_leads_nowhere_says_so(client: TestClient, path: str) -> None:
    send(client, "/start", {})
    page = client.get(path)
    assert page.status_code == 404
    assert "<h1>" in page.text


@pytest.mark.parametrize("body", [b"", b"%", b"\xff\xfe", b"a=1&" * 300, b'{"a": 1}'])
def test_what_is_no_form_of_ours_is_refused(client: TestClient, body: bytes) -> None:
    client.get("/")
    assert client.post("/start", content=body, headers=FORM).status_code in (400, 403)
    assert client.post("/start", content=body, headers={"content-type": "multipart/form-data"}).status_code == 400


def test_a_form_cannot_answer_what_its_page_does_not_ask(client: TestClient) -> None:
    send(client, "/start", {})
    for asked in ("", "saddle_numbness", "no_such_finding", "age no_such_finding"):
        assert send(client, "/questions/about_you", {"asked": asked}, "/questions").status_code == 400
