"""What is known of a person, by body system: what is there, the negatives that matter, and what could not be said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from lumbago.knowledge import Knowledge
from lumbago.pathway.triage import rank
from lumbago.pathway.visit import Visit
from lumbago.web.labels import answered, is_there, label
from lumbago.web.safety_net import urgency_with
from lumbago.web.wording import capital


@dataclass(frozen=True, slots=True)
class System:
    """The findings of one body system, in a clinician's words."""

    name: str
    present: tuple[str, ...]
    absent: tuple[str, ...]
    not_known: tuple[str, ...]


def by_system(visit: Visit, knowledge: Knowledge) -> tuple[System, ...]:
    """Sort what was asked by body system; of the negatives only those that keep the visit from being more urgent."""
    systems = (_system(name, findings, visit, knowledge) for name, findings in knowledge.systems.items())
    return tuple(s for s in systems if s.present or s.absent or s.not_known)


def _system(name: str, findings: Iterable[str], visit: Visit, knowledge: Knowledge) -> System:
    asked = [f for f in findings if f in knowledge.findings and visit.record.was_asked(f)]
    matters = partial(_decides, visit=visit, knowledge=knowledge)
    known = {f: visit.values[f] for f in asked if f in visit.values}
    return System(
        name=capital(name.replace("_", " ")),
        present=tuple(_with_observer(f, visit, knowledge) for f, value in known.items() if is_there(value)),
        absent=tuple(label(f, knowledge, "clinician") for f, value in known.items() if value is False and matters(f)),
        not_known=tuple(label(f, knowledge, "clinician") for f in asked if f not in known),
    )


def _decides(finding: str, visit: Visit, knowledge: Knowledge) -> bool:
    """Say whether the visit would be more urgent, and at least same-day, were the finding there."""
    urgency = urgency_with(finding, visit, knowledge)
    return rank(urgency) >= rank("same_day") and rank(urgency) > rank(visit.urgency)


def _with_observer(finding: str, visit: Visit, knowledge: Knowledge) -> str:
    words = answered(finding, visit.values[finding], knowledge, "clinician")
    seen = visit.record.counted(finding)
    return f"{words} (examined)" if seen and seen.observer == "clinician" else words
