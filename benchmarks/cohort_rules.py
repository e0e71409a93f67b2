"""The rules of a table beside the peers, and beside the memory of the machine: what fires, for everybody."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from benchmarks.machine import Copying, say
from benchmarks.rule_peers import Cql, DuckDB, Polars, fastest, in_turn
from lumbago.criteria import presume
from lumbago.criteria.columns import Columns, Compiler, Planes, program
from lumbago.knowledge import Knowledge, load
from lumbago.pathway.cohort import read_table
from lumbago.pathway.cohort.facts import Shape, answered
from lumbago.record import Observation, Record, Value, known_values

ROUNDS = 9
FEW = {"person": 2000, "cql": 200}


@dataclass(frozen=True, slots=True)
class Measured:
    """How long one engine took; ratios are by person."""

    name: str
    people: int
    seconds: float

    @property
    def each(self) -> float:
        return self.seconds / self.people

    @property
    def rate(self) -> str:
        return f"{1 / self.each:,.{0 if self.each < 1 else 2}f}"


def of_rules(batches: list[pa.RecordBatch], knowledge: Knowledge, place: Path) -> list[str]:
    table = pa.Table.from_batches(batches).combine_chunks()
    rows = table.slice(0, max(FEW.values())).to_pylist()
    ours = Ours(table.to_batches(), knowledge)
    say("rules: comparing what fires")
    fired = ours.fired()
    peers = [Polars(table, knowledge), DuckDB(table, knowledge)]
    for peer in peers:
        same(peer.name, peer.fired(), fired)
    cql = Cql(rows[: FEW["cql"]], knowledge, place)
    cql.seconds()
    same(cql.name, cql.fired, fired[:, : FEW["cql"]])
    say("rules: timing")
    copying = Copying()
    works = [ours.run, copying.run, cql.seconds, *(peer.run for peer in peers)]
    own, copied, of_cql, *of_peers = in_turn(works, ROUNDS)
    measured = [Measured(peer.name, table.num_rows, s) for peer, s in zip(peers, of_peers, strict=True)]
    measured.append(plain(rows[: FEW["person"]], knowledge, fired))
    measured.append(Measured(cql.name, FEW["cql"], of_cql))
    planes = Measured("planes", table.num_rows, own)
    bandwidth = copying.moved / copied
    least = ours.bytes_touched() / bandwidth
    wanted = {"Polars expressions": "at least 3", "DuckDB SQL": "at least 20", "cql-execution": "at least 100,000"}
    ratios = [(f"rules, against {m.name}", m.each / planes.each, wanted.get(m.name, "")) for m in measured]
    return [
        f"All {len(knowledge.rules)} red-flag rules as presumed, one thread, columns in memory to columns in memory.",
        "All engines and the memory itself were timed in turn, round by round.",
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
        *(f"| {m.name} | {m.rate} |" for m in (planes, *measured)),
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
        self._used = {key.finding for key in self._program.sources}  # type: ignore[attr-defined]
        self._used.update(self._program.columns)

    def run(self) -> list[Any]:
        return [self._program.run(Columns(t.findings, t.people), t.people) for t in self._tables]

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
