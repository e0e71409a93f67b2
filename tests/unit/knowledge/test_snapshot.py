"""The compiled copy saves time and never decides anything: damaged, missing or unwritable, the answer is the same."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lumbago.errors import KnowledgeError
from lumbago.knowledge import snapshot
from lumbago.knowledge.files import PACKAGED, contents, edition_of
from lumbago.knowledge.knowledge import Knowledge
from lumbago.knowledge.load import opened
from lumbago.knowledge.reading import read
from tests.unit.knowledge.small_base import small_base, with_text

EDITION = edition_of(small_base())


def kept_in(cache: Path) -> Path:
    (kept,) = cache.iterdir()
    return kept


def same(one: Knowledge, other: Knowledge) -> bool:
    return (
        one.edition == other.edition
        and one.findings == other.findings
        and one.model == other.model
        and one.sources == other.sources
        and {n: (r.record, r.criterion) for n, r in one.rules.items()}
        == {n: (r.record, r.criterion) for n, r in other.rules.items()}
    )


def test_the_packaged_base_is_the_same_from_its_snapshot(cache: Path) -> None:
    files = contents(PACKAGED)
    first = opened(files)
    kept = snapshot.kept(first.edition)
    assert kept is not None
    assert kept.records == read(files)
    assert {name: kept.criteria[rule.record.when] for name, rule in first.rules.items()} == {
        name: rule.criterion for name, rule in first.rules.items()
    }
    assert same(opened(files), first)
    assert len(list(cache.iterdir())) == 1


def cut(whole: bytes) -> bytes:
    return whole[: len(whole) // 2]


def with_another_figure(whole: bytes) -> bytes:
    """Change one letter of a text: it would still decode, as another record."""
    assert whole.count(b"Emergency MRI.") == 1
    return whole.replace(b"Emergency MRI.", b"Emergency MRX.")


@pytest.mark.parametrize("damage", [cut, with_another_figure, lambda _: b"", lambda _: b"\xc1broken"])
def test_a_damaged_snapshot_is_made_anew(cache: Path, damage: object) -> None:
    first = opened(small_base())
    kept = kept_in(cache)
    whole = kept.read_bytes()
    assert callable(damage)
    kept.write_bytes(damage(whole))
    assert snapshot.kept(EDITION) is None
    assert same(opened(small_base()), first)
    assert kept.read_bytes() == whole


def test_a_snapshot_of_other_content_is_not_used(cache: Path) -> None:
    opened(small_base())
    changed = with_text("red_flags/rf_nerves.toml", '"emergency"', '"same_day"')
    assert opened(changed).rules["rf_nerves"].urgency == "same_day"
    assert len(list(cache.iterdir())) == 2


def test_a_broken_base_leaves_no_snapshot(cache: Path) -> None:
    with pytest.raises(KnowledgeError):
        opened(with_text("red_flags/rf_nerves.toml", '"study2020"', '"nowhere"'))
    assert not cache.exists()


def test_only_the_newest_snapshots_are_kept(cache: Path) -> None:
    nothing = snapshot.Kept(read(small_base()), {})
    for number in range(snapshot.MOST_KEPT + 3):
        snapshot.keep(f"ed-{number:012}", nothing)
        (kept,) = cache.glob(f"ed-{number:012}*")
        os.utime(kept, (number, number))
    left = sorted(path.name[:15] for path in cache.iterdir())
    assert left == [f"ed-{number:012}" for number in range(3, snapshot.MOST_KEPT + 3)]


def test_a_cache_that_cannot_be_written_is_no_hindrance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("LUMBAGO_CACHE_DIR", str(tmp_path / "file" / "below"))
    assert opened(small_base()).edition == EDITION


def test_what_no_snapshot_can_hold_is_no_hindrance(cache: Path) -> None:
    files = with_text("sources/cohorts.toml", "year = 2020", f"year = {10**30}")
    assert opened(files).sources["study2020"].year == 10**30
    assert not cache.exists()


def test_a_full_disk_leaves_nothing_behind(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert opened(small_base()).edition == EDITION
    assert list(cache.iterdir()) == []


def test_without_a_home_there_is_no_snapshot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LUMBAGO_CACHE_DIR")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)

    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", homeless)
    assert snapshot.folder() is None
    assert opened(small_base()).edition == EDITION


@pytest.mark.parametrize(
    ("named", "shared", "expected"),
    [("here", "there", "here"), ("", "there", "there/lumbago"), ("", "", "home/.cache/lumbago")],
)
def test_the_folder_follows_the_environment(
    monkeypatch: pytest.MonkeyPatch, named: str, shared: str, expected: str
) -> None:
    monkeypatch.setenv("LUMBAGO_CACHE_DIR", named)
    monkeypatch.setenv("XDG_CACHE_HOME", shared)
    monkeypatch.setattr(Path, "home", lambda: Path("home"))
    assert snapshot.folder() == Path(expected)


def test_several_processes_may_start_at_once(cache: Path) -> None:
    code = "from lumbago.knowledge import load; print(load().edition)"
    started = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(4)]
    said = {process.communicate(timeout=60)[0].strip() for process in started}
    assert said == {edition_of(contents(PACKAGED))}
    assert kept_in(cache).suffix == ".msgpack"


def seconds(files: dict[str, bytes]) -> float:
    start = time.process_time()
    opened(files)
    return time.process_time() - start


def test_a_warm_start_is_several_times_faster(cache: Path) -> None:
    files = contents(PACKAGED)
    cold = seconds(files)
    assert kept_in(cache).exists()
    warm = min(seconds(files) for _ in range(3))
    assert warm < cold / 3


def test_knowledge_needs_no_numpy() -> None:
    code = "import sys, lumbago.knowledge; lumbago.knowledge.load(); print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "False"
