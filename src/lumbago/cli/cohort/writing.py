"""Results to files: each part whole or not at all, and the folder under its own name only when all parts are there."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from lumbago.errors import InputError, Problem

PLAN = "plan.json"
ROW_GROUP = 1 << 16
NO_ROOM = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the quota is used up",
    errno.EFBIG: "no larger file may be written",
}


class Folder:
    """The folder of results, under another name until all parts are there."""

    def __init__(self, out: str) -> None:
        self.out = Path(out)
        self.partial = self.out.with_name(f"{self.out.name}.partial")

    def begin(self, plan: Mapping[str, Any]) -> None:
        """Make the folder, or go on with one that the same command left.

        Raises: InputError when something else is there.
        """
        if self.out.exists():
            raise InputError(Problem("there is something already.", file=str(self.out), mend="Name another folder."))
        with refusals(self.partial):
            self.partial.mkdir(parents=True, exist_ok=True)
            kept = self.partial / PLAN
            if kept.exists() and json.loads(kept.read_text("utf-8")) != plan:
                mend = "Remove it, or name another folder."
                raise InputError(Problem("it holds parts of another run.", file=str(self.partial), mend=mend))
            write_whole(kept, json.dumps(plan, indent=1).encode())

    def has(self, part: int) -> bool:
        """Say whether a part is there; what is counted of it is written last."""
        return self.counts(part).exists()

    def part(self, part: int) -> Path:
        return self.partial / f"part-{part:05}.parquet"

    def counts(self, part: int) -> Path:
        return self.partial / f"part-{part:05}.counts.json"

    def rejects(self, part: int) -> Path:
        return self.partial / f"part-{part:05}.rejects.jsonl"

    def drop_if_nothing_is_done(self) -> None:
        """Remove the folder when there is only the plan in it: it would save no work, and stand in the way."""
        with suppress(OSError):
            if [path.name for path in self.partial.iterdir()] == [PLAN]:
                (self.partial / PLAN).unlink()
                self.partial.rmdir()

    def finish(self) -> Path | None:
        """Give the folder its name; hand back the rejects, where there are any."""
        with refusals(self.partial):
            rejected = self._gathered(self.partial / "rejects.jsonl")
            for left in (*self.partial.glob("part-*.counts.json"), *self.partial.glob("*.writing")):
                left.unlink()
            (self.partial / PLAN).unlink()
            self.partial.rename(self.out)
        return self.out / "rejects.jsonl" if rejected else None

    def take_up(self, inside: str) -> None:
        """Give the folder's name to one that another program filled inside it."""
        with refusals(self.partial):
            (self.partial / inside).rename(self.out)
            (self.partial / PLAN).unlink()
            self.partial.rmdir()

    def _gathered(self, into: Path) -> bool:
        parts = sorted(self.partial.glob("part-*.rejects.jsonl"))
        text = b"".join(part.read_bytes() for part in parts)
        if text:
            write_whole(into, text)
        for part in parts:
            part.unlink()
        return bool(text)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    with _in_place(path) as beside:
        beside.write_bytes(content)


def write_table(path: Path, schema: pa.Schema, batches: Iterator[pa.RecordBatch]) -> None:
    """Write a Parquet file so that it is there whole or not at all."""
    with _in_place(path) as beside, pq.ParquetWriter(beside, schema, **_how(schema)) as writer:
        for some in _together(batches):
            writer.write_table(pa.Table.from_batches(some))


def _together(batches: Iterator[pa.RecordBatch]) -> Iterator[list[pa.RecordBatch]]:
    """Gather batches into row groups: each costs some time for every column."""
    held, rows = list[pa.RecordBatch](), 0
    for batch in batches:
        held.append(batch)
        rows += batch.num_rows
        if rows >= ROW_GROUP:
            yield held
            held, rows = [], 0
    if held:
        yield held


def _how(schema: pa.Schema) -> dict[str, Any]:
    """Choose encodings: words as dictionaries, numbers as they are; quick to write, for a fifth more on the disk."""
    words = [f.name for f in schema if pa.types.is_dictionary(f.type)]
    return {"compression": "snappy", "use_dictionary": words or False, "write_statistics": False}


@contextmanager
def _in_place(path: Path) -> Iterator[Path]:
    beside = path.with_name(f"{path.name}.writing")
    try:
        yield beside
        with beside.open("rb") as written:
            os.fsync(written.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def refusals(place: Path) -> Iterator[None]:
    """Turn what a disk refuses into words.

    Raises: InputError.
    """
    try:
        yield
    except OSError as error:
        why = NO_ROOM.get(error.errno or 0) or error.strerror or str(error)
        mend = "Mend that, and run the same command again: parts that are done are kept."
        raise InputError(Problem(f"it cannot be written: {why}.", file=str(place), mend=mend)) from None
