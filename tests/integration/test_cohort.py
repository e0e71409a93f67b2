"""`lumbago cohort` and `lumbago simulate` as somebody runs them: files in, a folder out, or a word and nothing."""

from __future__ import annotations

import csv
import io
import json
import re
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.ipc as pa_ipc
import pyarrow.parquet as pq
import pytest

from lumbago.cli import main
from lumbago.knowledge import load
from lumbago.pathway.cohort.summary import without_small
from tests.cohort_people import visits

PEOPLE: list[dict[str, Any]] = [
    {"id": "a", "age": 40.0, "saddle_numbness": True, "urinary_retention": True, "sex_at_birth": "female"},
    {"id": "b", "age": 33.0, "saddle_numbness": False, "urinary_retention": None, "sex_at_birth": "male"},
    {"id": "c", "age": 12.0, "saddle_numbness": None, "urinary_retention": False, "sex_at_birth": None},
    {"id": "d", "age": None, "saddle_numbness": None, "urinary_retention": None, "sex_at_birth": None},
]


@dataclass(frozen=True)
class Said:
    returncode: int
    stdout: str
    stderr: str


def run(*arguments: object) -> Said:
    """Run the command in this process, which has the knowledge base already."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    with redirect_stdout(out), redirect_stderr(err):
        status = main([*map(str, arguments)])
        out.flush()
        err.flush()
        return Said(status, out.buffer.getvalue().decode(), err.buffer.getvalue().decode())  # type: ignore[attr-defined]


def run_apart(*arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lumbago.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def table(people: list[dict[str, Any]] = PEOPLE) -> pa.Table:
    return pa.Table.from_pylist(people)


def results(folder: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(folder).to_pylist()
    return rows


@pytest.fixture
def given(tmp_path: Path) -> Path:
    pq.write_table(table(), tmp_path / "people.parquet", row_group_size=2)
    return tmp_path / "people.parquet"


def as_csv(path: Path) -> None:
    pa_csv.write_csv(table(), path)


def as_json(path: Path) -> None:
    path.write_text("\n".join(json.dumps(person) for person in PEOPLE))


def as_cases(path: Path) -> None:
    """Write the same people as `lumbago assess` reads them."""
    cases = [{"id": p["id"], "answers": {k: v for k, v in p.items() if k != "id"}} for p in PEOPLE]
    path.write_text("\n".join(map(json.dumps, cases)))


def as_arrow(path: Path) -> None:
    with pa_ipc.new_file(path, table().schema) as file:
        file.write_table(table())


def as_stream(path: Path) -> None:
    with pa_ipc.new_stream(path, table().schema) as file:
        file.write_table(table())


def as_parquet(path: Path) -> None:
    pq.write_table(table(), path)


FORMS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "parquet": ("parquet", as_parquet),
    "csv": ("csv", as_csv),
    "json lines": ("jsonl", as_json),
    "cases": ("jsonl", as_cases),
    "arrow": ("arrow", as_arrow),
    "arrow stream": ("ipc", as_stream),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_comes_to_what_a_visit_says(form: str, tmp_path: Path) -> None:
    ending, write = FORMS[form]
    write(tmp_path / f"people.{ending}")
    said = run("cohort", tmp_path / f"people.{ending}", tmp_path / "out", "--workers", 1)
    assert (said.returncode, said.stderr) == (0, "")
    rows = results(tmp_path / "out")
    answers = [{k: v for k, v in p.items() if k != "id" and v is not None} for p in PEOPLE]
    told = visits([{"answers": each} for each in answers])
    assert [row["id"] for row in rows] == ["a", "b", "c", "d"]
    assert [row["urgency"] for row in rows] == [visit.urgency for visit in told]
    assert [row["cause_1"] for row in rows] == [visit.causes[0].id for visit in told]


def test_what_is_simulated_can_be_assessed_by_several_processes(tmp_path: Path) -> None:
    made = run("simulate", 270_000, tmp_path / "p.parquet", "--seed", 3, "--workers", 2)
    assert (made.returncode, made.stderr) == (0, "")
    said = run("cohort", tmp_path / "p.parquet", tmp_path / "out", "--no-medicines", "--summary", tmp_path / "sum")
    assert (said.returncode, said.stderr) == (0, "")
    assert "270,000 people" in said.stdout
    rows = pq.read_table(tmp_path / "out")
    assert rows.num_rows == 270_000
    assert rows["truth"].combine_chunks().cast(pa.string()) == pq.read_table(tmp_path / "p.parquet")[
        "truth"
    ].combine_chunks().cast(pa.string())
    assert sorted(path.name for path in (tmp_path / "sum").iterdir()) == ["summary.csv", "summary.html"]
    lines = (tmp_path / "sum" / "summary.csv").read_text("utf-8").splitlines()
    urgency = [row for row in csv.DictReader(lines) if row["kind"] == "urgency"]
    assert sum(int(row["people"]) for row in urgency) == 270_000


def test_the_same_seed_draws_the_same_people(tmp_path: Path) -> None:
    for name, seed, workers in (("a", 1, 1), ("b", 1, 1), ("c", 2, 1)):
        run("simulate", 3000, tmp_path / f"{name}.parquet", "--seed", seed, "--workers", workers)
    a, b, c = (pq.read_table(tmp_path / f"{name}.parquet") for name in "abc")
    assert a.equals(b)
    assert not a.equals(c)


def test_the_schema_names_every_column(tmp_path: Path) -> None:
    lines = [line.split("\t") for line in run("cohort", "schema").stdout.splitlines()]
    columns = {name: kind for side, name, kind, _ in lines if side == "in"}
    assert columns["saddle_numbness"] == "boolean"
    assert columns["age"] == "number"
    out = {name for side, name, *_ in lines if side == "out"}
    assert {"urgency", "probability_spinal_malignancy", "rule_rf_aaa", "medicine_ibuprofen", "referral"} <= out


# What is wrong is told, with its place, and nothing half made stands under the final name.

BAD: dict[str, tuple[dict[str, Any], str]] = {
    "unknown column": (
        {"sadle_numbness": True},
        r"row group 0 column sadle_numbness: there is no such finding",
    ),
    "wrong type": (
        {"saddle_numbness": 1.5},
        r"column saddle_numbness: it holds double, .* Give true",
    ),
    "words for numbers": ({"age": "old"}, r'row group 0 column age row 1: "old" is not a number'),
    "no numbers": ({"age": True}, r"column age: it holds bool, and cannot be read\. Give numbers in years"),
    "out of range": ({"age": 250.0}, r"row group 0 column age row 1: 250 is outside the range .* 120"),
    "no such word": ({"sex_at_birth": "lady"}, r'column sex_at_birth row 1: "lady" is not an answer here.*"female"'),
    "no such setting": ({"setting": "moon"}, r'column setting row 1: "moon" is not an answer here'),
    "list of numbers": ({"current_medicines": [1]}, r"column current_medicines: it holds list<.*names"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_read_is_named_with_its_place(case: str, tmp_path: Path) -> None:
    person, message = BAD[case]
    pq.write_table(table([person]), tmp_path / "bad.parquet")
    said = run("cohort", tmp_path / "bad.parquet", tmp_path / "out", "--workers", 1)
    assert said.returncode == 2
    assert re.search(message, said.stderr), said.stderr
    assert "Traceback" not in said.stderr
    assert not (tmp_path / "out").exists()


def test_a_word_where_a_number_should_stand_in_a_csv_is_named_with_its_column(tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("saddle_numbness,age\nyes,40\nno,forty\n")
    said = run("cohort", tmp_path / "bad.csv", tmp_path / "out", "--workers", 1)
    assert said.returncode == 2
    assert 'bad.csv column age row 2: "forty" is not a number.' in said.stderr
    assert not list(tmp_path.glob("out*")), "what holds no work stands in nobody's way"
    again = run("cohort", tmp_path / "bad.csv", tmp_path / "out", "--workers", 1, "--keep-going")
    assert again.returncode == 2
    assert "Rejected: 1 row." in again.stdout
    assert len(results_of_parts(tmp_path / "out")) == 1


def test_a_text_in_another_encoding_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_bytes("id,age\nMüller,40\n".encode("latin-1"))
    said = run("cohort", tmp_path / "p.csv", tmp_path / "out", "--workers", 1)
    assert said.returncode == 2
    assert "Save it as UTF-8." in said.stderr


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_may_have_other_delimiters_and_numbers_with_blanks(delimiter: str, tmp_path: Path) -> None:
    rows = (["age", "saddle_numbness", "duration_days"], [" 40 ", "yes", "unknown"], ["41.5", "", "1e1"])
    (tmp_path / "p.csv").write_text("\n".join(map(delimiter.join, rows)))
    said = run("cohort", tmp_path / "p.csv", tmp_path / "out", "--workers", 1)
    assert (said.returncode, said.stderr) == (0, "")
    told = visits([{"answers": {"age": 40, "saddle_numbness": True}}, {"answers": {"age": 41.5, "duration_days": 10}}])
    assert [row["urgency"] for row in results(tmp_path / "out")] == [visit.urgency for visit in told]


def test_who_stumbles_over_a_row_may_go_on_with_keep_going_but_not_the_other_way_round(tmp_path: Path) -> None:
    folder = tmp_path / "people"
    folder.mkdir()
    pq.write_table(table([{"age": 40.0}]), folder / "a.parquet")
    pq.write_table(table([{"age": 250.0}, {"age": 41.0}]), folder / "b.parquet")
    pq.write_table(table([{"age": 42.0}]), folder / "c.parquet", compression="none", use_dictionary=False)
    content = (folder / "c.parquet").read_bytes()
    damage(folder / "c.parquet", row_group=0)
    command = ("cohort", folder, tmp_path / "out", "--workers", 1)
    assert "250 is outside the range" in run(*command).stderr
    assert "c.parquet row group 0: it cannot be read" in run(*command, "--keep-going").stderr
    done = tmp_path / "out.partial" / "part-00001.rejects.jsonl"
    assert done.exists()
    assert "250 is outside the range" in run(*command).stderr
    (folder / "c.parquet").write_bytes(content)
    assert "it holds parts of another run" in run(*command, "--keep-going").stderr, "c is another file than before"


def test_a_bad_row_of_a_process_of_its_own_is_told_the_same_way(tmp_path: Path) -> None:
    pq.write_table(table([{"age": 250.0}]), tmp_path / "bad.parquet")
    said = run("cohort", tmp_path / "bad.parquet", tmp_path / "out", "--workers", 2)
    assert said.returncode == 2
    assert "column age row 1: 250 is outside the range" in said.stderr
    assert "Traceback" not in said.stderr


def test_columns_and_rows_that_hold_nothing_are_unknown(tmp_path: Path) -> None:
    people = pa.table({"age": pa.nulls(3), "saddle_numbness": pa.nulls(3, pa.bool_()), "sport_type": pa.nulls(3)})
    pq.write_table(people, tmp_path / "empty.parquet")
    assert run("cohort", tmp_path / "empty.parquet", tmp_path / "out", "--workers", 1).returncode == 0
    (visit,) = visits([{"answers": {}}])
    assert {row["urgency"] for row in results(tmp_path / "out")} == {visit.urgency}


def test_a_table_without_people_is_refused(tmp_path: Path) -> None:
    pq.write_table(pa.table({"age": pa.array([], pa.float64())}), tmp_path / "nobody.parquet")
    said = run("cohort", tmp_path / "nobody.parquet", tmp_path / "out", "--workers", 1)
    assert said.returncode == 2
    assert "there is nobody in it" in said.stderr


def test_bad_rows_are_rejected_and_the_others_answered_when_told_to_keep_going(tmp_path: Path) -> None:
    people = [{"id": "a", "age": 40.0}, {"id": "b", "age": 250.0}, {"id": "c", "age": 41.0}]
    pq.write_table(table(people), tmp_path / "some.parquet")
    said = run("cohort", tmp_path / "some.parquet", tmp_path / "out", "--keep-going", "--workers", 1)
    assert said.returncode == 2
    assert "Rejected: 1 row." in said.stdout
    assert [row["id"] for row in results_of_parts(tmp_path / "out")] == ["a", "c"]
    (reject,) = map(json.loads, (tmp_path / "out" / "rejects.jsonl").read_text().splitlines())
    assert reject["where"] == "column age row 2"
    assert "row group 0" in reject["place"]


def results_of_parts(folder: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pa.concat_tables(map(pq.read_table, sorted(folder.glob("*.parquet")))).to_pylist()
    return rows


def damage(file: Path, row_group: int) -> None:
    """Spoil the first page of a row group."""
    content = bytearray(file.read_bytes())
    start = pq.ParquetFile(file).metadata.row_group(row_group).column(0).data_page_offset
    content[start : start + 40] = b"\xff" * 40
    file.write_bytes(content)


def test_a_truncated_file_is_named_with_its_row_group(tmp_path: Path) -> None:
    many = table([{"age": float(i % 90), "id": str(i)} for i in range(4000)])
    pq.write_table(many, tmp_path / "whole.parquet", row_group_size=1000, compression="none", use_dictionary=False)
    content = (tmp_path / "whole.parquet").read_bytes()
    (tmp_path / "cut.parquet").write_bytes(content[: len(content) // 2])
    said = run("cohort", tmp_path / "cut.parquet", tmp_path / "out", "--workers", 1)
    assert said.returncode == 2
    assert "cut.parquet: it cannot be read" in said.stderr
    (tmp_path / "damaged.parquet").write_bytes(content)
    damage(tmp_path / "damaged.parquet", row_group=2)
    said = run("cohort", tmp_path / "damaged.parquet", tmp_path / "out2", "--workers", 1)
    assert said.returncode == 2
    assert "damaged.parquet row group 2: it cannot be read" in said.stderr


def small_files(most: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


@pytest.mark.parametrize("workers", [1, 2])
def test_a_full_disk_leaves_nothing_half_written_and_the_run_goes_on_afterwards(workers: int, tmp_path: Path) -> None:
    assert run("simulate", 5_000, tmp_path / "p.parquet").returncode == 0
    command = ("cohort", tmp_path / "p.parquet", tmp_path / "out", "--workers", workers)
    full = run_apart(*command, preexec_fn=small_files(60_000))
    assert full.returncode == 2
    assert "it cannot be written: no larger file may be written" in full.stderr
    assert not (tmp_path / "out").exists()
    assert not list(tmp_path.rglob("*.writing"))
    assert not list(tmp_path.rglob("part-*.parquet"))
    assert run(*command).returncode == 0
    assert len(results(tmp_path / "out")) == 5_000


def alive(pid: int) -> bool:
    """Say whether a process still runs; one that has ended and is not cleared away does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def started_by(pid: int) -> list[int]:
    listed = [int(child) for each in Path(f"/proc/{pid}/task").glob("*/children") for child in each.read_text().split()]
    return [below for child in listed for below in (child, *started_by(child))]


def test_a_run_that_was_killed_leaves_no_process_and_goes_on_where_it_stopped(tmp_path: Path) -> None:
    assert run("simulate", 2_000, tmp_path / "few.parquet").returncode == 0
    many = pa.concat_tables([pq.read_table(tmp_path / "few.parquet")] * 200)
    pq.write_table(many, tmp_path / "p.parquet", row_group_size=1 << 17)
    command = ["cohort", str(tmp_path / "p.parquet"), str(tmp_path / "out"), "--workers", "2"]
    running = subprocess.Popen([sys.executable, "-m", "lumbago.cli", *command])
    partial = tmp_path / "out.partial"
    while not list(partial.glob("*.counts.json")) and running.poll() is None:
        time.sleep(0.01)
    others = started_by(running.pid)
    running.send_signal(signal.SIGKILL)
    running.wait()
    patience = time.monotonic() + 20
    while any(map(alive, others)) and time.monotonic() < patience:
        time.sleep(0.05)
    assert not any(map(alive, others))
    assert not (tmp_path / "out").exists()
    # A part is done when it is counted: one that was killed between the two is made again.
    done = [path.name.split(".")[0] + ".parquet" for path in partial.glob("part-*.counts.json")]
    assert done
    kept = {name: (partial / name).stat().st_mtime_ns for name in done}
    said = run(*command)
    assert said.returncode == 0
    assert "Done before, and kept: " in said.stdout
    assert all((tmp_path / "out" / name).stat().st_mtime_ns == changed for name, changed in kept.items())
    assert pq.read_table(tmp_path / "out").num_rows == 400_000


def test_parts_of_another_run_are_not_taken_up(given: Path, tmp_path: Path) -> None:
    (tmp_path / "out.partial").mkdir()
    (tmp_path / "out.partial" / "plan.json").write_text("{}")
    said = run("cohort", given, tmp_path / "out")
    assert said.returncode == 2
    assert "out.partial: it holds parts of another run" in said.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere.parquet", "out"], "nowhere.parquet: there is no such file"),
        (["people.parquet"], "there is no OUT"),
        (["people.parquet", "out", "--workers", "0"], "--workers: 0 processes do nothing"),
        (["people.txt", "out"], "people.txt: this is not a table that can be read"),
        (["people.parquet", "there"], "there: there is something already"),
    ],
)
def test_what_was_asked_wrongly_is_told(
    arguments: list[str], message: str, given: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.txt").write_text("age\n40\n")
    (tmp_path / "there").mkdir()
    said = run("cohort", *arguments)
    assert said.returncode == 2
    assert message in said.stderr


def test_the_page_of_a_summary_draws_what_it_counts(given: Path, tmp_path: Path) -> None:
    command = ("cohort", given, tmp_path / "out", "--workers", 1, "--summary", tmp_path / "sum", "--smallest", 1)
    assert run(*command).returncode == 0
    page = (tmp_path / "sum" / "summary.html").read_text("utf-8")
    assert "4 people, by how urgent" in page
    drawings = [ElementTree.fromstring(drawing) for drawing in re.findall(r"<svg.*?</svg>", page, re.DOTALL)]
    titles = [drawing.findtext("title") for drawing in drawings]
    assert titles[:2] == ["What people are told", "What is not ruled out yet"]
    assert titles[2:] == ["Rules met most", "Causes that come first most often"]
    told = Counter(row["urgency"] for row in results(tmp_path / "out"))
    said = [text.text for text in drawings[0].iter("text")]
    assert said[1::2] == [str(told[urgency]) for urgency in ("emergency", "same_day", "soon", "self_care")]
    assert page.count('<th scope="row">') >= len(load().rules)
    assert "<script" not in page


# Small numbers


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({"yes": 10, "no": 20, "unknown": 0}, {"yes": 10, "no": 20, "unknown": 0}),
        ({"yes": 3, "no": 20, "unknown": 0}, {"yes": None, "no": None, "unknown": 0}),
        ({"yes": 3, "no": 20, "unknown": 9}, {"yes": None, "no": 20, "unknown": None}),
        ({"yes": 1, "no": 1, "unknown": 30}, {"yes": None, "no": None, "unknown": None}),
        ({"yes": 2, "no": 0, "unknown": 0}, {"yes": None, "no": None, "unknown": None}),
        ({"yes": 5, "no": 0, "unknown": 0}, {"yes": 5, "no": 0, "unknown": 0}),
    ],
)
def test_no_number_that_is_left_out_can_be_worked_out(counts: dict[str, int], told: dict[str, int | None]) -> None:
    assert without_small(counts, smallest=5) == told
