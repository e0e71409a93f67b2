"""`lumbago cohort` as somebody runs it, files to files: time and memory of all its processes, for more and more."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from benchmarks.machine import say

WORKERS = (1, 2)
SEED = 7
BATCH = 1 << 16
FEW = 1000
LOOK_SECONDS = 0.5
RUNS = 2
WANTED_RATE, WANTED_MB = 200_000, 600


@dataclass(frozen=True, slots=True)
class Grown:
    """One run of the command."""

    people: int
    workers: int
    seconds: float
    reading: float
    megabytes: float

    def line(self) -> str:
        rate = self.people / self.seconds
        told = f"{self.people:,} | {self.workers} | {self.seconds:.1f} | {rate:,.0f} | {self.reading:.1f} s"
        return f"| {told} | {self.megabytes:.0f} |"


def of_growth(sizes: list[int], place: Path) -> list[str]:
    """Measure every size with one process and with two."""
    hide_peers(place / "hidden")
    warm_up(place)
    rows = list(measured(sizes, place))
    return [
        f"`lumbago cohort`, Parquet to Parquet, start-up, writing and everything included; the quicker of {RUNS} runs.",
        "Memory is the most that all processes together held in any run (proportional share of what they share),",
        "looked at twice a second. Reading alone is counted apart: one thread, the file from the system's cache to",
        f"columns in memory. Wanted with two processes: at least {WANTED_RATE:,} people a second at a million, and",
        f"less than {WANTED_MB} MB at any size.",
        "",
        "| people | processes | seconds | people a second | of that, reading | most memory, MB |",
        "| --- | --- | --- | --- | --- | --- |",
        *(row.line() for row in rows),
        "",
        *(line for workers in WORKERS for line in linear([r for r in rows if r.workers == workers])),
    ]


def hide_peers(folder: Path) -> None:
    """Put out of reach what only the peers need: Arrow and Numba load it wherever it is installed, in each process."""
    folder.mkdir()
    for name in ("pandas", "scipy"):
        (folder / f"{name}.py").write_text('raise ImportError("it is not among the packages of a run")\n')
    os.environ["PYTHONPATH"] = str(folder)


def warm_up(place: Path) -> None:
    """Let the machine code be made, which is done once on a machine."""
    say("growth: making machine code")
    lumbago("simulate", FEW, place / "few.parquet", "--workers", 1)
    lumbago("cohort", place / "few.parquet", place / "few", "--workers", 1)


def measured(sizes: list[int], place: Path) -> Iterator[Grown]:
    for size in sizes:
        given = place / f"{size}.parquet"
        say(f"growth: drawing {size:,} people")
        lumbago("simulate", size, given, "--seed", SEED)
        reading = read_only(given)
        for workers in WORKERS:
            say(f"growth: {size:,} people, processes: {workers}")
            runs = [assessed(given, place / "out", workers) for _ in range(RUNS)]
            yield Grown(size, workers, min(s for s, _ in runs), reading, max(m for _, m in runs))
        given.unlink()


def assessed(given: Path, out: Path, workers: int) -> tuple[float, float]:
    """Assess a table, and leave nothing behind; give seconds and megabytes."""
    try:
        return lumbago("cohort", given, out, "--workers", workers)
    finally:
        shutil.rmtree(out)


def linear(rows: list[Grown]) -> list[str]:
    """Compare what a further person takes between the largest three tables: neither start nor a lone part counts."""
    if len(rows) < 3:
        return []
    small, middle, large = rows[-3:]
    first, then = ((b.seconds - a.seconds) / (b.people - a.people) for a, b in ((small, middle), (middle, large)))
    return [
        f"Processes: {large.workers}. A further person costs {then / first:.2f} times as much "
        f"between {middle.people:,} and {large.people:,} people as between {small.people:,} and {middle.people:,} "
        "(wanted: 0.8 to 1.2).",
    ]


def lumbago(*arguments: object) -> tuple[float, float]:
    """Run the command; give seconds, and the most megabytes all its processes held."""
    command = [str(Path(sys.executable).with_name("lumbago")), *map(str, arguments)]
    started, ended, seen = time.perf_counter(), threading.Event(), [0.0]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as running:
        looking = threading.Thread(target=look, args=(running.pid, ended, seen))
        looking.start()
        running.wait()
        seconds = time.perf_counter() - started
        ended.set()
        looking.join()
    if running.returncode:
        sys.exit(f"{command} failed")
    return seconds, max(seen)


def look(pid: int, ended: threading.Event, seen: list[float]) -> None:
    """Look at the memory of a process and all that it started, rarely: each look holds them up."""
    while not ended.wait(LOOK_SECONDS):
        seen.append(sum(held(each) for each in family(pid)))


def family(pid: int) -> Iterator[int]:
    """List a process and all that it started."""
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from family(int(child))


def held(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def read_only(given: Path) -> float:
    started = time.perf_counter()
    for _ in pq.ParquetFile(given).iter_batches(BATCH, use_threads=False):
        pass
    return time.perf_counter() - started
