"""One part of a table: read, assessed, written, counted. What one process does, on one machine or on many."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np
import pyarrow as pa

from lumbago.cli.cohort.reading import Part
from lumbago.cli.cohort.writing import Folder, refusals, write_table, write_whole
from lumbago.errors import InputError, Problem
from lumbago.knowledge import Knowledge, load
from lumbago.pathway.cohort import Options, Table, assessed, read_table
from lumbago.pathway.cohort.summary import Counts, added, counted

PROBLEMS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Done:
    """What a part came to."""

    number: int
    people: int
    rejected: int
    counts: Counts

    def written(self) -> bytes:
        return json.dumps([self.number, self.people, self.rejected, self.counts]).encode()


def read_done(content: bytes) -> Done:
    return Done(*json.loads(content))


@dataclass(frozen=True, slots=True)
class Task:
    """How parts are worked on."""

    out: str
    options: Options
    keep_going: bool
    setting: str | None = None


def work(part: Part, task: Task) -> Done:
    """Assess one part and write it.

    Raises: InputError naming column, row and row group of what cannot be read, unless told to keep going.
    """
    folder, knowledge = Folder(task.out), load()
    one = _Part(part, task, knowledge)
    assessed_batches = one.results()
    with refusals(folder.partial):
        first = next(assessed_batches)
        write_table(folder.part(part.number), first.schema, chain([first], assessed_batches))
        if one.rejects:
            write_whole(folder.rejects(part.number), b"".join(one.rejects))
        done = Done(part.number, one.people, one.rejected, one.counts)
        write_whole(folder.counts(part.number), done.written())
    return done


class _Part:
    """Works on a part, and keeps count."""

    def __init__(self, part: Part, task: Task, knowledge: Knowledge) -> None:
        self.people = 0
        self.rejected = 0
        self.counts: Counts = {}
        self.rejects: list[bytes] = []
        self._part = part
        self._task = task
        self._knowledge = knowledge
        self._row = part.first_row

    def results(self) -> Iterator[pa.RecordBatch]:
        for place, batch in self._part.read():
            result = assessed(self._readable(batch, place), self._knowledge, self._task.options)
            self.counts = added(self.counts, counted(result), self.people, result.num_rows)
            self.people += result.num_rows
            self._row += batch.num_rows
            yield result

    def _readable(self, batch: pa.RecordBatch, place: str) -> Table:
        """Read a batch; rows with answers that cannot be are rejected, or stop everything."""
        given = with_setting(batch, self._task.setting)
        try:
            table = read_table(given, self._knowledge.vocabulary)
        except InputError as error:
            raise InputError([_placed(problem, place) for problem in error.problems]) from None
        if not table.misfits:
            return table
        bad = np.logical_or.reduce([misfits.rows for misfits in table.misfits])
        most = len(bad) if self._task.keep_going else PROBLEMS_SHOWN
        problems = [_placed(p, place) for misfits in table.misfits for p in misfits.problems(self._row, most)]
        if not self._task.keep_going:
            raise InputError(problems[:PROBLEMS_SHOWN])
        self.rejected += int(bad.sum())
        self.rejects.extend(_reject(problem) for problem in problems)
        return read_table(given.filter(pa.array(~bad)), self._knowledge.vocabulary)


def with_setting(batch: pa.RecordBatch, setting: str | None) -> pa.RecordBatch:
    """Let everybody be in one setting, where the table does not say."""
    if setting is None or "setting" in batch.schema.names:
        return batch
    column = pa.DictionaryArray.from_arrays(pa.array(np.zeros(batch.num_rows, dtype=np.int8)), pa.array([setting]))
    return batch.append_column("setting", column)


def _placed(problem: Problem, place: str) -> Problem:
    return Problem(problem.message, file=place, path=problem.path, mend=problem.mend)


def _reject(problem: Problem) -> bytes:
    line = {"place": problem.file, "where": problem.path, "problem": problem.message, "mend": problem.mend}
    return json.dumps(line, ensure_ascii=False).encode() + b"\n"
