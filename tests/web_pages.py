"""Visiting the pages as a browser does, in this process: a fresh application, its forms, what they hold."""

from __future__ import annotations

import atexit
import secrets
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any

from starlette.testclient import TestClient

from lumbago.actions import Database, give_role, make_sign_in_link, open_database
from lumbago.web.app import create_app
from lumbago.web.settings import Settings
from lumbago.web.stored_visits import StoredVisits
from lumbago.web.visits import Visits
from tests.people import knowledge

MORNING = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
IN_LONDON = Settings(time_zone="Europe/London")


@lru_cache(maxsize=1)
def database() -> Database:
    """Open one database for all tests of this process."""
    folder = tempfile.mkdtemp(prefix="lumbago-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    opened = open_database(f"sqlite:///{folder}/visits.db")
    atexit.register(opened.dispose)
    return opened


@dataclass
class Document(HTMLParser):
    """What a page holds: headings, links, and the fields of its forms."""

    text: str
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def all(self, tag: str) -> Iterator[dict[str, str]]:
        return (given for name, given in self.tags if name == tag)

    def value(self, name: str) -> str:
        """Give the value of a hidden field."""
        return next((i["value"] for i in self.all("input") if i.get("name") == name), "")


def new_key() -> str:
    return secrets.token_hex(32)


@dataclass
class Clock:
    """A clock that a test moves."""

    now: datetime = MORNING

    def __call__(self) -> datetime:
        return self.now


def browser(settings: Settings = IN_LONDON, kept: Visits | None = None, clock: Clock | None = None) -> TestClient:
    """Open a browser without script on a fresh application."""
    visits = kept or StoredVisits(database(), knowledge())
    app = create_app(settings, knowledge(), visits, database(), clock or Clock(), new_key)
    return TestClient(app, base_url=settings.address, follow_redirects=True)


def signed_in(email: str, *roles: str) -> TestClient:
    """Sign somebody in by a link, and give them roles."""
    client = browser()
    token = secrets.token_hex(32)
    assert make_sign_in_link(database(), email, token, MORNING)
    send(client, f"/sign-in/{token}", {}, f"/sign-in/{token}")
    for role in roles:
        give_role(database(), email, role)  # type: ignore[arg-type]
    return client


def document(response: Any) -> Document:
    return Document(response.text)


def send(client: TestClient, path: str, fields: Mapping[str, Any], shown_on: str = "/erase") -> Any:
    """Fill in a form: its token is taken from a page of this visitor."""
    page = document(client.get(shown_on))
    token = page.value("token") or document(client.get("/now")).value("token")
    return client.post(path, data={"token": token, **fields})


def answer_page(client: TestClient, response: Any, said: Mapping[str, str] | None = None, otherwise: str = "no") -> Any:
    """Answer one page of the interview: what was said, and no or "don't know" otherwise."""
    given = said or {}
    page = document(response)
    asked = page.value("asked").split()
    fields: dict[str, Any] = {"token": page.value("token"), "asked": " ".join(asked)}
    if any(i.get("name") == "has" for i in page.all("input")):
        fields["has"] = [f for f in asked if given.get(f) == "yes"] or ["none" if otherwise == "no" else "unknown"]
    else:
        fields |= {f: given.get(f, otherwise if _offers(page, f, otherwise) else "unknown") for f in asked}
        fields["sex_at_birth"] = given.get("sex_at_birth", "female")
    return client.post(response.url.path, data=fields)


def _offers(page: Document, name: str, value: str) -> bool:
    return any(i.get("name") == name and i.get("value") == value for i in page.all("input"))


def visit(client: TestClient, said: Mapping[str, str] | None = None, otherwise: str = "no") -> list[Any]:
    """Take a whole visit; give every page it showed, the result last."""
    pages = [send(client, "/start", {})]
    while pages[-1].url.path.startswith("/questions/"):
        pages.append(answer_page(client, pages[-1], said, otherwise))
        assert len(pages) < 60, pages[-1].url
    return pages
