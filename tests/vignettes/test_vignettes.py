"""The packaged cases: what the project promises of them, and the page that tells."""

from __future__ import annotations

import subprocess
import sys
from functools import lru_cache

from benchmarks.accuracy.interviews import of_cases
from benchmarks.accuracy.page import vignettes_page
from benchmarks.accuracy.vignettes import Score, read_cases, score
from tests.people import knowledge
from tests.repository.conftest import ROOT


@lru_cache(maxsize=1)
def scored() -> Score:
    return score(read_cases(knowledge()), knowledge())


def test_no_emergency_is_called_self_care_or_soon() -> None:
    called = {c.id: c.visit.urgency for c in scored().cases if c.expected == "emergency"}
    assert {case: told for case, told in called.items() if told in ("self_care", "soon")} == {}


def test_urgency_is_acceptable_in_nine_of_ten() -> None:
    assert scored().acceptable.value >= 0.90
    assert scored().urgent_under.value <= 0.06


def test_the_right_cause_is_first_in_seven_of_ten_and_among_three_in_nine() -> None:
    assert scored().first.value >= 0.70
    assert scored().among_three.value >= 0.90


def test_the_accuracy_page_is_current() -> None:
    page = (ROOT / "docs" / "reference" / "accuracy.md").read_text("utf-8")
    assert page.startswith(vignettes_page(scored())), "run `make accuracy`"


def test_the_measure_runs_as_a_command() -> None:
    command = [sys.executable, "-m", "benchmarks.accuracy", "--cases-only"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "right cause first" in said


def test_the_interview_is_short_and_comes_to_the_urgency_of_the_whole_case() -> None:
    told = of_cases(read_cases(knowledge()), knowledge())
    assert told.benign is not None
    assert told.benign <= 14
    assert told.emergency is not None
    assert told.emergency <= 6
    assert told.agree.value >= 0.98
    assert told.emergency_lower.count == 0
