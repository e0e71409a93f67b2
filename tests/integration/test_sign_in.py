"""Signing in through the pages, the letter handed to a real mail server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from tests.post_office import PostOffice, handed_to, post_office
from tests.web_pages import IN_LONDON, browser, send, visit

ORDINARY = {"age": "45", "duration_days": "2", "pain_intensity": "6", "pain_on_movement": "yes"}


@pytest.fixture
def with_post() -> Iterator[tuple[TestClient, PostOffice]]:
    with post_office() as (office, port):
        yield browser(replace(IN_LONDON, mail=handed_to(port))), office


def link_in(office: PostOffice) -> str:
    text = office.letters[-1].get_content()
    found = re.search(r"http://127\.0\.0\.1:8000(/sign-in/[0-9a-f]{64})", text)
    assert found, text
    return found[1]


def test_a_link_signs_in_and_takes_the_visit_along(with_post: tuple[TestClient, PostOffice]) -> None:
    client, office = with_post
    visit(client, ORDINARY)
    told = send(client, "/sign-in/by-mail", {"email": "ada@example.org"}, "/sign-in")
    assert "Look in your post" in told.text
    before = client.cookies["lumbago"]
    link = link_in(office)
    assert "Sign in on this device?" in client.get(link).text
    signed = send(client, link, {}, link)
    assert signed.url.path == "/account"
    assert client.cookies["lumbago"] != before
    assert "You can look after this at home" in client.get("/result").text
    again = send(client, link, {}, link)
    assert again.status_code == 404
    assert "This link no longer works" in again.text


def test_another_device_sees_the_same_and_can_be_signed_out(with_post: tuple[TestClient, PostOffice]) -> None:
    phone, office = with_post
    visit(phone, ORDINARY)
    laptop = TestClient(phone.app, base_url=str(phone.base_url), follow_redirects=True)
    for device in (phone, laptop):
        send(device, "/sign-in/by-mail", {"email": "bo@example.org"}, "/sign-in")
        link = link_in(office)
        send(device, link, {}, link)
    assert "You can look after this at home" in laptop.get("/result").text
    theirs = re.findall(r'name="device" value="([0-9a-f]{64})"', phone.get("/account").text)
    assert len(theirs) == 2
    for name in theirs:
        send(laptop, "/account/devices", {"device": name}, "/account")
    assert phone.get("/account").status_code == 404


def test_erasing_the_account_leaves_nothing(with_post: tuple[TestClient, PostOffice]) -> None:
    client, office = with_post
    visit(client, ORDINARY)
    send(client, "/sign-in/by-mail", {"email": "eve@example.org"}, "/sign-in")
    link = link_in(office)
    send(client, link, {}, link)
    gone = send(client, "/account/erase", {}, "/account")
    assert gone.url.path == "/erased"
    assert not client.cookies


@pytest.mark.parametrize("email", ["", "ada", "ada@example", "a@b.c\nBcc: x@y.z", "a" * 300 + "@example.org"])
def test_what_is_no_address_is_said_at_the_field(with_post: tuple[TestClient, PostOffice], email: str) -> None:
    client, office = with_post
    page = send(client, "/sign-in/by-mail", {"email": email}, "/sign-in")
    assert page.status_code == 422
    assert "Enter an e-mail address" in page.text
    assert not office.letters


def test_a_letter_that_cannot_be_sent_is_owned_up_to() -> None:
    client = browser(replace(IN_LONDON, mail=handed_to(9)))
    page = send(client, "/sign-in/by-mail", {"email": "ada2@example.org"}, "/sign-in")
    assert page.status_code == 503
    assert "could not be sent" in page.text


def test_the_script_runs_on_the_pages_of_passkeys_and_nowhere_else() -> None:
    client = browser(replace(IN_LONDON, address="http://localhost:8000"))
    assert "script-src 'self'" in client.get("/sign-in").headers["content-security-policy"]
    assert "script-src" not in client.get("/").headers["content-security-policy"]
    assert "unsafe" not in client.get("/sign-in").headers["content-security-policy"]


def test_an_answer_that_fits_no_challenge_is_refused_in_words() -> None:
    client = browser(replace(IN_LONDON, address="http://localhost:8000"))
    for address in ("/sign-in/passkey", "/sign-in/new-passkey"):
        for credential in ("", "{}", "[]", '{"id": "AA"}', "x" * 9000):
            page = send(client, address, {"credential": credential}, "/sign-in")
            assert page.status_code == 403
            assert "The passkey could not be used" in page.text
