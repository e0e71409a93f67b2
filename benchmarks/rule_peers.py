"""The red-flag rules in other engines, with the same three values: what fires, for everybody in a table."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable, Sequence
from functools import reduce
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from benchmarks.cql.write import derivations, library
from lumbago.criteria import And, AtLeast, Compare, Criterion, Is, Named, Not, OneOf, Or, Unless
from lumbago.knowledge import Knowledge
from lumbago.record import Value, Vocabulary

TURN_SECONDS = 0.1
CQL = Path(__file__).parent / "cql"
Fired = NDArray[np.bool_]


def derived(knowledge: Knowledge) -> dict[str, Criterion]:
    """Give the findings that follow from others, as criteria."""
    found: dict[str, Criterion] = {}
    for finding in knowledge.vocabulary.derived:
        d = finding.derivation
        if d is not None:
            text = isinstance(d.value, str)
            found[finding.id] = (
                OneOf(d.finding, (str(d.value),)) if text else Compare(d.finding, d.operator, float(d.value))
            )
    return found


class Polars:
    """Expressions, evaluated all at once by its optimiser, on one thread."""

    name = "Polars expressions"

    def __init__(self, table: pa.Table, knowledge: Knowledge) -> None:
        self._frame = pl.from_arrow(table)
        self._derived = derived(knowledge)
        self._present = set(table.column_names)
        rules = [self._expression(r.criterion, True).alias(n) for n, r in knowledge.rules.items()]
        self._query = self._frame.lazy().select(rules)  # type: ignore[union-attr]

    def run(self) -> pl.DataFrame:
        return self._query.collect()

    def fired(self) -> Fired:
        return np.stack([column.fill_null(False).to_numpy() for column in self.run()])

    def _expression(self, criterion: Criterion, presumed: bool) -> pl.Expr:
        match criterion:
            case Is(finding) | Compare(finding) | OneOf(finding):
                return self._leaf(finding, criterion)
            case Named(_, inner):
                return self._expression(inner, presumed)
            case Not(inner):
                return ~self._expression(inner, presumed)
            case Unless(inner):
                excuse = self._expression(inner, False)
                return ~excuse.fill_null(False) if presumed else ~excuse
            case And(items):
                return reduce(lambda a, b: a & b, (self._expression(i, presumed) for i in items))
            case Or(items):
                return reduce(lambda a, b: a | b, (self._expression(i, presumed) for i in items))
            case AtLeast(count, items):
                return _at_least([self._expression(i, presumed) for i in items], count)

    def _leaf(self, finding: str, criterion: Is | Compare | OneOf) -> pl.Expr:
        if finding in self._derived:
            return self._expression(self._derived[finding], False)
        if finding not in self._present:
            return pl.lit(None, pl.Boolean)
        column = pl.col(finding)
        if isinstance(criterion, Is):
            return column
        if isinstance(criterion, OneOf):
            return reduce(lambda a, b: a | b, (column == choice for choice in criterion.choices))
        signs = {"<": column.lt, "<=": column.le, ">": column.gt, ">=": column.ge, "==": column.eq, "!=": column.ne}
        return signs[criterion.operator](pl.lit(criterion.limit, pl.Float32))


def _at_least(items: list[pl.Expr], count: int) -> pl.Expr:
    holds = reduce(lambda a, b: a + b, (i.fill_null(False).cast(pl.UInt8) for i in items)) >= count
    may = reduce(lambda a, b: a + b, (i.fill_null(True).cast(pl.UInt8) for i in items)) >= count
    return pl.when(holds).then(True).when(~may).then(False).otherwise(None)


class DuckDB:
    """SQL on one thread, over a table that it has loaded."""

    name = "DuckDB SQL"

    def __init__(self, table: pa.Table, knowledge: Knowledge) -> None:
        self._database = duckdb.connect(config={"threads": 1})
        self._derived = derived(knowledge)
        self._present = set(table.column_names)
        self._database.register("given", table)
        self._database.execute("create table people as select * from given")
        rules = [f'{self._sql(r.criterion, True)} as "{n}"' for n, r in knowledge.rules.items()]
        self._query = f"select {', '.join(rules)} from people"

    def run(self) -> pa.Table:
        return self._database.sql(self._query).to_arrow_table()

    def fired(self) -> Fired:
        return np.stack([c.fill_null(False).to_numpy() for c in self.run().columns])

    def _sql(self, criterion: Criterion, presumed: bool) -> str:
        match criterion:
            case Is(finding) | Compare(finding) | OneOf(finding):
                return self._leaf(finding, criterion)
            case Named(_, inner):
                return self._sql(inner, presumed)
            case Not(inner):
                return f"(not {self._sql(inner, presumed)})"
            case Unless(inner):
                excuse = self._sql(inner, False)
                return f"(not coalesce({excuse}, false))" if presumed else f"(not {excuse})"
            case And(items):
                return "(" + " and ".join(self._sql(i, presumed) for i in items) + ")"
            case Or(items):
                return "(" + " or ".join(self._sql(i, presumed) for i in items) + ")"
            case AtLeast(count, items):
                parts = [self._sql(i, presumed) for i in items]
                holds = " + ".join(f"coalesce({p}, false)::utinyint" for p in parts)
                may = " + ".join(f"coalesce({p}, true)::utinyint" for p in parts)
                return f"(case when {holds} >= {count} then true when {may} < {count} then false end)"

    def _leaf(self, finding: str, criterion: Is | Compare | OneOf) -> str:
        if finding in self._derived:
            return self._sql(self._derived[finding], False)
        if finding not in self._present:
            return "null::boolean"
        if isinstance(criterion, Is):
            return f'"{finding}"'
        if isinstance(criterion, OneOf):
            return "(" + " or ".join(f"\"{finding}\" = '{choice}'" for choice in criterion.choices) + ")"
        sign = {"==": "=", "!=": "<>"}.get(criterion.operator, criterion.operator)
        return f'("{finding}" {sign} {criterion.limit}::float)'


class Cql:
    """CQL compiled once by its reference compiler, and run by cql-execution, an executor kept for all people."""

    name = "cql-execution"

    def __init__(self, people: list[dict[str, Value]], knowledge: Knowledge, folder: Path) -> None:
        self._folder = folder
        self._rules = list(knowledge.rules)
        findings = sorted({f for rule in knowledge.rules.values() for f in rule.findings})
        follows = derivations(knowledge, findings)
        asked = [*(f for f in findings if f not in follows), *_bases(knowledge.vocabulary)]
        (folder / "rules.cql").write_text(library(knowledge, list(dict.fromkeys(asked)), follows), "utf-8")
        used = set(asked)
        lines = (json.dumps({n: v for n, v in person.items() if n in used}) for person in people)
        (folder / "people.jsonl").write_text("\n".join(lines), "utf-8")
        self._node("compile.mjs", "rules.cql", "rules.json")

    def seconds(self) -> float:
        """Run all people, and give the seconds the engine itself took."""
        said = json.loads(self._node("run.mjs", "rules.json", "people.jsonl", "fired.jsonl"))
        rows = [json.loads(line) for line in (self._folder / "fired.jsonl").read_text("utf-8").splitlines()]
        columns = [said["names"].index(rule) for rule in self._rules]
        self.fired = np.array([[row[c] is True for row in rows] for c in columns])
        return float(said["seconds"])

    def _node(self, script: str, *files: str) -> str:
        paths = [str(self._folder / file) for file in files]
        command = ["node", str(CQL / script), *paths]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _bases(vocabulary: Vocabulary) -> list[str]:
    return [f.derivation.finding for f in vocabulary.derived if f.derivation]


def in_turn(works: Sequence[Callable[[], object]], rounds: int) -> list[float]:
    """Time works in turn, round by round, so that a busy minute is everybody's; give the fastest time of each.

    A work that times itself gives its seconds; a short one is repeated in each round.
    """
    best = [float("inf")] * len(works)
    for _ in range(rounds + 1):
        for place, work in enumerate(works):
            until = time.perf_counter() + TURN_SECONDS
            while True:
                best[place] = min(best[place], _seconds(work))
                if time.perf_counter() >= until:
                    break
    return best


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    told = work()
    return told if isinstance(told, float) else time.perf_counter() - start


def fastest(work: Any, rounds: int) -> float:
    """Take the CPU-clock time of the fastest round, after one to warm up."""
    work()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)
