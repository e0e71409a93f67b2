"""The pages of reference are made from the code, and leave nothing out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lumbago.web.access import ACCESS
from tests.docs import addresses, command_line

ROOT = Path(__file__).parents[2]
SETTING = re.compile(r"\bLUMBAGO_[A-Z]+(?:_[A-Z]+)*\b")


@pytest.mark.parametrize("made", [addresses, command_line], ids=["addresses", "command_line"])
def test_the_page_is_current(made: object) -> None:
    assert made.PAGE.read_text("utf-8") == made.page()  # type: ignore[attr-defined]


def test_every_argument_is_told() -> None:
    rows = re.findall(r"^\| `[^`]+` \| (.*) \|$", command_line.page(), re.MULTILINE)
    assert len(rows) > 30
    assert not [row for row in rows if len(row) < 8]


def test_every_address_is_listed_once() -> None:
    listed = re.findall(r"^- `(.+)`$", addresses.page(), re.MULTILINE)
    assert sorted(listed) == sorted(ACCESS)


def test_every_setting_is_told_to_operators() -> None:
    read = {name for file in (ROOT / "src").rglob("*.py") for name in SETTING.findall(file.read_text("utf-8"))}
    told = set(SETTING.findall((ROOT / "docs" / "how-to" / "operate.md").read_text("utf-8")))
    assert "LUMBAGO_DATABASE_URL" in read
    assert not read - told
