"""The digest through its pages: asking, confirming, changing, ending, and links that nobody was sent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from tests.post_office import PostOffice, handed_to, post_office
from tests.web_pages import IN_LONDON, browser, send


@pytest.fixture
def with_post() -> Iterator[tuple[TestClient, PostOffice]]:
    with post_office() as (office, port):
        yield browser(replace(IN_LONDON, mail=handed_to(port))), office


def confirmed(with_post: tuple[TestClient, PostOffice], email: str) -> str:
    """Ask and confirm; give the path of the settings."""
    client, office = with_post
    asked = send(client, "/digest", {"email": email, "rhythm": "weekly", "topics": ["sport"]}, "/digest")
    assert "Look in your post" in asked.text
    path = re.search(r"http://127\.0\.0\.1:8000(/digest/confirm/[^\s]+)", office.letters[-1].get_content())
    assert path
    assert "Yes, send me the digest" in client.get(path[1]).text
    stranger = TestClient(client.app, base_url=str(client.base_url))  # without any cookie, as on another device
    done = stranger.post(path[1], data={})
    assert "You get the weekly digest" in done.text
    found = re.search(r'href="(/digest/settings/[^"]+)"', done.text)
    assert found
    return found[1]


def test_one_press_in_a_mail_program_ends_it(with_post: tuple[TestClient, PostOffice]) -> None:
    client, _ = with_post
    settings = confirmed(with_post, "ada@example.org")
    stop = re.search(r'href="(/digest/stop/[^"]+)"', client.get(settings).text)
    assert stop
    assert "End the digest?" in client.get(stop[1]).text
    assert "It goes to" in client.get(settings).text  # looking at the link changed nothing
    program = TestClient(client.app, base_url=str(client.base_url))
    ways = ({"data": {"List-Unsubscribe": "One-Click"}}, {"files": {"List-Unsubscribe": (None, "One-Click")}}, {})
    for way in ways:
        done = program.post(stop[1], headers={"sec-fetch-site": "cross-site"}, **way)  # type: ignore[arg-type]
        assert done.status_code == 200
    assert "It is ended" in client.get(settings).text
    assert client.post(settings, data={"rhythm": "daily"}).status_code == 404
    assert "Your address is erased" in program.post(stop[1], data={"forget": "yes"}).text
    assert program.post(stop[1], data={}).status_code == 404


def test_what_one_gets_can_be_changed(with_post: tuple[TestClient, PostOffice]) -> None:
    client, _ = with_post
    settings = confirmed(with_post, "bob@example.org")
    saved = client.post(settings, data={"rhythm": "daily", "topics": ["sport", "first days", "<b>"]})
    assert "Saved." in saved.text
    for words in ('value="daily" checked', 'value="sport" checked', 'value="first days" checked'):
        assert words in saved.text
    assert "&lt;b&gt;" not in saved.text
    assert client.post(settings, data={"rhythm": "hourly"}).status_code == 422


@pytest.mark.parametrize("purpose", ["confirm", "settings", "stop"])
def test_a_link_that_was_never_made_does_nothing(with_post: tuple[TestClient, PostOffice], purpose: str) -> None:
    client, _ = with_post
    mine = confirmed(with_post, f"{purpose}@example.org").rpartition("/")[2]
    number, _, mark = mine.partition("-")
    forged = [
        f"{number}-{'0' * 64}",
        f"{int(number) + 1}-{mark}",
        f"{number}-{mark[:-1]}",
        f"{number}-{mark}0",
        f"-{mark}",
        f"{'9' * 30}-{mark}",
        "x",
        f"{number}-{mark}%00",
        *([mine] if purpose != "settings" else []),
    ]
    for link in forged:
        for answer in (client.get(f"/digest/{purpose}/{link}"), client.post(f"/digest/{purpose}/{link}", data={})):
            assert answer.status_code == 404, link


@pytest.mark.parametrize("email", ["", "ada", "a@b.example\r\nBcc: eve@example.org", "<script>@example.org", "x" * 300])
def test_an_address_that_is_none_is_refused_in_words(with_post: tuple[TestClient, PostOffice], email: str) -> None:
    client, office = with_post
    answer = send(client, "/digest", {"email": email, "rhythm": "weekly"}, "/digest")
    assert answer.status_code == 422
    assert "Enter an e-mail address" in answer.text
    assert "<script>@" not in answer.text
    assert not office.raw


def test_nobody_learns_who_gets_it(with_post: tuple[TestClient, PostOffice]) -> None:
    confirmed(with_post, "eve@example.org")
    client, _ = with_post
    pages = [
        send(client, "/digest", {"email": email, "rhythm": "weekly"}, "/digest").text.replace(email, "")
        for email in ("eve@example.org", "new@example.org")
    ]
    assert pages[0] == pages[1]


def test_without_a_mail_server_nothing_is_offered() -> None:
    client = browser()
    assert "This server sends no letters" in client.get("/digest").text
    assert send(client, "/digest", {"email": "ada@example.org", "rhythm": "daily"}, "/erase").status_code == 404
