"""The figures of accuracy that pages tell are those of docs/reference/accuracy.md: nobody types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.accuracy.told import PACKAGED, told


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs" / "reference" / "accuracy.md").read_text("utf-8")


def test_the_packaged_figures_are_those_of_the_page(page: str) -> None:
    assert json.loads(PACKAGED.read_text("utf-8")) == told(page)


def test_a_figure_that_changes_on_the_page_changes_what_is_told(page: str) -> None:
    assert told(page.replace("| right cause first | ", "| right cause first | 1")) != told(page)
    with pytest.raises(ValueError, match="nothing like"):
        told(page.replace("right cause first", "cause"))
