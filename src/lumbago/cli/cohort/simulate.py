"""`lumbago simulate N --seed S OUT`: simulated people into one Parquet file, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from time import perf_counter

import pyarrow as pa

from lumbago.cli.cohort.processes import processes
from lumbago.cli.cohort.progress import Seen, watch
from lumbago.cli.cohort.writing import refusals, write_table
from lumbago.cli.printing import put
from lumbago.errors import InputError, Problem
from lumbago.knowledge import load
from lumbago.pathway.cohort.population import Population
from lumbago.record import Setting

PART = 1 << 17
ENDING = ".parquet"


def simulate(people: int, seed: int, out: str, setting: Setting, workers: int) -> int:
    """Write a simulated population, the same for the same number, seed and setting.

    Raises: InputError when the file cannot be written, or nobody is asked for.
    """
    if people < 1 or seed < 0:
        mend = "Ask for at least one person, and give a seed of nought or more."
        raise InputError(Problem(f"{people} people by seed {seed} cannot be drawn.", mend=mend))
    if not out.endswith(ENDING):
        raise InputError(Problem(f"the file has to end in {ENDING}.", file=out, mend=f"Name it {out}{ENDING}."))
    started = perf_counter()
    with refusals(Path(out)), watch(people, "Drawing") as seen:
        batches = _watched(_drawn(people, seed, setting, workers), seen)
        first = next(batches)
        write_table(Path(out), first.schema, chain([first], batches))
    put(f"{people:,} people in {perf_counter() - started:.1f} s. They are in {out}.\n")
    return 0


def _watched(batches: Iterator[pa.RecordBatch], seen: Seen) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        yield batch
        seen(batch.num_rows)


def _drawn(people: int, seed: int, setting: Setting, workers: int) -> Iterator[pa.RecordBatch]:
    """Draw the parts in their order, some at once."""
    sizes = [min(PART, people - start) for start in range(0, people, PART)]
    given = [(size, seed, part, setting) for part, size in enumerate(sizes)]
    if workers == 1 or len(given) == 1:
        yield from map(_part, given)
        return
    with processes(workers) as pool:
        rest = iter(given)
        waiting = [pool.submit(_part, each) for each in islice(rest, workers + 1)]
        while waiting:
            yield waiting.pop(0).result()
            waiting.extend(pool.submit(_part, each) for each in islice(rest, 1))


def _part(given: tuple[int, int, int, Setting]) -> pa.RecordBatch:
    size, seed, part, setting = given
    return _population(setting).draw(size, seed, part)


@lru_cache(maxsize=3)
def _population(setting: Setting) -> Population:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    return Population(load(), setting)
