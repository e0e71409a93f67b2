"""Speed of one visit beside pyAgrum and pgmpy, on the same network, in one run: `make bench`.

The network: a node for each dangerous cause; one node for the ordinary causes that share 100%, with a state for
nonspecific pain; one node for the kind of nonspecific pain; and under each a child for every answer that speaks to it,
carrying the answer's weight as virtual evidence. The peers' networks are built beforehand; what is timed is setting
one person's evidence and reading every posterior. Agreement is checked before anything is timed. The peers' evidence
is put in their own form beforehand, while ours is timed from the answers on, criteria and gates included.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from benchmarks.accuracy.vignettes import PACKAGED, given, rows
from benchmarks.machine import described
from benchmarks.peers import PGMPY_CASES, Peer, Pgmpy, PyAgrum
from lumbago.knowledge import Knowledge, load
from lumbago.pathway.differential import Posterior, posterior
from lumbago.pathway.visit import appraise, conduct
from lumbago.record import Record

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
ROUNDS = 7
STARTS = 12
ASSESS = (str(Path(sys.executable).with_name("lumbago")), "assess", "-", "--json")
AGREE = 1e-6
PAGE = Path(__file__).parents[1] / "docs" / "reference" / "speed-single-case.md"


def main() -> None:
    """Measure, compare, print, write the page."""
    knowledge = load()
    people = _people(knowledge)
    odds = [posterior(p, knowledge) for p in people]
    peers: list[Peer] = [PyAgrum(odds[0]), Pgmpy(odds[0])]
    for peer in peers:
        _check(peer, odds[:PGMPY_CASES] if isinstance(peer, Pgmpy) else odds)
    lines = _report(knowledge, people, odds, peers)
    print("\n".join(lines))
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text("\n".join(lines) + "\n", "utf-8")


def _people(knowledge: Knowledge) -> list[Record]:
    """Take the packaged cases of adults."""
    cases = [given(row, knowledge) for row in rows(PACKAGED)]
    return [r for r in cases if not isinstance(age := r.value("age"), (int, float)) or age >= 18]


def _check(peer: Peer, odds: Sequence[Posterior]) -> None:
    worst = max(float(np.abs(peer.ask(peer.prepare(o)) - o.probability).max()) for o in odds)
    if worst > AGREE:
        sys.exit(f"{peer.name} disagrees by {worst:.2g}: the networks are not the same, nothing is compared")


def _report(knowledge: Knowledge, people: list[Record], odds: list[Posterior], peers: list[Peer]) -> list[str]:
    point = _each(lambda: [_with_ledger(p, knowledge) for p in people]) / len(people)
    visit = _each(lambda: [_visit(p, knowledge) for p in people]) / len(people)
    advised = _each(lambda: [conduct(p, knowledge, NOON) for p in people]) / len(people)
    intervals = _each(lambda: [o.intervals() for o in odds]) / len(odds)
    bare = {}
    for peer in peers:
        slow = isinstance(peer, Pgmpy)
        questions = [peer.prepare(o) for o in (odds[:PGMPY_CASES] if slow else odds)]
        bare[peer.name] = _each(_asking(peer, questions), 1 if slow else ROUNDS) / len(questions)
    start, alone = _start_up(ASSESS), _start_up([sys.executable, "-c", "import numpy"])
    rows = [
        ("posteriors with ledger, against pyAgrum's bare posteriors", bare["pyAgrum"] / point, "at least 10"),
        ("posteriors with ledger, against pgmpy's bare posteriors", bare["pgmpy"] / point, "at least 50"),
        (
            "whole visit (rules, bracket, risks, ledger), against pyAgrum's bare posteriors",
            bare["pyAgrum"] / visit,
            "at least 2",
        ),
        ("cost of 1,000-draw intervals, in point estimates", intervals / point, "under 150"),
    ]
    return [
        "# Speed of one visit",
        "",
        f"Made by `make bench`; not edited by hand. {described()} Median of {ROUNDS} rounds over {len(people)} cases.",
        f"All posteriors agree with the peers' to {AGREE:g}.",
        "",
        "| ratio | measured | wanted |",
        "| --- | --- | --- |",
        *(f"| {name} | {value:.1f} | {wanted} |" for name, value, wanted in rows),
        f"| CPU seconds from start of `lumbago assess` to its end, one case | {start:.2f} | under 0.3 |",
        f"| of these, `import numpy` | {alone:.2f} | |",
        "",
        "| in milliseconds, this run | |",
        "| --- | --- |",
        f"| posteriors with ledger | {point * 1e3:.3f} |",
        f"| whole visit (rules, bracket, risks, ledger) | {visit * 1e3:.3f} |",
        f"| with medicines and plan | {advised * 1e3:.3f} |",
        f"| intervals, 1,000 draws | {intervals * 1e3:.3f} |",
        *(f"| {name}, bare posteriors | {seconds * 1e3:.2f} |" for name, seconds in bare.items()),
    ]


def _with_ledger(person: Record, knowledge: Knowledge) -> int:
    """Weigh all findings and write out the whole ledger, every cause."""
    return sum(len(ledger) for ledger in posterior(person, knowledge).ledgers())


def _visit(person: Record, knowledge: Knowledge) -> int:
    """Judge the rules, the bracket and the risks, and write out the whole ledger."""
    odds = appraise(person, knowledge, NOON).posterior
    return sum(len(ledger) for ledger in odds.ledgers()) if odds else 0


def _asking(peer: Peer, questions: Sequence[object]) -> Callable[[], object]:
    return lambda: [peer.ask(question) for question in questions]


def _each(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Take the median time of a piece of work, after one round to warm up."""
    work()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def _start_up(command: Sequence[str]) -> float:
    """Measure the least CPU time of one whole run of a command, with the snapshot in place; other work only adds."""
    case = '{"id": "1", "setting": "self", "answers": {"age": 40}}'
    settings = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}  # as `assess` itself asks for
    spent = []
    for _ in range(STARTS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, input=case, text=True, capture_output=True, check=True, env=settings)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(spent)


if __name__ == "__main__":
    main()
