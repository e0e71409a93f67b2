"""The second half of `make accuracy`: the course; writes docs/reference/accuracy-course.md."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.accuracy import comparisons, course, course_page
from lumbago.knowledge import load

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "accuracy-course.md"
SEED = 20_261_125


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=2000, help="simulated people of each prior")
    parser.add_argument("--ranked", type=int, default=1000, help="simulated people for ranks on the grid")
    parser.add_argument("--trials", type=int, default=200, help="simulated comparisons of each shape")
    options = parser.parse_args()
    knowledge = load()
    text = course_page.opening(course.moments(knowledge)) + course_page.measured(
        course.calibrations(knowledge, options.people, SEED),
        course.simulation_based(knowledge, options.ranked, SEED + 1),
        course.skills(knowledge, options.people, SEED + 2),
        comparisons.trials(knowledge, options.trials, SEED + 3),
    )
    print(text)
    PAGE.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
