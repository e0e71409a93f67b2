"""What can be typed after `lumbago cohort` and `lumbago simulate`. Imports nothing heavy: every start reads it."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from typing import Any

from lumbago.errors import InputError, Problem

SCHEMA = "schema"
SETTINGS = ("self", "primary_care", "emergency_department")
SMALLEST = 5
Add = Callable[[Any, str, str], argparse.ArgumentParser]


def add_cohort(commands: Any, add: Add) -> None:
    """Describe `lumbago cohort`."""
    command = add(commands, "cohort", "assess a table of people, a column a finding")
    command.add_argument(
        "table", metavar="IN", help='a Parquet, Arrow, CSV or JSON Lines file, or a folder; "schema" lists the columns'
    )
    command.add_argument("out", metavar="OUT", nargs="?", help="the folder of Parquet files to make")
    command.add_argument("--engine", choices=("local", "spark"), default="local", help="where it runs (%(default)s)")
    command.add_argument("--master", default="local[*]", help="Spark's master (%(default)s)")
    command.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes (one for each processor)")
    command.add_argument("--setting", choices=SETTINGS, help="of everybody, where the table does not say")
    command.add_argument("--intervals", action="store_true", help="also draw the interval of each probability; slow")
    command.add_argument("--no-medicines", action="store_true", help="leave the medicines out")
    command.add_argument("--keep-going", action="store_true", help="reject rows that cannot be read; exit status 2")
    command.add_argument("--summary", metavar="FOLDER", help="also write counts there, as CSV and as a page")
    command.add_argument(
        "--smallest", type=int, default=SMALLEST, help="numbers below this are not told in the summary (%(default)s)"
    )
    command.set_defaults(run=_cohort)


def add_simulate(commands: Any, add: Add) -> None:
    """Describe `lumbago simulate`."""
    command = add(commands, "simulate", "draw a table of simulated people from the knowledge base")
    command.add_argument("people", metavar="N", type=int, help="how many")
    command.add_argument("out", metavar="OUT", help="the Parquet file to make")
    command.add_argument("--seed", type=int, default=1, help="the same seed draws the same people (%(default)s)")
    command.add_argument("--setting", choices=SETTINGS, default="primary_care", help="where they are (%(default)s)")
    command.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes (one for each processor)")
    command.set_defaults(run=_simulate)


def _cohort(given: argparse.Namespace) -> int:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if given.out is None:
        return _schema(given)
    from lumbago.cli.cohort.processes import start_early

    workers = _workers(given.workers)
    options = {"intervals": given.intervals, "medicines": not given.no_medicines}
    if given.engine == "local":
        start_early(workers, table=given.table, setting=given.setting, options=options)
    from lumbago.cli.cohort.run import Wanted, cohort
    from lumbago.pathway.cohort import Options

    wanted = Wanted(
        given=given.table,
        out=given.out,
        options=Options(**options),
        workers=workers,
        keep_going=given.keep_going,
        setting=given.setting,
        summary=given.summary,
        smallest=given.smallest,
    )
    if given.engine == "spark":
        from lumbago.cli.cohort.spark import cohort_on_spark

        return cohort_on_spark(wanted, given.master)
    return cohort(wanted)


def _schema(given: argparse.Namespace) -> int:
    if given.table != SCHEMA:
        raise InputError(Problem("there is no OUT.", file="lumbago cohort", mend="Name the folder of results to make."))
    from lumbago.cli.cohort.schema import schema

    return schema()


def _simulate(given: argparse.Namespace) -> int:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from lumbago.cli.cohort.processes import start_early

    workers = _workers(given.workers)
    start_early(workers)
    from lumbago.cli.cohort.simulate import simulate

    return simulate(given.people, given.seed, given.out, given.setting, workers)


def _workers(count: int) -> int:
    if count < 1:
        raise InputError(Problem(f"{count} processes do nothing.", file="--workers", mend="Give 1 or more."))
    return count
