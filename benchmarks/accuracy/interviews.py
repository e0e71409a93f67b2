"""The interview, answered from coded cases: how many screens, and whether it comes to the same urgency.

A screen is answered with what the case says and "I don't know" to the rest; a list of which the case says nothing at
all is answered "I don't know" as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from benchmarks.accuracy.vignettes import Case
from lumbago.knowledge import Knowledge
from lumbago.knowledge.records import Urgency
from lumbago.pathway.interview import Finished, Mode, next_screen
from lumbago.pathway.triage import rank
from lumbago.pathway.visit import conduct
from lumbago.record import Record

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
MOST_SCREENS = 60


@dataclass(frozen=True, slots=True)
class Interview:
    """What came of one case.

    `told` leaves aside that the person could not say, so that it can be compared with the whole record.
    """

    case: Case
    screens: int
    told: Urgency
    whole: Urgency
    finished: str

    @property
    def agrees(self) -> bool:
        return self.told == self.whole


def interview(case: Case, knowledge: Knowledge, mode: Mode = "clinician") -> Interview:
    """Ask one case until the interview stops."""
    whole = case.visit.record
    record = Record(id=whole.id, setting=whole.setting)
    for screens in range(MOST_SCREENS):
        shown = next_screen(conduct(record, knowledge, NOON), knowledge, mode)
        if isinstance(shown, Finished):
            return Interview(case, screens, _told(record, knowledge), case.visit.urgency, shown.reason)
        for finding in shown.findings:
            known = whole.counted(finding)
            observer = known.observer if known else "person"
            record = record.with_answer(finding, known.value if known else None, observer)
    raise RuntimeError(f"the interview of {case.id} does not end")


def _told(record: Record, knowledge: Knowledge) -> Urgency:
    """Conduct the visit as if what nobody could say had not been asked."""
    said = {f: seen for f, seen in record.observations.items() if record.value(f) is not None}
    return conduct(Record(record.id, record.setting, said), knowledge, NOON).urgency


def lower(interviews: Sequence[Interview]) -> list[Interview]:
    """List emergencies that the interview calls lower than the whole record."""
    return [i for i in interviews if i.whole == "emergency" and rank(i.told) < rank(i.whole)]
