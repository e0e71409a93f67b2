"""What people type finds what they mean, on each kind of database; the index follows the edition."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from lumbago.actions import Database
from lumbago.actions.searching import find
from lumbago.community.search import BEGIN, END, Entry
from lumbago.storage.search import index_for_search, indexed_as, search
from tests.people import knowledge

MEANT = [
    ("my back locked up", "what-are-back-spasms"),
    ("can i take ibuprofen", "medicines-for-back-spasm"),
    ("Can I take Advil?", "medicines-for-back-spasm"),
    ("ibuprofin", "medicines-for-back-spasm"),
    ("muscle relaxants", "medicines-for-back-spasm"),
    ("how long", "how-long-it-lasts"),
    ("how long does it last", "how-long-it-lasts"),
    ("will it come back", "how-long-it-lasts"),
    ("ice or heat", "cold-heat-rest-and-support"),
    ("do belts work", "cold-heat-rest-and-support"),
    ("should i stay in bed", "cold-heat-rest-and-support"),
    ("do i need an MRI", "when-to-see-whom-and-scans"),
    ("when to see a doctor", "when-to-see-whom-and-scans"),
    ("golf", "spasm-in-sport"),
    ("weak abs", "do-weak-stomach-muscles-cause-spasms"),
    ("slipped disc", "living-with-stenosis-or-a-disc"),
    ("is it cancer", "is-it-dangerous"),
    ("stretching", "exercises-and-staying-active"),
    ("why does my back spasm", "what-causes-back-spasms"),
]
AMONG_FIRST = 3
ENTRIES = [
    Entry("/a", "article", "Heat", "warmth", "Heat eases the back a little, and moving is easier with it."),
    Entry("/b", "article", "Cold", "ice", "Nobody knows whether cold eases the back. It is not heat."),
    Entry("/c", "claim", "Belts help.", "", "They were no better than nothing."),
]


def test_what_people_type_finds_what_they_mean(database: Database) -> None:
    wrong = {}
    for typed, meant in MEANT:
        found = [hit.address for hit in find(database, knowledge(), typed).articles[:AMONG_FIRST]]
        if f"/articles/{meant}" not in found:
            wrong[typed] = found
    assert not wrong


def test_the_best_is_what_names_it_in_its_title(database: Database) -> None:
    index_for_search(database, "one", ENTRIES)
    assert [hit.address for hit in search(database, "article", ["heat"], 5)] == ["/a", "/b"]
    assert [hit.address for hit in search(database, "article", ["ices"], 5)] == ["/b"]
    assert [hit.address for hit in search(database, "claim", ["heat", "belt"], 5)] == ["/c"]
    assert len(search(database, "article", ["heat"], 1)) == 1


def test_a_snippet_marks_what_was_looked_for(database: Database) -> None:
    index_for_search(database, "one", ENTRIES)
    (hit, _) = search(database, "article", ["heat"], 5)
    assert f"{BEGIN}Heat{END} eases the back" in hit.snippet


@pytest.mark.parametrize(
    "term", ['"', "' OR 1=1 --", "heat*", "NEAR(", "a:b", "heat & !cold", "(", "\\", "the", "", "😀", "heat'"]
)
def test_no_sign_in_a_term_means_anything(database: Database, term: str) -> None:
    index_for_search(database, "one", ENTRIES)
    assert all(hit.address in ("/a", "/b", "/c") for hit in search(database, "article", [term], 5))


@pytest.mark.parametrize("typed", ["", "   ", '"', "\x00", "the of and", "zzzzzzzz", "😀" * 500])
def test_nothing_that_is_typed_breaks_it(database: Database, typed: str) -> None:
    assert not find(database, knowledge(), typed).articles


def test_the_index_is_made_anew_when_the_edition_is_another(database: Database) -> None:
    find(database, knowledge(), "heat")
    first = indexed_as(database)
    assert first.startswith(knowledge().edition)
    fewer = replace(knowledge(), edition="ed-000000000000", claims={}, articles={})
    assert not find(database, fewer, "heat").articles
    assert indexed_as(database) != first
    assert find(database, knowledge(), "heat").articles
    assert indexed_as(database) == first


def test_an_index_that_is_current_is_left_alone(database: Database) -> None:
    index_for_search(database, "one", ENTRIES)
    index_for_search(database, "one", [])
    assert search(database, "article", ["heat"], 5)
    index_for_search(database, "two", [])
    assert not search(database, "article", ["heat"], 5)
