"""Editions are named by their content, loaded from a folder or from one packed file, and compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from lumbago.errors import KnowledgeError
from lumbago.knowledge import load, pack, unpack
from lumbago.knowledge.archive import packed
from lumbago.knowledge.difference import differences
from lumbago.knowledge.files import PACKAGED, contents, edition_of
from tests.unit.knowledge.small_base import FILES, small_base, with_text, written

RULE = "red_flags/rf_nerves.toml"
NERVES = "conditions/squeezed_nerves.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written(tmp_path / "base", small_base())


@pytest.mark.parametrize("path", [RULE, "model/ranking.toml", "sources/cohorts.toml"])
def test_any_byte_makes_another_edition(path: str) -> None:
    files = small_base()
    assert edition_of({**files, path: files[path] + b"\n"}) != edition_of(files)


def test_a_file_that_moves_makes_another_edition() -> None:
    files = small_base()
    moved = {("red_flags/rf_other.toml" if path == RULE else path): content for path, content in files.items()}
    assert edition_of(moved) != edition_of(files)


def test_the_order_of_files_is_no_content() -> None:
    files = contents(PACKAGED)
    assert edition_of(dict(reversed(files.items()))) == edition_of(files)


def test_the_same_content_is_the_same_object_and_a_change_is_seen(folder: Path) -> None:
    first = load(folder)
    assert load(folder) is first
    (folder / RULE).write_bytes(with_text(RULE, '"emergency"', '"same_day"')[RULE])
    assert load(folder).rules["rf_nerves"].urgency == "same_day"
    assert load(folder).edition != first.edition


def test_the_packaged_edition_is_loaded_by_default() -> None:
    assert load() is load(PACKAGED)


def test_findings_stand_in_the_order_of_their_files(folder: Path) -> None:
    assert tuple(load(folder).vocabulary) == ("age", "sex", "old", "female", "numbness", "weakness")


def test_a_packed_edition_is_the_edition(folder: Path, tmp_path: Path) -> None:
    stored = tmp_path / f"{load(folder).edition}.edition"
    stored.write_bytes(pack(load(folder)))
    assert contents(stored) == contents(folder)
    assert load(stored) is load(folder)
    assert unpack(stored.read_bytes()).edition == load(folder).edition
    assert differences(stored, folder) == ()


def test_the_packaged_base_packs_small() -> None:
    assert len(pack(load())) < sum(map(len, contents(PACKAGED).values())) / 3


PACKED = pack(load())


@pytest.mark.parametrize("piece", [PACKED[:-10], b"", b"not packed", PACKED[:100] + b"\0" + PACKED[101:]])
def test_a_damaged_packed_edition_is_refused(piece: bytes, tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="this stored edition is damaged"):
        unpack(piece)
    (tmp_path / "stored").write_bytes(piece)
    with pytest.raises(KnowledgeError, match="stored: this stored edition is damaged"):
        load(tmp_path / "stored")


def test_an_old_edition_is_not_measured_by_todays_checks(tmp_path: Path) -> None:
    once_good = with_text("sources/cohorts.toml", 'uncited = "Background reading."', "")
    written(tmp_path / "old", once_good)
    stored = packed(once_good)
    assert unpack(stored).edition == edition_of(once_good)
    with pytest.raises(KnowledgeError, match="nothing cites this source"):
        load(tmp_path / "old")


CHANGES = [  # what the second edition says, and the differences told
    (RULE, 'urgency = "emergency"', 'urgency = "same_day"', [f"~ {RULE} urgency: emergency -> same_day"]),
    (RULE, 'do = "Go now."', 'do = "Go today."', [f"~ {RULE} person.do: Go now. -> Go today."]),
    (NERVES, "value = 0.6,", "value = 0.65,", [f"~ {NERVES} likelihood[lk1].sensitivity.value: 0.6 -> 0.65"]),
    (NERVES, 'id = "lk1"', 'id = "lk1"\nn = 30', [f"+ {NERVES} likelihood[lk1].n"]),
    (NERVES, 'entry = "age >= 16"\n', "", [f"- {NERVES} entry"]),
    (RULE, "\nurgency", "\n# a remark\nurgency", []),
]


@pytest.mark.parametrize(("path", "old", "new", "told"), CHANGES)
def test_differences_name_record_field_and_both_values(
    folder: Path, tmp_path: Path, path: str, old: str, new: str, told: list[str]
) -> None:
    other = written(tmp_path / "other", with_text(path, old, new))
    assert [str(difference) for difference in differences(folder, other)] == told


def test_whole_records_come_and_go(folder: Path, tmp_path: Path) -> None:
    other = written(tmp_path / "other", {**small_base(), "red_flags/rf_new.toml": FILES[RULE].encode()})
    (came,) = differences(folder, other)
    assert (str(came), came.kind, came.before) == ("+ red_flags/rf_new.toml", "added", None)
    (went,) = differences(other, folder)
    assert (str(went), went.kind, went.after) == ("- red_flags/rf_new.toml", "removed", None)


def test_likelihoods_may_change_places(tmp_path: Path) -> None:
    first, second = (f'[[likelihood]]\nid = "{name}"\nn = {n}\n' for name, n in (("a", 1), ("b", 2)))
    one = written(tmp_path / "one", {"conditions/x.toml": (first + second).encode()})
    other = written(tmp_path / "other", {"conditions/x.toml": (second + first).encode()})
    assert differences(one, other) == ()
