"""What the tutorials and explanations show is what happens."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted([*(DOCS / "tutorials").glob("*.md"), *(DOCS / "explanation").glob("*.md")])


def test_there_are_pages_to_run() -> None:
    assert {page.parent.name for page in PAGES} == {"tutorials", "explanation"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_block_of_the_page_gives_what_it_shows(page: Path) -> None:
    found = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert found.attempted > 5
    assert not found.failed
