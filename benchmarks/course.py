"""How quick the course is: an update after an entry, and many people at once beside one by one.

Processor time of one thread, so that what else a machine does says little.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import numpy as np

from benchmarks.machine import described
from lumbago.knowledge import Knowledge, load
from lumbago.pathway.course import DayEntry, Diary, forecast
from lumbago.pathway.course.many import forecast_many

AHEAD = (28, 42, 84)
DAYS = 14
TOLD = 0.8
SEED = 7
ROUNDS = 5


def main() -> None:
    """Measure both in turn, in one run, and print the quickest round of each side by side."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=10_000, help="people in the batch")
    parser.add_argument("--alone", type=int, default=200, help="of them, those also done one by one")
    options = parser.parse_args()
    knowledge, chance = load(), np.random.default_rng(SEED)
    diaries = [_diary(chance) for _ in range(options.people)]
    some = diaries[: options.alone]
    apart = _apart(some, knowledge)
    rounds = [_round(diaries, some, knowledge) for _ in range(ROUNDS)]
    together = min(batch for *_, batch in rounds) / options.people
    page, one = (min(float(np.mean(round_[i])) for round_ in rounds) for i in (0, 1))
    update = min(float(np.median(round_[0])) for round_ in rounds)
    print(described(), "Processor time.")
    print(f"An update after an entry, everything a page shows: median {1000 * update:.1f} ms.")
    print(
        f"One by one: {1000 * one:.2f} ms a person for bare numbers; {options.people} at once: {1000 * together:.4f}."
    )
    print(
        f"At once is {page / together:.0f} times as quick as an update after each entry, and {one / together:.0f} times"
    )
    print(f"as the bare numbers one by one. They differ by at most {apart:.0e}.")


def _round(diaries: list[Diary], some: list[Diary], knowledge: Knowledge) -> tuple[list[float], list[float], float]:
    """Measure an update of each of some people, their bare numbers one by one, and all people at once."""
    updates = [_seconds(lambda d=diary: forecast(d, knowledge)) for diary in some]
    alone = [_seconds(lambda d=diary: forecast_many([d], knowledge, AHEAD)) for diary in some]
    return updates, alone, _seconds(lambda: forecast_many(diaries, knowledge, AHEAD))


def _apart(diaries: list[Diary], knowledge: Knowledge) -> float:
    """Compute by how much a chance can differ between many at once and one by one."""
    together = forecast_many(diaries, knowledge, AHEAD)
    alone = [forecast_many([diary], knowledge, AHEAD) for diary in diaries]
    pairs = [(together.chances[i], each.chances[0]) for i, each in enumerate(alone)]
    pairs += [(together.recovered_by[i], each.recovered_by[0]) for i, each in enumerate(alone)]
    return max(float(np.abs(one - other).max()) for one, other in pairs)


def _diary(chance: np.random.Generator) -> Diary:
    start = int(np.clip(np.round(chance.normal(5.4, 1.9)), 1, 10))
    pace = np.exp(chance.normal(np.log(14), 0.8))
    entries = tuple(
        DayEntry(day, pain=int(np.clip(np.round(start * np.exp(-day / pace) + chance.normal(0, 1.2)), 0, 10)))
        for day in range(1, DAYS + 1)
        if chance.random() < TOLD
    )
    return Diary(entries, pain_at_start=start)


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    main()
