"""Tables from files, part by part: Parquet, Arrow, CSV and JSON Lines, told apart by the ends of their names."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.ipc as pa_ipc
import pyarrow.json as pa_json
import pyarrow.parquet as pq

from lumbago.errors import InputError, Problem
from lumbago.record import Vocabulary
from lumbago.record.place import clean

ROWS_AT_ONCE = 1 << 14
PART_ROWS = 1 << 17
TEXT_AT_ONCE = 1 << 24
DELIMITERS = (",", ";", "\t")
NOT_UTF8 = "Save it as UTF-8."
NO_FINDINGS = ("id", "setting", "current_medicines", "drug_allergy")
FORMS = {
    ".parquet": "parquet",
    ".arrow": "arrow",
    ".feather": "arrow",
    ".ipc": "arrow",
    ".csv": "csv",
    ".jsonl": "json",
    ".ndjson": "json",
}


@dataclass(frozen=True)
class Part:
    """Some rows of a table: the row groups of a Parquet file that hold them, or the rows themselves.

    first_row: the number of the first, counted from 1 over the whole table.
    """

    number: int
    file: str
    first_row: int
    row_groups: tuple[int, ...] = ()
    batches: tuple[pa.RecordBatch, ...] = field(default=())

    def read(self) -> Iterator[tuple[str, pa.RecordBatch]]:
        """Read it, a batch at a time, each with the place it comes from.

        Raises: InputError naming the file and the row group that cannot be read.
        """
        for batch in self.batches:
            yield self.file, batch
        if not self.row_groups:
            return
        with _readable(self.file), pq.ParquetFile(self.file) as file:
            for group in self.row_groups:
                place = f"{self.file} row group {group}"
                with _readable(place):
                    for batch in file.iter_batches(ROWS_AT_ONCE, row_groups=[group], use_threads=False):
                        yield place, batch


@dataclass(frozen=True)
class Given:
    """What is to be assessed: files of one form, and how many people they hold where that is known beforehand."""

    files: tuple[Path, ...]
    form: str
    people: int | None

    def marks(self) -> list[list[str | int]]:
        """Tell these files from others: names, sizes, and when they were last changed."""
        return [[str(f), f.stat().st_size, f.stat().st_mtime_ns] for f in self.files]


def given_at(place: str) -> Given:
    """Find what is at a path: one file, or a folder of files of one form.

    Raises: InputError when nothing there can be read.
    """
    path = Path(place)
    if not path.exists():
        raise InputError(Problem("there is no such file.", file=place, mend="Check the path."))
    inside = sorted(p for p in path.iterdir() if p.suffix.lower() in FORMS) if path.is_dir() else [path]
    forms = {FORMS.get(p.suffix.lower(), "") for p in inside}
    if len(forms) != 1 or forms == {""}:
        mend = f"Give a file that ends in {', '.join(FORMS)}, or a folder of files of one form."
        raise InputError(Problem("this is not a table that can be read.", file=place, mend=mend))
    form = forms.pop()
    people = sum(_rows(p) for p in inside) if form == "parquet" else None
    return Given(tuple(inside), form, people)


def first_rows(place: str) -> pa.RecordBatch | None:
    """Read the first rows of a Parquet table, without a thread; of another form, it would take as long as the work."""
    path = Path(place)
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    tables = [file for file in files if FORMS.get(file.suffix.lower()) == "parquet"]
    if not tables:
        return None
    with pq.ParquetFile(tables[0], pre_buffer=False) as file:
        return next(file.iter_batches(ROWS_AT_ONCE, use_threads=False), None)


def _rows(file: Path) -> int:
    with _readable(str(file)):
        return int(pq.read_metadata(file).num_rows)


def parts_of(given: Given, vocabulary: Vocabulary) -> Iterator[Part]:
    """Cut the table into parts, the same ones each time."""
    number, first_row = 0, 1
    for file in given.files:
        cut = _row_groups(file) if given.form == "parquet" else _gathered(_batches(file, given.form, vocabulary))
        for rows, held in cut:
            groups, batches = (held, ()) if given.form == "parquet" else ((), held)
            yield Part(number, str(file), first_row, groups, batches)
            number, first_row = number + 1, first_row + rows


def _row_groups(file: Path) -> Iterator[tuple[int, Any]]:
    with _readable(str(file)):
        metadata = pq.read_metadata(file)
    rows, groups = 0, list[int]()
    for group in range(metadata.num_row_groups):
        rows += metadata.row_group(group).num_rows
        groups.append(group)
        if rows >= PART_ROWS:
            yield rows, tuple(groups)
            rows, groups = 0, []
    if rows:
        yield rows, tuple(groups)


def _gathered(batches: Iterator[pa.RecordBatch]) -> Iterator[tuple[int, Any]]:
    held, rows = list[pa.RecordBatch](), 0
    for batch in batches:
        for start in range(0, batch.num_rows, ROWS_AT_ONCE):
            some = batch.slice(start, ROWS_AT_ONCE)
            held.append(some)
            rows += some.num_rows
            if rows >= PART_ROWS:
                yield rows, tuple(held)
                held, rows = [], 0
    if held:
        yield rows, tuple(held)


def _batches(file: Path, form: str, vocabulary: Vocabulary) -> Iterator[pa.RecordBatch]:
    with _readable(str(file)):
        if form == "arrow":
            yield from _arrow(file)
        elif form == "csv":
            yield from _csv(file, vocabulary)
        else:
            yield from _json(file)


def _arrow(file: Path) -> Iterator[pa.RecordBatch]:
    with pa.OSFile(str(file)) as source:
        try:
            held = pa_ipc.open_file(source)
        except pa.ArrowInvalid:
            source.seek(0)
            yield from pa_ipc.open_stream(source)
            return
        for number in range(held.num_record_batches):
            yield held.get_batch(number)


def _csv(file: Path, vocabulary: Vocabulary) -> Iterator[pa.RecordBatch]:
    """Read everything as text: what it means, and in which row it means nothing, is found out afterwards."""
    names = (*vocabulary, *(other for f in vocabulary.values() for other in f.also_called), *NO_FINDINGS)
    options = pa_csv.ConvertOptions(
        column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True, null_values=["", "NA", "null"]
    )
    parted = pa_csv.ParseOptions(delimiter=_delimiter(file))
    with pa_csv.open_csv(file, pa_csv.ReadOptions(block_size=TEXT_AT_ONCE), parted, options) as source:
        yield from source


def _delimiter(file: Path) -> str:
    """Say what stands between the names of columns: some programs write semicolons or tabs."""
    with file.open("rb") as source:
        head = source.readline(TEXT_AT_ONCE)
    return max(DELIMITERS, key=lambda each: head.count(each.encode()))


def _json(file: Path) -> Iterator[pa.RecordBatch]:
    with file.open("rb") as source:
        rest = b""
        while text := source.read(TEXT_AT_ONCE):
            whole, _, rest = (rest + text).rpartition(b"\n")
            yield from _json_lines(whole)
        yield from _json_lines(rest)


def _json_lines(text: bytes) -> Iterator[pa.RecordBatch]:
    """Read some lines; what stands under `answers`, as in a case, becomes columns."""
    if text.strip():
        read = pa_json.read_json(io.BytesIO(text), pa_json.ReadOptions(block_size=max(len(text) + 1, 1 << 16)))
        for batch in read.to_batches():
            yield _flat(batch)


def _flat(batch: pa.RecordBatch) -> pa.RecordBatch:
    if "answers" not in batch.schema.names or not pa.types.is_struct(batch.schema.field("answers").type):
        return batch
    answers = batch.column("answers")
    names = [n for n in batch.schema.names if n != "answers"]
    inside = dict(
        zip((answers.type.field(i).name for i in range(answers.type.num_fields)), answers.flatten(), strict=True)
    )
    return pa.RecordBatch.from_pydict({**{n: batch.column(n) for n in names}, **inside})


@contextmanager
def _readable(place: str) -> Iterator[None]:
    """Say where something could not be read."""
    try:
        yield
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        why = clean(str(error).splitlines()[0]) if str(error) else type(error).__name__
        not_utf8 = isinstance(error, UnicodeDecodeError) or "UTF8" in str(error)
        mend = NOT_UTF8 if not_utf8 else "Check that the file is whole, and of the form its name says."
        raise InputError(Problem(f"it cannot be read: {why}.", file=place, mend=mend)) from None
