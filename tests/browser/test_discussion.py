"""A comment on its whole way: written, moderated, published, and told of in a letter that really arrives."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page

from lumbago.actions import give_role, open_database
from tests.browser.person import PHONE, press
from tests.browser.serving import serving
from tests.browser.test_accessibility import checked
from tests.post_office import PostOffice, post_office


class Place(NamedTuple):
    """A server with its post office, its database, and the environment its commands run in."""

    address: str
    office: PostOffice
    environment: dict[str, str]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with post_office() as (office, port):
        given = {
            "LUMBAGO_DATABASE_URL": f"sqlite:///{tmp_path / 'talk.db'}",
            "LUMBAGO_SMTP_URL": f"smtp://127.0.0.1:{port}",
            "LUMBAGO_MAIL_FROM": "Lumbago <lumbago@example.org>",
            "LUMBAGO_EMERGENCY_NUMBER": "112",
        }
        with serving(**given) as address:
            yield Place(address, office, {**os.environ, **given, "LUMBAGO_ADDRESS": address})


def visitor(chromium: Browser, place: Place) -> Page:
    return chromium.new_context(base_url=place.address, viewport=PHONE, bypass_csp=True).new_page()  # type: ignore[arg-type]


def link_in(place: Place, pattern: str) -> str:
    body = place.office.letters[-1].get_body(("plain",))
    assert body is not None
    found = re.search(rf"{re.escape(place.address)}({pattern}[^\s]+)", body.get_content())
    assert found, body.get_content()
    return found[1]


def write(page: Page, under: str, name: str, words: str) -> None:
    page.goto(under)
    page.get_by_label("The name you write under").fill(name)
    page.get_by_label("Your comment").fill(words)
    press(page, "button", "Send to the moderators")


def moderator(chromium: Browser, place: Place) -> Page:
    page = visitor(chromium, place)
    page.goto("/sign-in")
    page.get_by_label("Your e-mail address").fill("mo@example.org")
    press(page, "button", "Send me a link")
    page.goto(link_in(place, "/sign-in/"))
    with page.expect_navigation():
        page.locator("main button").first.click()
    assert page.url.endswith("/account")
    database = open_database(place.environment["LUMBAGO_DATABASE_URL"])
    give_role(database, "mo@example.org", "moderator")
    database.dispose()
    return page


def publish_first(page: Page, axe: str) -> None:
    page.goto("/moderate")
    checked(page, axe)
    with page.expect_navigation():
        page.get_by_role("link", name="Read and decide").first.click()
    checked(page, axe)
    press(page, "button", "Publish")


def subscribe(page: Page, other_device: Page, place: Place, axe: str) -> None:
    page.goto("/digest")
    checked(page, axe)
    page.get_by_label("Your e-mail address").fill("ada@example.org")
    page.get_by_label("Every day on which there is something").check()
    assert page.get_by_label("Tell me when somebody answers Ada").is_checked()
    press(page, "button", "Send me the link")
    other_device.goto(link_in(place, "/digest/confirm/"))
    checked(other_device, axe)
    press(other_device, "button", "Yes, send me the digest")
    assert "You get the daily digest" in other_device.inner_text("h1")


def answer_with_danger(page: Page, under: str, axe: str) -> None:
    page.goto(under)
    assert page.locator(".comment strong", has_text="Does it help you?").count() == 1
    press(page, "link", "Answer Ada")
    assert page.get_by_label("Your comment").input_value() == "@Ada "
    page.get_by_label("The name you write under").fill("Bob")
    page.get_by_label("Your comment").fill("@Ada it did, and I cannot feel my groin since last night")
    press(page, "button", "Send to the moderators")
    assert "The nerves to your bladder may be squeezed" in page.locator(".warned").first.inner_text()
    assert page.get_by_role("link", name="Call 112").count() >= 1
    checked(page, axe)


def send_digest(place: Place) -> None:
    command = [sys.executable, "-m", "lumbago.cli", "send-digest"]
    subprocess.run(command, env=place.environment, check=True, timeout=60, capture_output=True)


def read_and_end(page: Page, place: Place, axe: str) -> None:
    letter = place.office.letters[-1]
    assert letter["Subject"] == "Lumbago: 1 answer to you"
    html = letter.get_body(("html",))
    assert html is not None
    page.set_content(html.get_content())
    assert "@Ada it did" in page.inner_text("main")
    checked(page, axe)
    page.goto(link_in(place, "/digest/settings/"))
    checked(page, axe)
    press(page, "link", "End the digest")
    press(page, "button", "End it")
    assert "The digest is ended" in page.inner_text("h1")
    checked(page, axe)


def test_from_writing_to_the_letter(chromium: Browser, place: Place, axe: str) -> None:
    ada, bob, other_device = (visitor(chromium, place) for _ in range(3))
    mo = moderator(chromium, place)
    ada.goto("/articles")
    with ada.expect_navigation():
        ada.get_by_role("main").get_by_role("link", name="Cold, heat, rest and support").first.click()
    under = f"{ada.url.removeprefix(place.address)}/discussion"
    press(ada, "link", "Read and write comments")
    checked(ada, axe)
    write(ada, under, "Ada", "Warmth helped me. **Does it help you?**")
    assert "A moderator reads it now" in ada.inner_text("h1")
    checked(ada, axe)
    publish_first(mo, axe)
    subscribe(ada, other_device, place, axe)
    answer_with_danger(bob, under, axe)
    mo.goto("/moderate")
    assert "Emergency: now" in mo.locator(".waiting").first.inner_text()
    publish_first(mo, axe)
    before = len(place.office.letters)
    send_digest(place)
    send_digest(place)
    assert len(place.office.letters) == before + 1
    read_and_end(other_device, place, axe)
