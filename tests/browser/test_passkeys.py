"""Passkeys in a real browser, with an authenticator that the browser itself plays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.person import PHONE, REFUSED, press, start, visit
from tests.browser.serving import serving

OpenPage = Callable[..., Page]
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def named_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve under a name: a passkey cannot be bound to a number."""
    database = tmp_path_factory.mktemp("passkeys") / "visits.sqlite"
    with serving(host="localhost", LUMBAGO_DATABASE_URL=f"sqlite:///{database}") as address:
        yield address


@pytest.fixture
def device(chromium: Browser, named_address: str) -> Iterator[Page]:
    """Open a browser whose device can make passkeys."""
    context = chromium.new_context(base_url=named_address, viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    yield page
    context.close()
    assert not [complaint for complaint in complaints if not REFUSED.search(complaint)]


def test_a_passkey_makes_an_account_and_opens_it_again(device: Page) -> None:
    start(device)
    visit(device)
    device.goto("/sign-in")
    press(device, "link", "Make a passkey, and with it an account")
    press(device, "button", "Make the passkey")
    assert device.url.endswith("/account")
    press(device, "button", "Sign out")
    device.goto("/result")
    assert "no answers from this browser" in device.get_by_role("heading", level=1).inner_text()
    device.goto("/sign-in")
    press(device, "button", "Use my passkey")
    assert device.url.endswith("/account")
    device.goto("/result")
    assert device.get_by_role("heading", level=1).inner_text() == "You can look after this at home"


def test_a_passkey_that_was_forgotten_here_opens_nothing(device: Page) -> None:
    device.goto("/sign-in/new-passkey")
    press(device, "button", "Make the passkey")
    press(device, "button", "Forget")
    assert "only way into your account" in device.get_by_role("heading", level=1).inner_text()
    device.goto("/account")
    press(device, "button", "Erase everything")
    device.goto("/sign-in")
    press(device, "button", "Use my passkey")
    assert device.get_by_role("heading", level=1).inner_text() == "The passkey could not be used"


def test_whoever_says_no_to_their_device_stays_where_they_are(device: Page, tmp_path: Path) -> None:
    session = device.context.new_cdp_session(device)
    device.goto("/sign-in")
    session.send("WebAuthn.enable")
    device.get_by_role("button", name="Use my passkey").click()  # this device has none
    device.get_by_text("Your device did not do it.").wait_for()
    assert device.url.endswith("/sign-in")


def test_without_script_there_is_no_button_that_does_nothing(chromium: Browser, named_address: str) -> None:
    context = chromium.new_context(base_url=named_address, java_script_enabled=False)
    page = context.new_page()
    for path in ("/sign-in", "/sign-in/new-passkey"):
        page.goto(path)
        assert not page.get_by_role("button", name="passkey").is_visible()
    context.close()
