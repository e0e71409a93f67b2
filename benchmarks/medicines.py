"""Speed of screening one person against the whole formulary, beside reading the same person's case from JSON."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable

from benchmarks.machine import described
from lumbago.knowledge import Knowledge, load
from lumbago.pathway.medication_safety import screen
from lumbago.record import Record
from lumbago.record.reading import read_record
from lumbago.record.strict_json import decode

ROUNDS = 200
MOST_MS = 1.0
LISTS: dict[str, list[str]] = {
    "no medicines": [],
    "four medicines": ["warfarin", "sertraline", "ramipril", "furosemide 40 mg"],
    "500 names nobody knows": [f"nobody knows {number}" for number in range(500)],
}


def main() -> None:
    """Measure and print."""
    knowledge = load()
    print(f"{described()} Median of {ROUNDS} rounds.\n")
    print("| person | screening, ms | reading the case, ms | screening / reading |")
    print("| --- | --- | --- | --- |")
    for name, text in _cases(knowledge).items():
        record = _read(text, knowledge)
        screening = _median(lambda record=record: screen(record, knowledge))  # type: ignore[misc]
        reading = _median(lambda text=text: _read(text, knowledge))  # type: ignore[misc]
        print(f"| {name} | {screening * 1e3:.2f} | {reading * 1e3:.2f} | {screening / reading:.1f} |")


def _cases(knowledge: Knowledge) -> dict[str, str]:
    """Write cases of people who answered every fact, and of somebody who answered none."""
    facts = {name: False for name in knowledge.systems["medical_history"] if _is_yes_no(name, knowledge)}
    answers = {"age": 70, "weight_kg": 70, "egfr": 80, "pregnant": "no", **facts}
    written = {name: {"answers": answers, "current_medicines": taken} for name, taken in LISTS.items()}
    return {**{name: json.dumps(case) for name, case in written.items()}, "nothing known": json.dumps({"answers": {}})}


def _is_yes_no(name: str, knowledge: Knowledge) -> bool:
    return knowledge.vocabulary[name].kind == "yes_no"


def _read(text: str, knowledge: Knowledge) -> Record:
    return read_record(decode(text), knowledge.vocabulary)


def _median(work: Callable[[], object]) -> float:
    work()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


if __name__ == "__main__":
    main()
