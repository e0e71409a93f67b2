"""`lumbago check-article` as an editor runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.integration.command import lumbago

DRAFT = "# Backs\n\nPut ice on it: ice packs reduce the swelling in your back.\n\nOur garden is open on Sunday.\n"


@pytest.fixture
def draft(tmp_path: Path) -> str:
    path = tmp_path / "draft.md"
    path.write_text(DRAFT)
    return str(path)


def test_a_sentence_gets_its_line_verdict_reason_and_source(draft: str) -> None:
    done = lumbago("check-article", draft)
    assert (done.returncode, done.stderr) == (0, "")
    for said in ("3: ", "Against the evidence.", "Right is: ", "Why: ", "Claim: ice_takes_down_swelling", "French SD."):
        assert said in done.stdout
    assert done.stdout.endswith("1 of 3 sentences speak of a claim: 1 against the evidence.\n")


def test_machines_get_the_same(draft: str) -> None:
    told = json.loads(lumbago("check-article", draft, "--json").stdout)
    (checked,) = told["checked"]
    assert (checked["line"], checked["standing"], checked["claim"]) == (3, "disagrees", "ice_takes_down_swelling")
    assert checked["sources"]["french2006"].startswith("French SD.")
    assert told["sentences"] == 3
    assert told["edition"].startswith("ed-")


def test_a_text_that_speaks_of_nothing(tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text("Our garden is open on Sunday.")
    assert lumbago("check-article", str(tmp_path / "draft.txt")).stdout == "0 of 1 sentences speak of a claim.\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "there is nothing in it."),
        (b"\n \n", "there is nothing in it."),
        (b"caf\xe9", "this is not UTF-8: there is a byte 0xe9."),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "draft.md").write_bytes(content)
    done = lumbago("check-article", str(tmp_path / "draft.md"))
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    done = lumbago("check-article", str(tmp_path / "none.md"))
    assert done.returncode == 2
    assert "there is no such file." in done.stderr


def test_a_long_text_with_strange_signs_is_read(tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text("\u202eBed rest heals the back.\u0000 <b>" * 2000 + "[" * 5000)
    assert lumbago("check-article", str(tmp_path / "draft.md")).returncode == 0
