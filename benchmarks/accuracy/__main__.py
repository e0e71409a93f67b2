"""`make accuracy`: packaged cases and simulated people; writes docs/reference/accuracy.md and what pages tell of it."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.accuracy import burden, calibration_page, interviews, page, told, vignettes
from benchmarks.accuracy.curve import svg
from lumbago.knowledge import load

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20_000, help="simulated adults with ordinary pain")
    parser.add_argument("--ill", type=int, default=400, help="simulated people for each dangerous cause")
    parser.add_argument(
        "--asked", type=int, default=200, help="simulated adults interviewed; a twentieth of each cause"
    )
    parser.add_argument("--cases-only", action="store_true", help="packaged cases only; writes nothing")
    options = parser.parse_args()
    knowledge = load()
    read = vignettes.read_cases(knowledge)
    cases = page.vignettes_page(vignettes.score(read, knowledge))
    asked = [interviews.of_cases(read, knowledge)]
    print(cases)
    if options.cases_only:
        print(page.interviews_page(asked))
        return
    asked.extend(interviews.of_people(knowledge, options.asked, options.asked // 20))
    cases += page.interviews_page(asked)
    print(page.interviews_page(asked))
    people = burden.measure(knowledge, options.people, options.ill)
    points = burden.frontier(people, knowledge)
    rest = page.burden_page(people, burden.worth(people, knowledge), burden.passed(people, knowledge), points)
    print(rest)
    REFERENCE.mkdir(parents=True, exist_ok=True)
    (REFERENCE / "accuracy.md").write_text(cases + rest, "utf-8")
    told.package(cases + rest)
    (REFERENCE / "accuracy-frontier.svg").write_text(svg(points), "utf-8")
    calibration_page.write(calibration_page.PEOPLE)


if __name__ == "__main__":
    main()
