"""`lumbago cohort IN OUT`: part by part, on both cores, and again from where it stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter

import pyarrow as pa

from lumbago.cli.cohort.processes import processes
from lumbago.cli.cohort.progress import watch
from lumbago.cli.cohort.reading import Given, Part, given_at, parts_of
from lumbago.cli.cohort.summary_files import write_summary
from lumbago.cli.cohort.work import Done, Task, read_done, work
from lumbago.cli.cohort.writing import Folder
from lumbago.cli.printing import put
from lumbago.cli.signed import load_signed
from lumbago.errors import InputError, Problem
from lumbago.knowledge import Knowledge
from lumbago.pathway.cohort import Options
from lumbago.pathway.cohort.summary import Counts, added

SOME_BAD = 2
AHEAD = 2
"""Parts that are handed out beyond those in work: more would fill the memory with what was read."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What `lumbago cohort` was asked for."""

    given: str
    out: str
    options: Options
    workers: int
    keep_going: bool
    setting: str | None
    summary: str | None
    smallest: int


@dataclass(slots=True)
class Total:
    """What all parts so far come to."""

    people: int = 0
    rejected: int = 0
    kept: int = 0
    counts: Counts | None = None

    def add(self, done: Done) -> None:
        self.counts = added(self.counts or {}, done.counts, self.people, done.people)
        self.people += done.people
        self.rejected += done.rejected


def cohort(wanted: Wanted) -> int:
    """Assess a table of people; give 2 when rows were rejected, and 0 otherwise.

    Raises: InputError with what cannot be read or written; what is done is kept for the next time.
    """
    knowledge, given = load_signed(), given_at(wanted.given)
    folder = Folder(wanted.out)
    folder.begin(_plan(wanted, given, knowledge))
    started, total = perf_counter(), Total()
    task = Task(wanted.out, wanted.options, wanted.keep_going, wanted.setting)
    try:
        with watch(given.people) as seen:
            for done in _all_parts(given, folder, task, wanted.workers, total, knowledge):
                total.add(done)
                seen(done.people + done.rejected)
    finally:
        folder.drop_if_nothing_is_done()
    if not total.people and not total.rejected:
        raise InputError(Problem("there is nobody in it.", file=wanted.given, mend="Give a table with rows."))
    rejects = folder.finish()
    if wanted.summary is not None:
        write_summary(wanted.summary, total.counts or {}, total.people, knowledge, wanted.smallest)
    _tell(total, perf_counter() - started, wanted, rejects)
    return SOME_BAD if total.rejected else 0


def _plan(wanted: Wanted, given: Given, knowledge: Knowledge) -> dict[str, object]:
    """Name everything that the results hang on, so that a run is only gone on with by the same command.

    Whether rows may be rejected is not among it: a part that has no rejects is the same either way.
    """
    return {
        "files": given.marks(),
        "edition": knowledge.edition,
        "options": asdict(wanted.options),
        "setting": wanted.setting,
    }


def _all_parts(
    given: Given, folder: Folder, task: Task, workers: int, total: Total, knowledge: Knowledge
) -> Iterator[Done]:
    """Hand on what was done before, then do the rest; a part with rejects is done again by who wants none."""

    def left() -> Iterator[Part]:
        for part in parts_of(given, knowledge.vocabulary):
            kept = read_done(folder.counts(part.number).read_bytes()) if folder.has(part.number) else None
            if kept is None or (kept.rejected and not task.keep_going):
                yield part
            else:
                before.append(kept)
                total.kept += 1

    before: list[Done] = []
    with workers_for(workers) as submit:
        yield from _bounded(left(), lambda part: submit(part, task), workers + AHEAD)
    yield from before


def _bounded(parts: Iterator[Part], submit: Callable[[Part], Future[Done]], most: int) -> Iterator[Done]:
    """Keep so many parts in work, no more."""
    waiting: set[Future[Done]] = set()
    for part in parts:
        waiting.add(submit(part))
        while len(waiting) >= most:
            finished, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            yield from (each.result() for each in finished)
    for each in waiting:
        yield each.result()


@contextmanager
def workers_for(count: int) -> Iterator[Callable[[Part, Task], Future[Done]]]:
    """Give what takes a part to work on: processes, or this one where one is enough."""
    if count == 1:
        pa.set_cpu_count(1)
        yield _here
        return
    with processes(count) as pool:
        try:
            yield lambda part, task: pool.submit(work, part, task)
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def _here(part: Part, task: Task) -> Future[Done]:
    found: Future[Done] = Future()
    found.set_result(work(part, task))
    return found


def _tell(total: Total, seconds: float, wanted: Wanted, rejects: Path | None) -> None:
    rate = total.people / max(seconds, 1e-9)
    people = _many(total.people, "person", "people")
    put(f"{people} in {seconds:.1f} s, {rate:,.0f} a second. The results are in {wanted.out}.\n")
    if total.kept:
        put(f"Done before, and kept: {_many(total.kept, 'part', 'parts')}.\n")
    if wanted.summary is not None:
        put(f"The summary is in {wanted.summary}.\n")
    if rejects is not None:
        put(f"Rejected: {_many(total.rejected, 'row', 'rows')}. Why is in {rejects}.\n")


def _many(count: int, one: str, more: str) -> str:
    return f"{count:,} {one if count == 1 else more}"
