"""A table of people beside the peers, all in one run on the same people: `make bench-cohort`.

Rules: what fires, from columns in memory to columns in memory, one thread each; agreement is checked before anything is
compared. The whole assessment: kernel beside a loop over visits and beside Bayesian networks' bare posteriors. Growth:
the command as somebody runs it, files to files, time and memory of all its processes.
"""

from __future__ import annotations

import argparse
import os

os.environ.update(dict.fromkeys(("POLARS_MAX_THREADS", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1"))

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.machine import described
from benchmarks.peers import Pgmpy, PyAgrum
from benchmarks.rule_peers import Cql, DuckDB, Polars, fastest
from benchmarks.single_case import NOON
from lumbago.criteria import presume
from lumbago.criteria.columns import Columns, Compiler, Planes, program
from lumbago.knowledge import Knowledge, load
from lumbago.pathway.cohort import Options, assess, read_table
from lumbago.pathway.cohort.facts import Shape, answered
from lumbago.pathway.cohort.population import Population
from lumbago.pathway.differential import posterior
from lumbago.pathway.visit import appraise, conduct
from lumbago.record import Observation, Record, Value, known_values

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "speed.md"
BATCH = 1 << 17
SEED = 7
ROUNDS = 3
FEW = {"person": 2000, "cql": 200, "visit": 400, "pyagrum": 200, "pgmpy": 2}
WORD = 64


@dataclass(frozen=True, slots=True)
class Measured:
    """How long one engine took; ratios are by person."""

    name: str
    people: int
    seconds: float

    @property
    def each(self) -> float:
        return self.seconds / self.people


def main() -> None:
    """Measure, compare, print, write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--growth", type=int, nargs="*", default=[100_000, 1_000_000, 10_000_000])
    options = parser.parse_args()
    pa.set_cpu_count(1)
    knowledge = load()
    batches = list(drawn(knowledge, options.people))
    with tempfile.TemporaryDirectory() as place:
        lines = [*heading(options.people), *of_rules(batches, knowledge, Path(place))]
        lines += of_assessment(batches, knowledge)
        del batches
        lines += of_growth(options.growth, Path(place)) if options.growth else []
    print("\n".join(lines))
    PAGE.write_text("\n".join(lines).rstrip() + "\n", "utf-8")


def heading(people: int) -> list[str]:
    return [
        "# Speed of a table of people",
        "",
        f"Made by `make bench-cohort`; not edited by hand. {described()} {people:,} simulated people by seed {SEED}, a",
        f"tenth of the answers missing. Fastest of {ROUNDS} rounds, everything in one run. What fires and what is",
        "probable was compared with every peer before anything was timed. Other work on the machine when this began:",
        f"a load of {os.getloadavg()[0]:.1f} (over 1, the absolute figures are too low).",
        "",
    ]


def drawn(knowledge: Knowledge, people: int) -> Iterator[pa.RecordBatch]:
    """Draw the people, without what only the truth knows."""
    population = Population(knowledge)
    for part, start in enumerate(range(0, people, BATCH)):
        yield population.draw(min(BATCH, people - start), SEED, part).drop_columns(["truth"])


# Rules


def of_rules(batches: list[pa.RecordBatch], knowledge: Knowledge, place: Path) -> list[str]:
    table = pa.Table.from_batches(batches)
    rows = table.slice(0, max(FEW.values())).to_pylist()
    ours = Ours(batches, knowledge)
    fired = ours.fired()
    peers = [Polars(table, knowledge), DuckDB(table, knowledge)]
    for peer in peers:
        same(peer.name, peer.fired(), fired)
    cql = Cql(rows[: FEW["cql"]], knowledge, place)
    cql_seconds = cql.seconds()
    same(cql.name, cql.fired, fired[:, : FEW["cql"]])
    measured = [Measured(peer.name, table.num_rows, fastest(peer.run, ROUNDS)) for peer in peers]
    measured.append(plain(rows[: FEW["person"]], knowledge, fired))
    measured.append(Measured(cql.name, FEW["cql"], cql_seconds))
    planes = Measured("planes", table.num_rows, fastest(ours.run, ROUNDS))
    bandwidth = memory_bandwidth()
    least = ours.bytes_touched() / bandwidth
    wanted = {"Polars expressions": "at least 3", "DuckDB SQL": "at least 20", "cql-execution": "at least 100,000"}
    ratios = [(f"rules, against {m.name}", m.each / planes.each, wanted.get(m.name, "")) for m in measured]
    return [
        "## Rules alone",
        "",
        f"All {len(knowledge.rules)} red-flag rules as presumed, one thread, columns in memory to columns in memory.",
        "",
        "| times as fast | measured | wanted |",
        "| --- | --- | --- |",
        *(f"| {name} | {ratio:,.1f} | {want} |" for name, ratio, want in ratios),
        f"| time, in times of reading and writing the same bytes once | {planes.seconds / least:.1f} | at most 4 |",
        "",
        f"Memory moves {bandwidth / 1e9:.1f} GB a second here (one thread, measured in this run);",
        f"the rules touch {ours.bytes_touched() / table.num_rows:.0f} bytes a person.",
        "",
        "| people a second, one thread | |",
        "| --- | --- |",
        *(f"| {m.name} | {1 / m.each:,.0f} |" for m in (planes, *measured)),
        "",
    ]


class Ours:
    """The rules as planes, compiled once for this table."""

    def __init__(self, batches: list[pa.RecordBatch], knowledge: Knowledge) -> None:
        self._tables = [read_table(batch, knowledge.vocabulary) for batch in batches]
        planes, found = Planes(), frozenset(self._tables[0].findings)
        facts = answered(planes, Shape(found, frozenset(), frozenset({"primary_care"}), False, False), knowledge)
        compiler = Compiler(planes, facts)
        self._program = program(planes, [compiler.presume(r.criterion).yes for r in knowledge.rules.values()])
        self._used = {getattr(key, "finding", "") or key.leaf.finding for key in self._program.sources}  # type: ignore[attr-defined]

    def run(self) -> list[Any]:
        return [self._program.run(Columns(t.findings, t.people).planes, t.people) for t in self._tables]

    def fired(self) -> np.ndarray:
        loose = [
            np.unpackbits(words.view(np.uint8), axis=1, count=table.people, bitorder="little")
            for words, table in zip(self.run(), self._tables, strict=True)
        ]
        return np.concatenate(loose, axis=1).astype(np.bool_)

    def bytes_touched(self) -> float:
        """Count every byte of the columns that the rules look at once, and every byte of the result once."""
        read = sum(t.findings[n].nbytes for t in self._tables for n in self._used)
        return float(read + sum(self._program.rows * t.people / 8 for t in self._tables))


def plain(rows: list[dict[str, Any]], knowledge: Knowledge, fired: np.ndarray) -> Measured:
    """Judge some people one by one, with the plain evaluator."""
    people = [known_values(record_of(row), knowledge.vocabulary) for row in rows]
    criteria = [rule.criterion for rule in knowledge.rules.values()]

    def judge() -> list[list[bool]]:
        return [[presume(criterion, person) is True for criterion in criteria] for person in people]

    same("the plain evaluator", np.array(judge()).T, fired[:, : len(people)])
    return Measured("the plain evaluator, person by person", len(people), fastest(judge, 1))


def record_of(row: dict[str, Any]) -> Record:
    """Make the record of a row, observed as `lumbago assess` takes it."""
    values: dict[str, Value] = {name: v for name, v in row.items() if v is not None and name != "setting"}
    guided = load().guided
    return Record(
        setting=row["setting"],
        observations={n: (Observation(v, "clinician" if n in guided else "person"),) for n, v in values.items()},
    )


def same(name: str, theirs: np.ndarray, ours: np.ndarray) -> None:
    if not np.array_equal(theirs, ours):
        rules = np.flatnonzero((theirs != ours).any(axis=1))
        sys.exit(f"{name} disagrees on {(theirs != ours).sum()} of {ours.size}, rules {rules.tolist()}: no comparison")


def memory_bandwidth() -> float:
    """Measure how many bytes a second one thread reads and writes, over far more than any cache holds."""
    source, target = np.ones(1 << 26), np.empty(1 << 26)
    seconds = fastest(lambda: np.copyto(target, source), 5)
    return 2 * source.nbytes / seconds


# The whole assessment


def of_assessment(batches: list[pa.RecordBatch], knowledge: Knowledge) -> list[str]:
    people = sum(batch.num_rows for batch in batches)
    rows = batches[0].slice(0, FEW["visit"]).to_pylist()
    records = [record_of(row) for row in rows]
    check(batches[0], records, knowledge)
    kernel = Measured(
        "kernel: rules, all posteriors, causes, medicines, referral",
        people,
        fastest(lambda: [assess(batch, knowledge) for batch in batches], ROUNDS),
    )
    bare = Options(medicines=False)
    odds = Measured(
        "kernel without medicines", people, fastest(lambda: [assess(b, knowledge, bare) for b in batches], ROUNDS)
    )
    visits = Measured(
        "a loop over visits", len(records), fastest(lambda: [conduct(r, knowledge, NOON) for r in records], 1)
    )
    appraisals = Measured(
        "a loop over visits, without plan and medicines",
        len(records),
        fastest(lambda: [appraise(r, knowledge, NOON) for r in records], 1),
    )
    peers = list(networks(records, knowledge))
    ratios = [
        ("kernel, against a loop over visits", visits.each / kernel.each, ""),
        ("kernel without medicines, against visits without them", appraisals.each / odds.each, ""),
        *(
            (f"kernel, against {m.name}", m.each / kernel.each, "at least 300" if "pyAgrum" in m.name else "")
            for m in peers
        ),
    ]
    return [
        "## The whole assessment, one core",
        "",
        "| times as fast | measured | wanted |",
        "| --- | --- | --- |",
        *(f"| {name} | {ratio:,.0f} | {want} |" for name, ratio, want in ratios),
        "",
        "| people a second, one core | |",
        "| --- | --- |",
        *(f"| {m.name} | {1 / m.each:,.0f} |" for m in (kernel, odds, visits, appraisals, *peers)),
        "",
    ]


def check(batch: pa.RecordBatch, records: list[Record], knowledge: Knowledge) -> None:
    told = assess(batch.slice(0, len(records)), knowledge)
    for row, record in zip(told.to_pylist(), records, strict=True):
        if row["urgency"] != conduct(record, knowledge, NOON).urgency:
            sys.exit("a visit tells another urgency: no comparison")


def networks(records: list[Record], knowledge: Knowledge) -> Iterator[Measured]:
    """Ask the peers for every posterior; their evidence is put in their own form beforehand, and that is not timed."""
    odds = [posterior(record, knowledge) for record in records[: FEW["pyagrum"]]]
    for peer, count in ((PyAgrum(odds[0]), FEW["pyagrum"]), (Pgmpy(odds[0]), FEW["pgmpy"])):
        questions = [peer.prepare(each) for each in odds[:count]]
        for question, each in zip(questions[: FEW["pgmpy"]], odds, strict=False):
            if np.abs(peer.ask(question) - each.probability).max() > 1e-6:
                sys.exit(f"{peer.name} disagrees: no comparison")
        started = time.perf_counter()
        for question in questions:
            peer.ask(question)
        yield Measured(f"{peer.name}, bare posteriors", count, time.perf_counter() - started)


# Growth


def of_growth(sizes: list[int], place: Path) -> list[str]:
    rows = []
    for size in sizes:
        given = place / f"{size}.parquet"
        lumbago("simulate", size, given, "--seed", SEED)
        reading = read_only(given)
        for workers in (1, 2):
            out = place / f"out-{size}-{workers}"
            seconds, memory = lumbago("cohort", given, out, "--workers", workers)
            rows.append((size, workers, seconds, reading, memory))
            subprocess.run(["rm", "-r", str(out)], check=True)
        given.unlink()
    return [
        "## Growth",
        "",
        "`lumbago cohort`, Parquet to Parquet, start-up, writing and everything included. Memory is the most that all",
        "processes together held (proportional share of what they share). Reading alone is counted apart: one thread,",
        "the file from the system's cache to columns in memory.",
        "",
        "| people | processes | seconds | people a second | of that, reading | most memory, MB |",
        "| --- | --- | --- | --- | --- | --- |",
        *(f"| {n:,} | {w} | {s:.1f} | {n / s:,.0f} | {r:.1f} s | {m:.0f} |" for n, w, s, r, m in rows),
        "",
        *linear(rows),
    ]


def linear(rows: list[tuple[int, int, float, float, float]]) -> list[str]:
    """Compare the time a person takes between the two largest tables, the start left out."""
    told = []
    for workers in (1, 2):
        mine = [(n, s) for n, w, s, _, _ in rows if w == workers]
        if len(mine) >= 3:
            (n0, s0), (n1, s1), (n2, s2) = mine[-3:]
            ratio = ((s2 - s1) / (n2 - n1)) / ((s1 - s0) / (n1 - n0))
            told.append(
                f"Processes: {workers}. A further person costs {ratio:.2f} times as much "
                f"between {n1:,} and {n2:,} people as between {n0:,} and {n1:,} (wanted: 0.8 to 1.2)."
            )
    return told


def lumbago(*arguments: object) -> tuple[float, float]:
    """Run the command; give seconds, and the most megabytes all its processes held."""
    command = [str(Path(sys.executable).with_name("lumbago")), *map(str, arguments)]
    started, most = time.perf_counter(), 0.0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as running:
        while running.poll() is None:
            most = max(most, sum(held(pid) for pid in family(running.pid)))
            time.sleep(0.05)
    if running.returncode:
        sys.exit(f"{command} failed")
    return time.perf_counter() - started, most


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


if __name__ == "__main__":
    main()
