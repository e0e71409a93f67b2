"""`make spark-test`: a real Spark cluster on this machine, one worker killed midway, the results compared with local.

A standalone master and two workers are started from the pyspark wheel, on loopback and free ports. They end with this.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

SEED = 11
ORDER = "truth_row"
LOOPBACK = "127.0.0.1"
PATIENCE = 120


def main() -> None:
    """Run, kill, compare; exit status 1 when anything differs."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("it was ended from outside"))  # so that the cluster ends too
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        given = Path(place) / "people"
        given.mkdir()
        numbered(options.people, given)
        run_lumbago("cohort", given, Path(place) / "local", "--no-medicines")
        with cluster(Path(place)) as (master, workers):
            done = threading.Event()
            killed = threading.Thread(target=kill_midway, args=(workers[0], Path(place) / "spark.partial", done))
            killed.start()
            spark = ("--engine", "spark", "--master", master)
            try:
                run_lumbago("cohort", given, Path(place) / "spark", "--no-medicines", *spark)
            finally:
                done.set()
                killed.join()
            if workers[0].poll() is None:
                sys.exit("the worker was not killed before Spark was done: nothing was tested")
        compare(Path(place) / "local", Path(place) / "spark", options.people)


def numbered(people: int, place: Path) -> None:
    """Draw people into several files, each with the number of its row: Spark does not keep their order."""
    run_lumbago("simulate", people, place.parent / "all.parquet", "--seed", SEED)
    first = 0
    for number, batch in enumerate(pq.ParquetFile(place.parent / "all.parquet").iter_batches(1 << 16)):
        rows = pa.array(range(first, first + batch.num_rows), pa.int64())
        table = pa.Table.from_batches([batch.append_column(ORDER, rows)])
        pq.write_table(
            table.cast(pa.schema([spelled_out(field) for field in table.schema])), place / f"{number:03}.parquet"
        )
        first += batch.num_rows


def spelled_out(field: pa.Field) -> pa.Field:
    """Give a column of words that says each word, not its number in a list."""
    return pa.field(field.name, field.type.value_type) if pa.types.is_dictionary(field.type) else field


def run_lumbago(*arguments: object) -> None:
    command = [str(Path(sys.executable).with_name("lumbago")), *map(str, arguments)]
    subprocess.run(command, check=True)


@contextmanager
def cluster(place: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Start a master and two workers, and stop them."""
    import pyspark

    home = Path(pyspark.__file__).parent
    port = free_port()
    master = f"spark://{LOOPBACK}:{port}"
    spark = {"SPARK_HOME": str(home), "SPARK_LOCAL_IP": LOOPBACK, "PYSPARK_PYTHON": sys.executable}
    os.environ.update(spark)
    log = (place / "spark.log").open("wb")

    def start(kind: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = [str(home / "bin" / "spark-class"), f"org.apache.spark.deploy.{kind}", "--host", LOOPBACK, *arguments]
        return subprocess.Popen(command, stdout=log, stderr=log)

    running = [start("master.Master", "--port", str(port), "--webui-port", str(free_port()))]
    try:
        wait_for(port)
        for number in (1, 2):
            work = ("--work-dir", str(place / f"work-{number}"), "--webui-port", str(free_port()))
            running.append(start("worker.Worker", "--cores", "1", "--memory", "1g", *work, master))
        yield master, running[1:]
    finally:
        for process in reversed(running):
            process.terminate()
            process.wait()
        log.close()


def free_port() -> int:
    with socket.socket() as one:
        one.bind((LOOPBACK, 0))
        return int(one.getsockname()[1])


def wait_for(port: int) -> None:
    for _ in range(PATIENCE * 10):
        with socket.socket() as one:
            if one.connect_ex((LOOPBACK, port)) == 0:
                return
        time.sleep(0.1)
    sys.exit("the master did not start")


def kill_midway(worker: subprocess.Popen[bytes], results: Path, done: threading.Event) -> None:
    """Kill a worker, and the executor it started, once a first part of the results is being written."""
    while not done.wait(0.05):
        if list(results.glob("parts/**/*.parquet")):
            for child in (*children(worker.pid), worker.pid):
                os.kill(child, signal.SIGKILL)
            worker.wait()
            return


def children(pid: int) -> Iterator[int]:
    listed = Path(f"/proc/{pid}/task").glob("*/children")
    for child in {int(c) for path in listed for c in path.read_text().split()}:
        yield from children(child)
        yield child


def compare(local: Path, spark: Path, people: int) -> None:
    """Compare every row and column."""
    ours, theirs = (plain(pq.read_table(folder).sort_by(ORDER)) for folder in (local, spark))
    if ours.num_rows != people or theirs.num_rows != people:
        sys.exit(f"{people} people went in; local has {ours.num_rows}, Spark {theirs.num_rows}")
    differing = [name for name in ours.column_names if not ours[name].equals(theirs[name])]
    if differing:
        sys.exit(f"these columns differ: {differing}")
    print(f"{people:,} people, {len(ours.column_names)} columns: one worker was killed, and every row is the same.")


def plain(table: pa.Table) -> pa.Table:
    """Write out what the two write differently: words as dictionaries, small numbers larger."""

    def kind(field: pa.Field) -> pa.DataType:
        if pa.types.is_dictionary(field.type):
            return field.type.value_type
        return pa.int16() if pa.types.is_uint8(field.type) else field.type

    fields = sorted((pa.field(f.name, kind(f)) for f in table.schema), key=lambda f: f.name)
    return table.select([f.name for f in fields]).cast(pa.schema(fields)).combine_chunks()


if __name__ == "__main__":
    main()
