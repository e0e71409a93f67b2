"""A table of people beside the peers, all in one run on the same people: `make bench-cohort`.

Rules: what fires, from columns in memory to columns in memory, one thread each; agreement is checked before anything is
compared. The whole assessment: kernel beside a loop over visits and beside Bayesian networks' bare posteriors. Growth:
see `growth`. Each part of the page says when it was measured, and is written when it is done; `--only` measures some.
"""

from __future__ import annotations

import argparse
import os

os.environ.update(dict.fromkeys(("POLARS_MAX_THREADS", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1"))

import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa

from benchmarks.cohort_rules import ROUNDS, Measured, of_rules, record_of
from benchmarks.growth import of_growth
from benchmarks.machine import described, say
from benchmarks.peers import Pgmpy, PyAgrum
from benchmarks.rule_peers import fastest
from benchmarks.single_case import NOON
from lumbago.cli.cohort.reading import ROWS_AT_ONCE
from lumbago.knowledge import Knowledge, load
from lumbago.pathway.cohort import Options, assess
from lumbago.pathway.cohort.population import Population
from lumbago.pathway.differential import posterior
from lumbago.pathway.visit import appraise, conduct
from lumbago.record import Record

PARTS = {"rules": "Rules alone", "assessment": "The whole assessment, one core", "growth": "Growth"}
BUSY = 2.5
HEADING = [
    "# Speed of a table of people",
    "",
    "Made by `make bench-cohort`; not edited by hand. Each part was measured in one run with its peers, and what fires",
    "and what is probable was compared with every peer before anything was timed.",
    "",
]
PAGE = Path(__file__).parents[1] / "docs" / "reference" / "speed.md"
BATCH = 1 << 17
SEED = 7
FEW = {"visit": 400, "pyagrum": 200, "pgmpy": 2}


def main() -> None:
    """Measure, compare, print, write the page part by part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--growth", type=int, nargs="*", default=[100_000, 1_000_000, 3_000_000, 10_000_000])
    parser.add_argument("--only", choices=PARTS, nargs="+", default=list(PARTS), help="the parts to measure anew")
    options = parser.parse_args()
    pa.set_cpu_count(1)
    with tempfile.TemporaryDirectory() as place:
        if "growth" in options.only and options.growth:
            put_in_page("growth", [*when(), *of_growth(options.growth, Path(place))])
        if {"rules", "assessment"} & {*options.only}:
            in_memory(options.only, options.people, Path(place))
    print(PAGE.read_text("utf-8"))


def in_memory(parts: list[str], people: int, place: Path) -> None:
    """Measure what runs from columns in memory to columns in memory."""
    knowledge = load()
    say(f"drawing {people:,} people")
    batches = list(drawn(knowledge, people))
    if "rules" in parts:
        put_in_page("rules", [*when(), *told_of(people), *of_rules(batches, knowledge, place)])
    if "assessment" in parts:
        put_in_page("assessment", [*when(), *told_of(people), *of_assessment(batches, knowledge)])


def told_of(people: int) -> list[str]:
    return [
        f"{people:,} simulated people by seed {SEED}, a tenth of the answers missing. Fastest of {ROUNDS} rounds.",
        "",
    ]


def put_in_page(part: str, lines: list[str]) -> None:
    """Write one part of the page anew, and leave the others as they were measured."""
    old = PAGE.read_text("utf-8") if PAGE.exists() else ""
    parts = {title: text for title, _, text in (p.partition("\n") for p in old.split("\n## ")[1:])}
    parts[PARTS[part]] = "\n".join(["", *lines])
    told = [f"## {title}\n{parts[title].rstrip()}\n" for title in PARTS.values() if title in parts]
    PAGE.write_text("\n".join([*HEADING, *told]), "utf-8")


def when() -> list[str]:
    """Say when a part is measured, on what, and whether others were at work."""
    load_now = os.getloadavg()[0]
    busy = "; others were at work, so that the figures are too low" if load_now > BUSY else ""
    begun = f"Load of the machine when this part began: {load_now:.1f}{busy}."
    return [f"Measured {datetime.now(UTC).date()}. {described()}", begun, ""]


def drawn(knowledge: Knowledge, people: int) -> Iterator[pa.RecordBatch]:
    """Draw the people, without what only the truth knows."""
    population = Population(knowledge)
    for part, start in enumerate(range(0, people, BATCH)):
        yield population.draw(min(BATCH, people - start), SEED, part).drop_columns(["truth"])


def of_assessment(batches: list[pa.RecordBatch], knowledge: Knowledge) -> list[str]:
    people = sum(batch.num_rows for batch in batches)
    rows = batches[0].slice(0, FEW["visit"]).to_pylist()
    records = [record_of(row) for row in rows]
    say("assessment: comparing with visits")
    check(batches[0], records, knowledge)
    say("assessment: timing")
    kernel = Measured(
        "kernel: rules, all posteriors, causes, medicines, referral",
        people,
        fastest(lambda: assess_all(batches, knowledge, Options()), ROUNDS),
    )
    bare = Options(medicines=False)
    odds = Measured("kernel without medicines", people, fastest(lambda: assess_all(batches, knowledge, bare), ROUNDS))
    visits = Measured(
        "a loop over visits", len(records), fastest(lambda: [conduct(r, knowledge, NOON) for r in records], 1)
    )
    appraisals = Measured(
        "a loop over visits, without plan and medicines",
        len(records),
        fastest(lambda: [appraise(r, knowledge, NOON) for r in records], 1),
    )
    say("assessment: Bayesian networks")
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
        "| times as fast | measured | wanted |",
        "| --- | --- | --- |",
        *(f"| {name} | {ratio:,.0f} | {want} |" for name, ratio, want in ratios),
        "",
        "| people a second, one core | |",
        "| --- | --- |",
        *(f"| {m.name} | {m.rate} |" for m in (kernel, odds, visits, appraisals, *peers)),
        "",
    ]


def assess_all(batches: list[pa.RecordBatch], knowledge: Knowledge, options: Options) -> None:
    """Assess everybody, so many at once as `lumbago cohort` takes."""
    for batch in batches:
        for start in range(0, batch.num_rows, ROWS_AT_ONCE):
            assess(batch.slice(start, ROWS_AT_ONCE), knowledge, options)


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


if __name__ == "__main__":
    main()
