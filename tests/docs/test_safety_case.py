"""The safety case names tests that exist, for every control."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "safety-case.md").read_text("utf-8")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
HAZARDS = re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]


def test_the_hazards_are_numbered_without_gaps() -> None:
    assert [int(hazard.split(".")[0]) for hazard in HAZARDS] == list(range(1, len(HAZARDS) + 1))


@pytest.mark.parametrize("hazard", HAZARDS, ids=lambda hazard: hazard.splitlines()[0])
def test_a_hazard_says_how_bad_what_holds_and_what_is_left(hazard: str) -> None:
    assert re.search(r"^How bad: (grave|serious|slight)\b", hazard, re.MULTILINE)
    assert "\nWhat is left: " in hazard
    controls = [row for row in hazard.splitlines() if row.startswith("| ")][1:]
    assert controls
    assert not [row for row in controls if not NAMED.search(row)]


@pytest.mark.parametrize(("file", "test"), sorted(set(NAMED.findall(PAGE))))
def test_what_a_control_names_is_a_test(file: str, test: str) -> None:
    assert re.search(rf"^(?:async )?def {test}\(", (ROOT / file).read_text("utf-8"), re.MULTILINE)
