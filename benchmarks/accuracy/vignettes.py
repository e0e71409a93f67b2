"""The packaged cases: whether urgency and first causes are acceptable."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.accuracy.intervals import Share, share
from lumbago.knowledge import Knowledge
from lumbago.knowledge.records import Urgency
from lumbago.pathway.triage import URGENCIES, rank
from lumbago.pathway.visit import Visit, conduct
from lumbago.record import Record
from lumbago.record.reading import read_record

PACKAGED = Path(__file__).parents[2] / "tests" / "vignettes" / "vignettes.jsonl"
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Case:
    """A coded case and what an expert would accept."""

    id: str
    expected: Urgency
    acceptable: tuple[Urgency, ...]
    causes: tuple[str, ...]
    benign: bool
    visit: Visit

    @property
    def fits(self) -> bool:
        return self.visit.urgency in self.acceptable

    @property
    def under(self) -> bool:
        return rank(self.visit.urgency) < min(map(rank, self.acceptable))

    @property
    def over(self) -> bool:
        return rank(self.visit.urgency) > max(map(rank, self.acceptable))

    def among(self, first: int) -> bool:
        """Say whether an acceptable cause is among the first so many."""
        return any(c.id in self.causes for c in self.visit.causes[:first])


@dataclass(frozen=True, slots=True)
class Score:
    """What a set of cases shows; `brier` is over all shown causes of the cases that name one."""

    cases: Sequence[Case]
    acceptable: Share
    under: Share
    over: Share
    urgent_under: Share
    first: Share
    among_three: Share
    brier: float


def read_cases(knowledge: Knowledge, path: Path = PACKAGED) -> list[Case]:
    """Conduct the visit of every case in a file of JSON Lines."""
    return [_case(row, knowledge) for row in rows(path)]


def rows(path: Path) -> list[dict[str, object]]:
    """Read a file of JSON Lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def given(row: Mapping[str, object], knowledge: Knowledge) -> Record:
    """Make the record of a case, without what the expert said of it."""
    return read_record({key: row[key] for key in ("id", "setting", "answers")}, knowledge.vocabulary)


def _case(row: Mapping[str, object], knowledge: Knowledge) -> Case:
    causes = tuple(c for c in row["acceptable_conditions"] if c in knowledge.conditions)  # type: ignore[attr-defined]
    return Case(
        id=str(row["id"]),
        expected=row["expected_urgency"],  # type: ignore[arg-type]
        acceptable=tuple(row["acceptable_urgency"]),  # type: ignore[arg-type]
        causes=causes,
        benign=bool(row["benign"]),
        visit=conduct(given(row, knowledge), knowledge, NOON),
    )


def score(cases: Sequence[Case], knowledge: Knowledge) -> Score:
    """Count what fits; causes only over cases whose cause is in the vocabulary."""
    named = [c for c in cases if c.causes]
    urgent = [c for c in cases if min(map(rank, c.acceptable)) >= rank("same_day")]
    return Score(
        cases=cases,
        acceptable=share(c.fits for c in cases),
        under=share(c.under for c in cases),
        over=share(c.over for c in cases),
        urgent_under=share(c.under for c in urgent),
        first=share(c.among(1) for c in named),
        among_three=share(c.among(3) for c in named),
        brier=_brier(named),
    )


def by_urgency(cases: Sequence[Case]) -> dict[Urgency, list[Case]]:
    """Group cases by the urgency the expert expected."""
    return {u: [c for c in cases if c.expected == u] for u in URGENCIES}


def _brier(cases: Sequence[Case]) -> float:
    """Average the squared distance between each shown probability and whether the cause is acceptable."""
    errors = []
    for case in cases:
        odds = case.visit.posterior
        if odds is None:
            continue
        for column, condition in enumerate(odds.network.conditions):
            if odds.network.shown[column]:
                errors.append((odds.probability[column] - (condition.id in case.causes)) ** 2)
    return float(sum(errors) / len(errors)) if errors else math.nan
