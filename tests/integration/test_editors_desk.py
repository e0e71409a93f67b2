"""The editor's desk: for editors alone; how articles stand, and a draft read sentence by sentence."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from lumbago.community.articles import articles
from tests.people import knowledge
from tests.web_pages import browser, send, signed_in

DRAFT = """Stay in bed until the pain has gone.

Heat on the sore place eases a fresh back spasm a little, for a while.

The moon was full. <script>alert(1)</script>
"""


@pytest.fixture(scope="module")
def editor() -> TestClient:
    return signed_in("editor1@example.org", "editor")


@pytest.mark.parametrize("path", ["/desk", "/desk/draft"])
def test_only_editors_edit(path: str) -> None:
    assert browser().get(path).status_code == 404
    assert signed_in("reader1@example.org").get(path).status_code == 404
    assert signed_in("mod-only@example.org", "moderator").get(path).status_code == 404


def test_the_desk_says_how_every_article_stands(editor: TestClient) -> None:
    text = editor.get("/desk").text
    for article in articles(knowledge()).values():
        assert article.title in text
    assert text.count("of 4 marks") == len(articles(knowledge()))
    assert "No clinician has read it." in text
    assert "First published." in text
    assert "Records that wait for a second reader" in text


def test_a_draft_is_read_sentence_by_sentence(editor: TestClient) -> None:
    text = send(editor, "/desk/draft", {"draft": DRAFT}, shown_on="/desk/draft").text
    assert "Against the evidence" in text
    assert "Moving in small portions is slightly better" in text
    assert "Agrees with the evidence" in text
    assert 'href="/claims/heat_eases_pain"' in text
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text, "the draft is still there to be mended"


@pytest.mark.parametrize(
    ("draft", "said"), [("", "Paste a text first."), ("   ", "Paste a text first."), ("word " * 20_000, "too much")]
)
def test_what_cannot_be_read_is_said(editor: TestClient, draft: str, said: str) -> None:
    response = send(editor, "/desk/draft", {"draft": draft}, shown_on="/desk/draft")
    assert response.status_code == 422
    assert said in response.text


def test_a_form_that_is_not_ours_is_shown_again_and_not_read(editor: TestClient) -> None:
    response = editor.post("/desk/draft", data={"draft": DRAFT, "token": "wrong"})
    assert response.status_code == 422
    assert "Press the button once more" in response.text
    assert "Stay in bed until" in response.text
    assert "Against the evidence" not in response.text
