"""Editions are named by their content, kept as snapshots, packed and compared."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from lumbago.errors import InputError, KnowledgeError
from lumbago.knowledge import differences, load, pack, show, snapshot, stale, unpack
from lumbago.knowledge.files import PACKAGED, contents, edition_of

DAY = date(2026, 11, 24)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LUMBAGO_CACHE_DIR", str(tmp_path / "cache"))
    load.cache_clear()
    return tmp_path / "cache"


def test_any_byte_makes_another_edition() -> None:
    files = contents(PACKAGED)
    path = next(iter(files))
    assert edition_of({**files, path: files[path] + b"\n"}) != edition_of(files)
    assert edition_of(dict(files)) == edition_of(files)


def test_a_snapshot_gives_the_same_knowledge(cache: Path) -> None:
    first = load()
    load.cache_clear()
    assert len(list(cache.glob("*.msgpack"))) == 1
    again = load()
    assert again.edition == first.edition
    assert {name: rule.criterion for name, rule in again.rules.items()} == {
        name: rule.criterion for name, rule in first.rules.items()
    }
    assert again.findings == first.findings
    assert again.model == first.model


@pytest.mark.parametrize("damage", [b"", b"\xc1broken", None])
def test_a_damaged_snapshot_is_made_anew(cache: Path, damage: bytes | None) -> None:
    load()
    (kept,) = cache.glob("*.msgpack")
    whole = kept.read_bytes()
    kept.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    load.cache_clear()
    assert len(load().rules) > 0
    assert kept.read_bytes() == whole


def test_a_cache_that_cannot_be_written_is_no_hindrance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("LUMBAGO_CACHE_DIR", str(tmp_path / "file" / "below"))
    load.cache_clear()
    assert len(load().rules) > 0


def test_several_processes_may_start_at_once(cache: Path) -> None:
    code = "from lumbago.knowledge import load; print(load().edition)"
    started = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(4)]
    said = {process.communicate(timeout=60)[0].strip() for process in started}
    assert said == {load().edition}
    assert not list(cache.glob("*.part"))


def test_the_snapshot_folder_follows_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LUMBAGO_CACHE_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert snapshot.folder() == tmp_path / "lumbago"


def test_a_packed_edition_is_the_edition() -> None:
    assert unpack(pack()).edition == load().edition


def test_a_damaged_packed_edition_is_refused() -> None:
    with pytest.raises(KnowledgeError, match="damaged"):
        unpack(pack()[:-10])


def test_differences_name_record_and_field(tmp_path: Path) -> None:
    other = Path(shutil.copytree(PACKAGED, tmp_path / "data"))
    rule = other / "red_flags" / "rf_ces_pvr.toml"
    rule.write_text(rule.read_text().replace('urgency = "emergency"', 'urgency = "same_day"', 1))
    (other / "red_flags" / "rf_zoster.toml").unlink()
    assert [str(d) for d in differences(PACKAGED, other)] == [
        "~ red_flags/rf_ces_pvr.toml urgency: emergency -> same_day",
        "- red_flags/rf_zoster.toml",
    ]
    assert differences(PACKAGED, PACKAGED) == ()


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ("rf_ces_pvr", "katzouraki2020: Katzouraki G."),
        ("saddle_numbness", "rule rf_ces_definite"),
        ("lk001", "vanderwindt2010"),
        ("cauda_equina_syndrome", "base_rate"),
        ("sea_triad", "when"),
        ("downie2013", "doi"),
    ],
)
def test_any_record_can_be_shown(record: str, said: str) -> None:
    assert said in show(load(), record)


def test_an_unknown_record_names_the_nearest() -> None:
    with pytest.raises(InputError, match="saddle_numbness"):
        show(load(), "sadle_numbness")


def test_stale_counts_what_nobody_has_read() -> None:
    found = stale(load(), DAY)
    assert found.counts["likelihoods in all"] == 527
    assert 0 < found.counts["likelihoods recalled, not read"] < 527
    assert [d.weight for d in found.due] == sorted((d.weight for d in found.due), reverse=True)
