"""An installed sign-off is named wherever a result says what it rests on; without one it says that it is a draft."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lumbago.knowledge import load
from lumbago.knowledge.sign_off import DRAFT
from lumbago.web.settings import read_settings
from tests.integration.command import lumbago
from tests.web_pages import browser, visit

ORDINARY = {"age": "45", "duration_days": "2", "pain_intensity": "6", "pain_on_movement": "yes"}
CASE = json.dumps({"id": "a", "answers": {"age": 40}})
NAMED = "signed off by Dr Nobody Invented (Register of Nowhere 0) on 3 March 2026"


@pytest.fixture
def installed(tmp_path: Path) -> str:
    return written(tmp_path, load().edition)


def written(folder: Path, edition: str) -> str:
    file = folder / "sign_off.toml"
    rest = 'person = "Dr Nobody Invented"\nregistration = "Register of Nowhere 0"\ndate = 2026-03-03\n'
    file.write_text(f'[[sign_off]]\nedition = "{edition}"\n{rest}')
    return str(file)


def in_one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("command", [("assess", "-"), ("assess", "-", "--clinician"), ("medicines", "-")])
def test_a_report_names_whoever_signed(command: tuple[str, ...], installed: str) -> None:
    signed = in_one_line(lumbago(*command, given=CASE, LUMBAGO_SIGN_OFF=installed).stdout)
    draft = in_one_line(lumbago(*command, given=CASE).stdout)
    assert NAMED in signed
    assert DRAFT not in signed
    assert signed == draft.replace(DRAFT, NAMED)


def test_machines_are_told_too(installed: str) -> None:
    told = json.loads(lumbago("assess", "-", "--json", given=CASE, LUMBAGO_SIGN_OFF=installed).stdout)
    assert told["sign_off"] == "Dr Nobody Invented (Register of Nowhere 0), 2026-03-03"


def test_a_sign_off_of_another_edition_counts_for_nothing(tmp_path: Path) -> None:
    told = lumbago("assess", "-", given=CASE, LUMBAGO_SIGN_OFF=written(tmp_path, "ed-of-long-ago"))
    assert DRAFT in in_one_line(told.stdout)


def test_a_file_that_cannot_be_used_stops_it(tmp_path: Path) -> None:
    (tmp_path / "sign_off.toml").write_text("[[sign_off]]\n")
    told = lumbago("assess", "-", given=CASE, LUMBAGO_SIGN_OFF=str(tmp_path / "sign_off.toml"))
    assert (told.returncode, told.stdout) == (2, "")
    assert "sign_off[0]: missing required field `edition`. Add it. See docs/how-to/sign-off.md." in told.stderr


@pytest.mark.parametrize(
    "path",
    ["/", "/about", "/result", "/plan/on-paper", "/medicines", "/consultation", "/letter/emergency_department"],
)
def test_a_page_names_whoever_signed(path: str, installed: str) -> None:
    signed = browser(read_settings({"LUMBAGO_SIGN_OFF": installed}))
    draft = browser()
    for client in (signed, draft):
        visit(client, {**ORDINARY, "saddle_numbness": "yes"})
        assert client.get(path).status_code == 200, path
    assert NAMED in in_one_line(signed.get(path).text)
    assert DRAFT not in in_one_line(signed.get(path).text)
    assert NAMED not in in_one_line(draft.get(path).text)


def test_the_letter_names_them_on_paper(installed: str) -> None:
    client = browser(read_settings({"LUMBAGO_SIGN_OFF": installed}))
    visit(client, {**ORDINARY, "saddle_numbness": "yes"})
    assert b"signed off by Dr Nobody Invented" in client.get("/letter/emergency_department.pdf").content
