"""A sign-off names edition, person, registration and date; it counts for its own edition and for no other."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lumbago.errors import InputError
from lumbago.knowledge import load
from lumbago.knowledge.sign_off import DRAFT, SignOff, standing
from lumbago.knowledge.sign_off_file import installed_sign_offs, read_sign_offs

SIGNED = """
[[sign_off]]
edition = "ed-1"
person = "Dr Nobody Invented"
registration = "Register of Nowhere 0"
date = 2026-03-03
"""
NOBODY = SignOff("ed-1", "Dr Nobody Invented", "Register of Nowhere 0", date(2026, 3, 3))


def written(text: str, folder: Path) -> Path:
    file = folder / "sign_off.toml"
    file.write_text(text)
    return file


def test_a_sign_off_is_read_and_told(tmp_path: Path) -> None:
    read = installed_sign_offs({"LUMBAGO_SIGN_OFF": str(written(SIGNED, tmp_path))})
    assert read == {"ed-1": NOBODY}
    assert standing(read["ed-1"]) == "signed off by Dr Nobody Invented (Register of Nowhere 0) on 3 March 2026"


def test_without_one_an_edition_is_a_draft() -> None:
    assert installed_sign_offs({}) == {}
    assert standing(None) == DRAFT
    assert load().sign_off is None


def test_it_counts_for_its_own_edition_alone() -> None:
    knowledge = load()
    assert knowledge.signed_off({"ed-1": NOBODY}) is knowledge
    signed = knowledge.signed_off({knowledge.edition: NOBODY})
    assert signed.sign_off == NOBODY
    assert signed.edition == knowledge.edition


@pytest.mark.parametrize(
    ("text", "where", "message"),
    [
        (SIGNED.replace("date = 2026-03-03", ""), "sign_off[0]", "missing required field `date`"),
        (SIGNED.replace("2026-03-03", '"soon"'), "sign_off[0].date", "Invalid RFC3339"),
        (SIGNED + "stars = 5\n", "sign_off[0]", "`stars`"),
        (SIGNED.replace("Dr Nobody Invented", " "), "sign_off[0].person", "is empty"),
        (SIGNED + SIGNED, "sign_off[1].edition", "is signed off twice"),
        ("", "", "missing required field `sign_off`"),
        ("[[", "", "is no TOML"),
    ],
)
def test_what_is_no_sign_off_is_refused(text: str, where: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        read_sign_offs(written(text, tmp_path))
    problem = refused.value.problems[0]
    assert message in problem.message
    assert problem.path.startswith(where)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_sign_offs(tmp_path / "none.toml")
