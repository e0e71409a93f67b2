"""Every page with all that it loads, unpacked, is small: somebody lies on the floor with a phone and little signal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest
from starlette.testclient import TestClient

from lumbago.web.rendering import component_names
from tests.people import knowledge
from tests.web_pages import answer_page, browser, document, send, visit

LARGEST = 60_000
OF_A_VISIT = (
    *("/result", "/said", "/consultation", "/plan", "/plan/today", "/plan/this-week", "/plan/six-weeks"),
    *("/plan/longer", "/plan/afterwards", "/plan/looking-again", "/plan/old-advice", "/plan/on-paper"),
    *("/medicines", "/medicines/mine", "/today", "/history", "/experiment", "/share", "/erase"),
)
READING = (
    "/",
    "/articles",
    "/claims",
    "/sources",
    "/sources?q=a",
    "/about",
    "/about/evidence",
    "/privacy",
    "/disclosure",
)
TAKEN = "\n".join(name.replace("_", " ") for name in list(knowledge().formulary.medicines)[:12])

PEOPLE: Mapping[str, tuple[Mapping[str, str], str]] = {
    "ordinary": ({"age": "45", "duration_days": "2", "pain_intensity": "6", "pain_on_movement": "yes"}, "no"),
    "knows nothing": ({"age": "45"}, "unknown"),
    "knows not even the age": ({}, "unknown"),
    "old, on steroids, fell": ({"age": "72", "steroid_use": "yes", "minor_trauma": "yes"}, "no"),
}


def weight(client: TestClient, path: str) -> int:
    """Weigh a page with all that a browser loads with it."""
    response = client.get(path)
    page = document(response)
    loaded = {link["href"] for link in page.all("link") if link["rel"] in ("stylesheet", "icon")}
    loaded |= {given["src"] for tag in ("img", "script") for given in page.all(tag) if given.get("src")}
    return len(response.content) + sum(len(client.get(one).content) for one in loaded)


def too_large(client: TestClient, paths: Iterable[str]) -> dict[str, int]:
    return {path: bytes_ for path in paths if (bytes_ := weight(client, path)) >= LARGEST}


@pytest.mark.parametrize("who", PEOPLE)
def test_pages_of_a_visit(who: str) -> None:
    client = browser()
    asked = [page.url.path for page in visit(client, *PEOPLE[who])]
    send(client, "/medicines/mine", {"medicines": "list", "medicines_lines": TAKEN, "allergies": "unknown"})
    shown = client.get("/medicines")
    while (question := _next_question(shown)) and question not in asked:
        asked.append(question)
        shown = answer_page(client, client.get(question), {}, "yes")
    send(client, "/conclude", {})
    letters = {link["href"] for link in document(client.get("/consultation")).all("a") if "/letter/" in link["href"]}
    assert not too_large(client, [*asked, *OF_A_VISIT, *(one for one in letters if not one.endswith(".pdf"))])


def _next_question(response: object) -> str:
    links = (link.get("href", "") for link in document(response).all("a"))
    return next((one for one in links if one.startswith("/medicines/") and one != "/medicines/mine"), "")


def test_pages_to_read() -> None:
    client = browser()
    articles = [
        path for one in document(client.get("/articles")).all("a") if (path := one["href"]).startswith("/articles/")
    ]
    kinds = [path for one in document(client.get("/sources")).all("a") if (path := one["href"]).startswith("/sources/")]
    largest_first = sorted(knowledge().sources, key=lambda name: -len(client.get(f"/sources/{name}").content))[:3]
    assert articles
    assert kinds
    sources = [f"/sources/{name}" for name in largest_first]
    discussions = [f"{article}/discussion" for article in articles]
    assert not too_large(client, [*READING, *articles, *discussions, *kinds, *sources])


def test_pages_of_components() -> None:
    assert not too_large(browser(), [f"/components/{name}" for name in component_names()])


def test_a_page_that_loads_more_is_weighed_with_it() -> None:
    client = browser()
    assert weight(client, "/") > len(client.get("/").content) + 5_000
