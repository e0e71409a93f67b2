"""The interview, answered from whole records: how many screens, and whether it comes to the same urgency.

A screen is answered with what the record says and "I don't know" to the rest. A record that holds what only a
clinician can find is asked in clinician mode, every other in the mode for a person alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median

from benchmarks.accuracy.disease import diseased
from benchmarks.accuracy.intervals import Share, share
from benchmarks.accuracy.ordinary import Population
from benchmarks.accuracy.people import records, told_briefly
from benchmarks.accuracy.vignettes import Case
from lumbago.knowledge import Knowledge
from lumbago.knowledge.records import Urgency
from lumbago.pathway.interview import Finished, Mode, next_screen
from lumbago.pathway.triage import rank
from lumbago.pathway.visit import appraise
from lumbago.record import Record

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
MOST_SCREENS = 60


DENIES = 0.5


@dataclass(frozen=True, slots=True)
class Interview:
    """What came of one record.

    `told` leaves aside that the person could not say, so that it can be compared with the whole record.
    """

    benign: bool
    screens: int
    told: Urgency
    whole: Urgency
    finished: str

    @property
    def agrees(self) -> bool:
        return self.told == self.whole

    @property
    def lower(self) -> bool:
        return rank(self.told) < rank(self.whole)


@dataclass(frozen=True, slots=True)
class Told:
    """What the interviews of one kind of people came to; a median is None where there is nobody to take it of."""

    label: str
    people: int
    benign: float | None
    emergency: float | None
    agree: Share
    emergency_lower: Share


def summary(label: str, interviews: Sequence[Interview]) -> Told:
    """Sum up the interviews of one kind of people."""
    emergencies = [i for i in interviews if i.whole == "emergency"]
    return Told(
        label,
        len(interviews),
        _median(i.screens for i in interviews if i.benign),
        _median(i.screens for i in emergencies),
        share(i.agrees for i in interviews),
        share(i.lower for i in emergencies),
    )


def of_cases(cases: Iterable[Case], knowledge: Knowledge) -> Told:
    """Interview the packaged cases."""
    told = [interview(c.visit.record, knowledge, mode_of(c.visit.record, knowledge), c.benign) for c in cases]
    return summary("packaged cases", told)


def of_people(knowledge: Knowledge, ordinary: int, ill: int, seed: int = 501) -> Iterator[Told]:
    """Interview simulated people, `ill` of them for each dangerous cause; the threshold to stop was chosen on these."""
    columns = Population(knowledge, ordinary, seed).draw(None, None, "primary_care")
    sick = [
        diseased(knowledge, condition, ill, seed)
        for condition in knowledge.conditions.values()
        if condition.record.harm_class and not condition.record.rules_only
    ]
    groups = (
        ("ordinary pain, all known", True, [columns]),
        ("ordinary pain, told briefly", True, [told_briefly(columns, knowledge, DENIES)]),
        ("dangerous cause, all known", False, sick),
        ("dangerous cause, told briefly", False, [told_briefly(c, knowledge, DENIES) for c in sick]),
    )
    for label, benign, drawn in groups:
        people = (record for each in drawn for record in records(each))
        yield summary(label, [interview(record, knowledge, "person", benign) for record in people])


def mode_of(record: Record, knowledge: Knowledge) -> Mode:
    """Tell who holds the interview that could find out what a record says."""
    for finding, seen in record.observations.items():
        if knowledge.vocabulary[finding].assessed_by == "clinician" or any(o.observer == "clinician" for o in seen):
            return "clinician"
    return "person"


def interview(whole: Record, knowledge: Knowledge, mode: Mode, benign: bool) -> Interview:
    """Ask one person until the interview stops."""
    record = Record(id=whole.id, setting=whole.setting)
    for screens in range(MOST_SCREENS):
        shown = next_screen(appraise(record, knowledge, NOON), knowledge, mode)
        if isinstance(shown, Finished):
            urgency = appraise(whole, knowledge, NOON).urgency
            return Interview(benign, screens, _told(record, knowledge), urgency, shown.reason)
        for finding in shown.findings:
            known = whole.counted(finding)
            observer = known.observer if known else "person"
            record = record.with_answer(finding, known.value if known else None, observer)
    raise RuntimeError(f"the interview of {whole.id} does not end")


def _median(screens: Iterable[int]) -> float | None:
    found = list(screens)
    return float(median(found)) if found else None


def _told(record: Record, knowledge: Knowledge) -> Urgency:
    """Conduct the visit as if what nobody could say had not been asked."""
    said = {f: seen for f, seen in record.observations.items() if record.value(f) is not None}
    return appraise(Record(record.id, record.setting, said), knowledge, NOON).urgency
