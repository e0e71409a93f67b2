"""The discussion through its pages: writing, danger, moderation, reading, and what may be sent to hurt."""

from __future__ import annotations

import re
import secrets
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from tests.web_pages import browser, document, send, signed_in


@pytest.fixture(scope="module")
def article() -> str:
    page = browser().get("/articles").text
    found = re.search(r'href="/articles/([a-z0-9-]+)"', page)
    assert found
    return f"/articles/{found[1]}/discussion"


def write(client: TestClient, under: str, text: str, name: str = "", answers: str = "") -> Any:
    page = document(client.get(under))
    fields = {
        "token": page.value("token"),
        "submission": page.value("submission"),
        "answers": answers,
        "name": name or f"Ada {''.join(secrets.choice('bdfghjk') for _ in range(12))}",
        "text": text,
    }
    return client.post(under, data=fields)


def number_of(response: Any) -> int:
    return int(response.url.path.rpartition("/")[2])


def test_a_comment_waits_is_published_and_read(article: str) -> None:
    ada, moderator = browser(), signed_in("mod1@example.org", "moderator")
    words = f"Warmth helped me {secrets.token_hex(4)}"
    sent = write(ada, article, words)
    assert sent.status_code == 200
    assert "A moderator reads it now" in sent.text
    assert words not in browser().get(article).text
    number = number_of(sent)
    assert words in moderator.get("/moderate").text
    send(moderator, f"/moderate/{number}", {"what": "publish"}, f"/moderate/{number}")
    read = browser().get(article).text
    assert words in read
    assert "@" not in re.sub(r"@\w+ ", "", document(browser().get(article)).text.split("<main")[1].split("write")[0])
    feed = browser().get(f"{article}.atom")
    assert feed.headers["content-type"].startswith("application/atom+xml")
    assert words in "".join(ElementTree.fromstring(feed.text).itertext())


@pytest.mark.parametrize("end", ["", "/report"])
def test_a_forged_form_about_a_comment_that_is_there_changes_nothing_and_comes_back(article: str, end: str) -> None:
    ada, moderator = browser(), signed_in("mod7@example.org", "moderator")
    number = number_of(write(ada, article, f"A walk a day {secrets.token_hex(4)}"))
    send(moderator, f"/moderate/{number}", {"what": "publish"}, f"/moderate/{number}")
    before = ada.get(f"/discussion/{number}").text
    forged = {"token": "0" * 64, "what": "edit", "text": "Other words", "words": "Other words"}
    sent = ada.post(f"/discussion/{number}{end}", data=forged)
    assert sent.status_code == 403
    assert "its form was not ours. Nothing is lost" in sent.text
    assert "Other words" in sent.text
    assert ada.get(f"/discussion/{number}").text == before


def test_danger_is_told_at_once_with_the_number(article: str) -> None:
    sent = write(browser(), article, "My groin is numb and I cannot pee since last night")
    assert "The nerves to your bladder may be squeezed" in sent.text
    assert sent.text.count("<h2>The nerves to your bladder may be squeezed") == 1
    assert sent.text.index("may be squeezed") < sent.text.index("A moderator reads it now")


def test_danger_is_told_even_where_the_comment_could_not_be_sent(article: str) -> None:
    sent = write(browser(), article, "I can't pee and my legs are numb", name="Dr House")
    assert sent.status_code == 422
    assert "may be squeezed" in sent.text
    assert "claims an office or a profession" in sent.text


@pytest.mark.parametrize("text", ["x" * 6_000, "x" * 1_000_000, "ü" * 300_000, " "])
def test_what_cannot_be_sent_comes_back_whole(article: str, text: str) -> None:
    sent = write(browser(), article, text)
    assert sent.status_code == 422
    if text.strip():
        assert text in sent.text
        assert "longer than the 5,000" in sent.text


def test_an_old_form_loses_nothing(article: str) -> None:
    client = browser()
    client.get(article)
    sent = client.post(article, data={"token": "f" * 64, "name": "Ada", "text": "A long story <b>"})
    assert sent.status_code == 403
    assert "A long story &lt;b&gt;" in sent.text
    elsewhere = client.post(
        article, data={"token": document(sent).value("token"), "text": "x"}, headers={"sec-fetch-site": "cross-site"}
    )
    assert elsewhere.status_code == 403


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<svg/onload=alert(1)>",
        "[x](javascript:alert(1))",
        "</textarea><script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "<style>*{display:none}</style>",
        "\u202egnp.exe",
    ],
)
def test_nothing_that_is_typed_runs_anywhere(article: str, text: str) -> None:
    ada, moderator = browser(), signed_in("mod2@example.org", "moderator")
    sent = write(ada, article, f"{text} {secrets.token_hex(4)}")
    number = number_of(sent)
    send(moderator, f"/moderate/{number}", {"what": "publish"}, f"/moderate/{number}")
    for page in (
        *(ada.get(article), ada.get("/discussion/mine"), ada.get(f"/discussion/{number}")),
        *(moderator.get("/moderate"), moderator.get(f"/moderate/{number}"), moderator.get("/moderate/log")),
        browser().get(f"{article}.atom"),
    ):
        assert page.status_code == 200
        for drawn in (
            (page.text, *ElementTree.fromstring(page.text).itertext()) if ".atom" in str(page.url) else (page.text,)
        ):
            tags = document(SimpleNamespace(text=drawn.split("<main")[-1])).tags
            assert not {"script", "img", "style", "iframe"} & {name for name, _ in tags}
            assert not [given for _, given in tags if any(name.startswith("on") for name in given)]
            assert not [given for _, given in tags if "javascript:" in given.get("href", "")]
        assert "\u202e" not in page.text


def test_a_refusal_tells_its_reason_and_takes_an_appeal(article: str) -> None:
    ada, moderator = browser(), signed_in("mod3@example.org", "moderator")
    number = number_of(write(ada, article, f"Buy my pillow {secrets.token_hex(4)}"))
    decide = f"/moderate/{number}"
    assert "needs a reason" in send(moderator, decide, {"what": "refuse", "reason": ""}, decide).text
    send(moderator, decide, {"what": "refuse", "usual": "It advertises something."}, decide)
    own = f"/discussion/{number}"
    assert "It advertises something." in ada.get(own).text
    send(ada, own, {"what": "appeal", "words": "It is my grandmother's."}, own)
    assert "It is my grandmother’s." in moderator.get("/moderate").text.replace("&#39;", "’")
    page = moderator.get(decide).text
    decision = re.findall(r'name="decision" value="(\d+)"', page)
    assert not decision  # the appeal came after the refusal
    send(moderator, decide, {"what": "publish"}, decide)
    decision = re.findall(r'name="decision" value="(\d+)"', moderator.get(decide).text)
    undone = send(moderator, decide, {"what": "undo", "decision": decision[0]}, decide)
    assert "undone later" in undone.text


def test_a_writer_corrects_and_takes_back(article: str) -> None:
    ada = browser()
    number = number_of(write(ada, article, "First words"))
    own = f"/discussion/{number}"
    assert "Second words" in send(ada, own, {"what": "edit", "text": "Second words"}, own).text
    lost = send(ada, own, {"what": "edit", "text": "y" * 7_000}, own)
    assert (lost.status_code, "y" * 7_000 in lost.text) == (422, True)
    assert browser().get(own).status_code == 404
    assert send(ada, own, {"what": "withdraw"}, own).url.path == "/discussion/mine"
    assert ada.get(own).status_code == 404


def test_a_reader_reports(article: str) -> None:
    moderator = signed_in("mod4@example.org", "moderator")
    number = number_of(write(browser(), article, f"Fine words {secrets.token_hex(4)}"))
    report = f"/discussion/{number}/report"
    assert browser().get(report).status_code == 404
    send(moderator, f"/moderate/{number}", {"what": "publish"}, f"/moderate/{number}")
    reader = browser()
    assert send(reader, report, {"words": ""}, report).status_code == 422
    assert "A moderator looks at it" in send(reader, report, {"words": "It is rude"}, report).text
    assert "It is rude" in moderator.get("/moderate").text


@pytest.mark.parametrize("path", ["/moderate", "/moderate/log", "/moderate/1"])
def test_only_moderators_moderate(path: str) -> None:
    for client in (browser(), signed_in("nobody@example.org"), signed_in("editor@example.org", "editor")):
        assert client.get(path).status_code == 404


def test_an_answer_names_whom_it_answers(article: str) -> None:
    moderator = signed_in("mod5@example.org", "moderator")
    ada, bob = browser(), browser()
    name = f"Ada {''.join(secrets.choice('bdfghjk') for _ in range(12))}"
    first = number_of(write(ada, article, f"A question {secrets.token_hex(4)}", name))
    send(moderator, f"/moderate/{first}", {"what": "publish"}, f"/moderate/{first}")
    page = bob.get(f"{article}?answer={first}")
    assert f"@{name} " in page.text
    second = number_of(write(bob, f"{article}?answer={first}", f"@{name} an answer", answers=str(first)))
    send(moderator, f"/moderate/{second}", {"what": "publish"}, f"/moderate/{second}")
    assert f'<span class="quiet">to {name}</span>' in bob.get(article).text


@pytest.mark.parametrize("path", ["/articles/none/discussion", "/articles/none/discussion.atom", "/discussion/999999"])
def test_what_is_not_there_is_said_so(path: str) -> None:
    assert browser().get(path).status_code == 404


@pytest.mark.parametrize("answer", ["x", "-1", "9" * 30, "²"])
def test_odd_numbers_do_not_matter(article: str, answer: str) -> None:
    assert browser().get(f"{article}?answer={answer}").status_code == 200


def test_erasing_takes_the_comments_along(article: str) -> None:
    ada, moderator = browser(), signed_in("mod6@example.org", "moderator")
    words = f"Gone words {secrets.token_hex(4)}"
    number = number_of(write(ada, article, words))
    send(moderator, f"/moderate/{number}", {"what": "publish"}, f"/moderate/{number}")
    assert words in browser().get(article).text
    send(ada, "/erase", {"then": "leave"})
    assert words not in browser().get(article).text
