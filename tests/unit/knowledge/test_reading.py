"""Files become records, or every misfit is told: the file, the field, how to mend it."""

from __future__ import annotations

from pathlib import Path

import pytest

from lumbago.errors import KnowledgeError, Problem
from lumbago.knowledge.files import Records, contents
from lumbago.knowledge.misfits import misfits
from lumbago.knowledge.reading import read
from tests.unit.knowledge.small_base import FILES, small_base, with_text

RULE = "red_flags/rf_nerves.toml"
NERVES = "conditions/squeezed_nerves.toml"
FINDINGS = "findings/neurological.toml"


def told(files: dict[str, bytes]) -> tuple[Problem, ...]:
    with pytest.raises(KnowledgeError) as error:
        read(files)
    return error.value.problems


MISFITS = [  # file, what it says, what is put instead, field, what is said, how to mend it
    (RULE, "suspects =", "suspect =", "suspect", "unknown field `suspect`.", "Did you mean suspects?"),
    (RULE, 'urgency = "emergency"\n', "", "", "missing required field `urgency`.", "Add it."),
    (RULE, '"emergency"', '"urgent"', "urgency", "Invalid enum value 'urgent'.", "Choose from soon, same_day, emergen"),
    (RULE, '["squeezed_nerves"]', '"squeezed_nerves"', "suspects", "Expected `array`, got `str`.", "See its shape"),
    (RULE, '["squeezed_nerves"]', '["a", 2]', "suspects[1]", "Expected `str`, got `int`.", "See its shape"),
    (RULE, ', do = "Go now."', "", "person", "missing required field `do`.", "Add it."),
    (RULE, 'do = "Go now."', "do = 1", "person.do", "Expected `str`, got `int`.", "See its shape"),
    (
        NERVES,
        "high = 0.7",
        'high = "0.7"',
        "likelihood[lk1].sensitivity.high",
        "Expected `float | null`, got `str`.",
        "",
    ),
    (NERVES, "low = 0.001", "lo = 0.001", "base_rate.primary_care.lo", "unknown field `lo`.", "Did you mean low?"),
    (NERVES, 'use = "full"', 'use = "ful"', "likelihood[lk1].use", "Invalid enum value 'ful'.", "Choose from full, f"),
    (
        FINDINGS,
        'kind = "choice"',
        'kind = "choise"',
        "sex.kind",
        "Invalid enum value 'choise'.",
        "Choose from yes_no, ",
    ),
    ("model/harm_classes.toml", "emergency =", "urgent =", "hours.levels.urgent", "Invalid enum value 'urgent'.", ""),
    ("model/ranking.toml", "= 60", '= "60"', "max_single_lr", "Expected `float`, got `str`.", "See its shape"),
    ("sources/cohorts.toml", "year = 2020", 'year = "2020"', "study2020.year", "Expected `int | null`, got `str`.", ""),
    (
        "interview/topics.toml",
        '"form"',
        '"page"',
        "first.kind",
        "Invalid enum value 'page'.",
        "Choose from form, any_of",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "field", "what", "mend"), MISFITS)
def test_a_misfit_is_told_with_its_field(file: str, old: str, new: str, field: str, what: str, mend: str) -> None:
    problems = told(with_text(file, old, new))
    assert (file, field, what) in [(p.file, p.path, p.message) for p in problems]
    assert any(p.mend.startswith(mend) for p in problems)


def test_all_misfits_of_a_record_are_told_at_once() -> None:
    rule = FILES[RULE].replace('"emergency"', '"urgent"').replace("suspects", "suspect").replace('"Go now."', "3")
    assert [p.path for p in told(small_base(**{RULE: rule}))] == ["suspect", "urgency", "", "person.do"]


def test_all_files_are_read_before_anything_is_told() -> None:
    files = with_text(RULE, '"emergency"', '"urgent"') | {"model/ranking.toml": b"a = \n", NERVES: b"\xff"}
    assert {p.file for p in told(files)} == {RULE, "model/ranking.toml", NERVES}


def test_a_file_that_is_not_toml_is_told_once() -> None:
    (problem,) = told(with_text(FINDINGS, "kind =", "kind"))
    assert problem.file == FINDINGS
    assert problem.message.startswith("this is not TOML: Expected '=' after a key in a key/value pair (at line 3")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("notes.toml", "no kind of record lives here."),
        ("red_flags/spine/rf_x.toml", "no kind of record lives here."),
        ("model/rankings.toml", "no kind of record lives here."),
    ],
)
def test_no_file_is_passed_over(path: str, said: str) -> None:
    (problem,) = told({**small_base(), path: b"note = 1\n"})
    assert (problem.file, problem.message) == (path, said)


def test_a_part_of_the_model_cannot_be_left_out() -> None:
    files = small_base()
    del files["model/ranking.toml"]
    (problem,) = told(files)
    assert (problem.file, problem.message) == ("model/ranking.toml", "this file is missing.")


def test_a_name_stands_in_one_file() -> None:
    again = "[weakness]\n" + FILES[FINDINGS].partition("[weakness]\n")[2]
    (problem,) = told({**small_base(), "findings/skin.toml": again.encode()})
    assert (problem.file, problem.path) == ("findings/skin.toml", "weakness")
    assert problem.message == "weakness stands in findings/neurological.toml too."


def test_where_a_record_stands_is_kept() -> None:
    records: Records = read(small_base())
    assert records.file_of["sources/study2020"] == "sources/cohorts.toml"
    assert records.systems == {"neurological": ("age", "sex", "old", "female", "numbness", "weakness")}


def test_what_fits_has_no_misfits() -> None:
    assert list(misfits({"a": [1.0]}, dict[str, list[float]])) == []
    assert list(misfits(None, int | None)) == []


def test_a_place_that_is_not_there_holds_no_knowledge_base(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="there is no knowledge base here"):
        contents(tmp_path / "nowhere")
