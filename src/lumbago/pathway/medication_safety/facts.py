"""The facts that medicines are judged on: what was answered, and what follows from other answers and from medicines."""

from __future__ import annotations

from lumbago.criteria import evaluate
from lumbago.knowledge import Knowledge
from lumbago.pathway.medication_safety.taken import Allergies, Taken
from lumbago.record import Record, Value, known_values

KIDNEYS_TOLD = "kidney_disease_told"
EGFR = "egfr"
LIVER_ACTIVE, LIVER = "liver_disease_active", "liver_impairment"


def facts(record: Record, knowledge: Knowledge, taken: Taken, allergies: Allergies) -> dict[str, Value]:
    """Collect every known value, as medicines see it.

    What follows from a medicine on the list beats a "no". What follows from another answer beats a person's "no", and
    not a clinician's. Only then may a "no" follow.

    Unknown: what is unknown is absent.
    """
    values = known_values(record, knowledge.vocabulary)
    _follows_yes(values, record, knowledge)
    values.update(implied(knowledge, taken))
    classes = knowledge.formulary.classes
    bad_reactions = {name for substance in allergies.substances for name in substance.classes}
    values.update((fact, True) for name in bad_reactions for fact in classes[name].record.allergy_implies)
    _follows_no(values, knowledge)
    _kidneys(values, knowledge)
    _liver(values)
    return values


def implied(knowledge: Knowledge, taken: Taken) -> dict[str, Value]:
    """Collect the findings that are yes because of a medicine on the list, whatever was answered."""
    classes = knowledge.formulary.classes
    return {fact: True for name in taken.names if name in classes for fact in classes[name].record.implies}


def _follows_yes(values: dict[str, Value], record: Record, knowledge: Knowledge) -> None:
    given = dict(values)
    for finding, criterion in knowledge.yes_when.items():
        seen = record.counted(finding)
        excluded = seen is not None and seen.observer == "clinician" and seen.value is False
        if evaluate(criterion, given) is True and not excluded:
            values[finding] = True


def _follows_no(values: dict[str, Value], knowledge: Knowledge) -> None:
    """Take as no what a known answer rules out, or what makes no sense to ask."""
    for finding, criterion in knowledge.no_when.items():
        if finding not in values and evaluate(criterion, values) is True:
            values[finding] = False
    for finding, criterion in knowledge.ask_when.items():
        if finding not in values and evaluate(criterion, values) is False:
            kind = knowledge.vocabulary[finding]
            if kind.kind == "yes_no":
                values[finding] = False
            elif "no" in kind.choices:
                values[finding] = "no"


def _kidneys(values: dict[str, Value], knowledge: Knowledge) -> None:
    """Let "no doctor told me of weak kidneys" stand in for a measured value, which beats it."""
    if EGFR not in values and values.get(KIDNEYS_TOLD) is False:
        values[EGFR] = knowledge.vocabulary[EGFR].highest or 0.0


def _liver(values: dict[str, Value]) -> None:
    """Let a liver disease that is active now count as mild impairment at least; how bad it is stays open if unknown."""
    if values.get(LIVER_ACTIVE) is True and values.get(LIVER) == "none":
        values[LIVER] = "mild"
