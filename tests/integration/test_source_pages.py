"""Every source has a page that says what rests on it, and whether it was read."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from lumbago.web.reference.source_page import by_kind, resting_on, source
from tests.people import knowledge
from tests.web_pages import browser, document

SOURCES = knowledge().sources


@pytest.fixture(scope="module")
def client() -> TestClient:
    return browser()


def test_every_source_has_a_page_and_stands_in_the_list(client: TestClient) -> None:
    kinds = {link["href"] for link in document(client.get("/sources")).all("a") if "/kinds/" in link["href"]}
    assert len(kinds) == len(by_kind(knowledge()))
    listed = {link["href"] for kind in kinds for link in document(client.get(kind)).all("a")}
    assert {f"/sources/{name}" for name in SOURCES} <= listed
    assert all(client.get(f"/sources/{name}").status_code == 200 for name in SOURCES)


def test_a_source_that_is_not_there(client: TestClient) -> None:
    assert client.get("/sources/nobody2020").status_code == 404


def test_a_source_is_found_by_what_is_remembered_of_it(client: TestClient) -> None:
    assert "/sources/french2006" in client.get("/sources?q=FRENCH+2006+cochrane").text
    assert "1 source with" in client.get("/sources?q=french+2006").text
    assert "No sources with “nothing says this”" in client.get("/sources?q=nothing+says+this").text
    assert "The first 50 are shown" in client.get("/sources?q=a").text


def test_a_kind_that_is_not_there(client: TestClient) -> None:
    assert client.get("/sources/kinds/rumours").status_code == 404


def test_what_rests_on_a_guideline() -> None:
    resting = resting_on("nice_ng59", knowledge())
    assert {"Treatments", "Rules on how urgent it is"} <= {group for group, _ in resting.groups}
    assert resting.read > 0
    assert resting.recalled > 0


def test_what_is_recalled_is_said_to_be(client: TestClient) -> None:
    recalled = next(name for name, record in SOURCES.items() if record.verified == "memory")
    read = next(name for name, record in SOURCES.items() if record.verified == "seen")
    assert "Not yet: it is named from memory" in client.get(f"/sources/{recalled}").text
    assert "Yes: we read" in client.get(f"/sources/{read}").text


def test_every_source_that_is_cited_has_something_resting_on_it() -> None:
    for name, record in SOURCES.items():
        if not record.uncited:
            assert resting_on(name, knowledge()).groups, name


def test_a_source_is_shown_by_its_number_never_by_where_a_copy_was_read(client: TestClient) -> None:
    for _, sources in by_kind(knowledge()):
        for one in sources:
            assert one.link == "" or one.link.startswith(("https://doi.org/10.", "https://pubmed.ncbi.nlm.nih.gov/"))
    with_doi = next(name for name, record in SOURCES.items() if record.doi)
    assert source(with_doi, SOURCES[with_doi]).link.endswith(SOURCES[with_doi].doi)
    assert not any(r.seen_at and r.seen_at in client.get(f"/sources/{n}").text for n, r in list(SOURCES.items())[:40])
