"""`lumbago knowledge` as people run it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from lumbago.knowledge import load
from lumbago.knowledge.files import PACKAGED
from tests.integration.command import lumbago

ANEURYSM = {"id": "old", "answers": {"age": 70, "pulsatile_abdominal_mass": "yes", "flank_pain": "yes"}}
WELL = {"id": "well", "answers": {"age": 30}}


@pytest.fixture
def another(tmp_path: Path) -> Path:
    """A copy of the packaged knowledge base, to change."""
    return Path(shutil.copytree(PACKAGED, tmp_path / "another"))


def changed(folder: Path, file: str, before: str, after: str) -> None:
    text = (folder / file).read_text()
    assert before in text
    (folder / file).write_text(text.replace(before, after))


def test_check_counts_what_holds_together() -> None:
    done = lumbago("knowledge", "check")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{load().edition}: {len(load().rules)} rules, {len(load().conditions)} conditions")


def test_show_prints_a_record_with_its_sources() -> None:
    done = lumbago("knowledge", "show", "rf_aaa")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("rf_aaa")
    assert all(source in done.stdout for source in load().rules["rf_aaa"].record.sources)


def test_show_names_the_nearest_ids() -> None:
    done = lumbago("knowledge", "show", "rf_aa")
    assert (done.returncode, done.stdout) == (2, "")
    assert "rf_aaa" in done.stderr


def test_stale_counts_what_nobody_has_confirmed() -> None:
    done = lumbago("knowledge", "stale")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{len(load().rules)}  rules in draft" in done.stdout


def test_the_same_records_have_no_difference(another: Path) -> None:
    done = lumbago("knowledge", "diff", "packaged", str(another))
    assert (done.returncode, done.stdout, done.stderr) == (0, "The records are the same.\n", "")


def test_diff_names_what_changed_and_whose_answer(another: Path) -> None:
    changed(another, "red_flags/rf_aaa.toml", 'urgency = "emergency"', 'urgency = "same_day"')
    cases = another.parent / "cases.jsonl"
    cases.write_text(f"{json.dumps(ANEURYSM)}\n{json.dumps(WELL)}\n")
    done = lumbago("knowledge", "diff", "packaged", str(another), "--cases", str(cases))
    assert (done.returncode, done.stderr) == (0, "")
    assert "~ red_flags/rf_aaa.toml urgency: emergency -> same_day\n" in done.stdout
    assert "old: urgency emergency -> same_day" in done.stdout
    assert done.stdout.endswith("1 of 2 cases change their answer.\n")


def test_diff_takes_cases_that_only_one_edition_understands(another: Path) -> None:
    table = '\n[new_sign]\nkind = "yes_no"\nassessed_by = "self"\nlabel = "a new sign"\nquestion = "A new sign?"\n'
    path = another / "findings" / "skin.toml"
    path.write_text(path.read_text() + table + 'why = "It is new."\n')
    changed(another, "red_flags/rf_aaa.toml", "when = '''\n", "when = '''\nnew_sign or ")
    cases = another.parent / "cases.json"
    cases.write_text(json.dumps({"id": "x", "answers": {"new_sign": "yes", "age": 30}}))
    done = lumbago("knowledge", "diff", "packaged", str(another), "--cases", str(cases))
    assert (done.returncode, done.stderr) == (0, "")
    assert "+ findings/skin.toml new_sign" in done.stdout
    assert "x: urgency self_care -> emergency" in done.stdout


def test_diff_refuses_bad_cases(another: Path) -> None:
    cases = another.parent / "cases.json"
    cases.write_text(json.dumps({"answers": {"age": 999}}))
    done = lumbago("knowledge", "diff", "packaged", str(another), "--cases", str(cases))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"{cases}:1 answers.age: 999 is outside")


BROKEN = [  # a file, what stands in it, what is put instead, and what the problem names
    ("red_flags/rf_aaa.toml", 'urgency = "emergency"', 'urgency = "yesterday"', ["red_flags/rf_aaa.toml", "urgency"]),
    ("red_flags/rf_aaa.toml", 'suspects = ["ruptured_aaa"]', 'suspects = ["ruptured"]', ["rf_aaa.toml", "suspects"]),
    ("red_flags/rf_aaa.toml", "pulsatile_abdominal_mass", "pulsatile_mass", ["rf_aaa.toml", "pulsatile_mass"]),
    ("conditions/tetanus.toml", "name = ", "nam = ", ["conditions/tetanus.toml", "nam"]),
    ("conditions/tetanus.toml", "name = ", "= ", ["conditions/tetanus.toml", "this is not TOML"]),
]


@pytest.mark.parametrize(("file", "before", "after", "named"), BROKEN)
def test_a_broken_record_is_named_and_nothing_runs(
    another: Path, file: str, before: str, after: str, named: list[str]
) -> None:
    changed(another, file, before, after)
    cases = another.parent / "cases.json"
    cases.write_text(json.dumps(WELL))
    done = lumbago("knowledge", "diff", "packaged", str(another), "--cases", str(cases))
    assert (done.returncode, done.stdout) == (2, "")
    assert all(name in done.stderr for name in named)
    assert "Traceback" not in done.stderr


def test_a_folder_without_records_is_refused(tmp_path: Path) -> None:
    done = lumbago("knowledge", "diff", "packaged", str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"{tmp_path}: there is no knowledge base here.")
