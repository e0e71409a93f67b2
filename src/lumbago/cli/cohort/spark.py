"""The same kernel on many machines: Apache Spark hands Arrow batches to `assess` through `mapInArrow`.

Spark is not among the packages of a run: `make spark-test` sets up an environment that has it.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from lumbago.cli.cohort.reading import given_at
from lumbago.cli.cohort.run import Wanted
from lumbago.cli.cohort.work import with_setting
from lumbago.cli.cohort.writing import Folder
from lumbago.cli.printing import put
from lumbago.errors import InputError, Problem
from lumbago.knowledge import load
from lumbago.pathway.cohort import Options, assess, schema_of
from lumbago.pathway.cohort.table import ID, PASSED_ON

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


PARTS = "parts"


def cohort_on_spark(wanted: Wanted, master: str) -> int:
    """Assess a table of Parquet files on Spark.

    Raises: InputError when Spark is not installed, or the table is of another form.
    """
    given = given_at(wanted.given)
    if given.form != "parquet":
        raise InputError(Problem("Spark reads Parquet here.", file=wanted.given, mend="Use --engine local."))
    if wanted.keep_going or wanted.summary is not None:
        mend = "Leave them out, or use --engine local."
        raise InputError(Problem("--keep-going and --summary work on one machine only.", file="spark", mend=mend))
    folder = Folder(wanted.out)
    session = session_on(master)
    folder.begin({"engine": "spark", "files": given.marks()})
    try:
        with _told():
            parts = str(folder.partial / PARTS)
            run(session, [str(file) for file in given.files], parts, wanted.options, wanted.setting)
        folder.take_up(PARTS)
    finally:
        session.stop()
        shutil.rmtree(folder.partial / PARTS, ignore_errors=True)  # Spark begins anew each time
        folder.drop_if_nothing_is_done()
    put(f"The results are in {wanted.out}.\n")
    return 0


@contextmanager
def _told() -> Iterator[None]:
    """Tell what a worker could not read as this process would.

    Raises: InputError.
    """
    from pyspark.errors import PySparkException

    try:
        yield
    except PySparkException as error:
        _, found, said = str(error).partition(f"{InputError.__module__}.{InputError.__name__}: ")
        if not found:
            raise
        mend = "With --engine local row and row group are told, and --keep-going rejects such rows."
        raise InputError(Problem(said.splitlines()[0], file="spark", mend=mend)) from None


def session_on(master: str, **settings: str) -> SparkSession:
    """Start Spark, or join one that runs."""
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        mend = "Set it up with `make spark-test`, or use --engine local."
        raise InputError(Problem("Spark is not installed here.", file="pyspark", mend=mend)) from None
    usual = {
        "spark.ui.enabled": "false",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "131072",
        "spark.sql.files.maxPartitionBytes": "8m",  # what is lost with a worker is soon done again
        **settings,
    }
    if master.startswith("local"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # or its workers are another Python, without Lumbago
    builder = SparkSession.builder.master(master).appName("lumbago cohort")
    for name, value in usual.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def run(session: SparkSession, files: list[str], out: str, options: Options, setting: str | None = None) -> None:
    """Assess files and write the results, each part by whichever worker has time."""
    from pyspark.sql.pandas.types import from_arrow_schema

    table = session.read.parquet(*files)
    given = pq.ParquetDataset(files).schema
    handed_on = [field for field in given if field.name == ID or field.name.startswith(PASSED_ON)]
    schema = pa.schema([pa.field(f.name, _plain(f.type)) for f in schema_of(load(), options, handed_on)])

    def kernel(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        knowledge = load()
        for batch in batches:
            yield as_plain(assess(with_setting(batch, setting), knowledge, options), schema)

    table.mapInArrow(kernel, from_arrow_schema(schema)).write.mode("overwrite").parquet(out)


def as_plain(batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
    """Write words out, and small numbers larger: Spark knows no dictionaries and no unsigned numbers."""
    return pa.RecordBatch.from_arrays(
        [c.cast(f.type) for c, f in zip(batch.columns, schema, strict=True)], schema=schema
    )


def _plain(kind: Any) -> Any:
    if pa.types.is_dictionary(kind):
        return kind.value_type
    return pa.int16() if pa.types.is_uint8(kind) else kind
