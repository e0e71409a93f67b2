"""Screening: every medicine of the formulary for one person. The worst that is known wins; unknown is never fine."""

from __future__ import annotations

from msgspec.structs import replace

from lumbago.knowledge import Knowledge
from lumbago.pathway.medication_safety.against import Against, speaking_against
from lumbago.pathway.medication_safety.candidates import Candidate, prepared
from lumbago.pathway.medication_safety.facts import implied
from lumbago.pathway.medication_safety.limits import dose_and_most
from lumbago.pathway.medication_safety.person import Person
from lumbago.pathway.medication_safety.taken import taken_by
from lumbago.pathway.medication_safety.verdicts import DANGER, Judged, Screening, Verdict
from lumbago.record import Record, Value, adult

BY_DANGER: tuple[Verdict, ...] = ("ok", "caution", "ask", "avoid", "contraindicated")
NEVER_STARTED = "This is not started for back pain."
NEEDS_A_CLINICIAN = "Only a doctor or pharmacist can decide on this with you."
DOES_NOT_SUIT = "It does not suit this person."
NOT_CLEAR_YET = "What is not known yet could speak against it."
FOR_ADULTS = "The doses here are for adults. Ask a doctor or a pharmacist."
AGE_FIRST = "The doses here are for adults, and the age is not known."
ALWAYS_POSSIBLE = "warmth and gentle movement"
ASK_FIRST = "Warmth and gentle movement. Ask a pharmacist or a doctor before you take any other painkiller."


def screen(record: Record, knowledge: Knowledge) -> Screening:
    """Judge every medicine of the formulary for one person.

    Unknown: an unknown fact, an unknown list of medicines, and a name nobody recognises never make a medicine fine:
    where they could make it worse than it is, the verdict is `ask`, unless it is to be avoided already.
    Source: data/medicines, data/drug_classes, data/interactions.
    """
    person = Person(record, knowledge)
    judged = [_judged(candidate, person) for candidate in person.ready.candidates]
    suitable = [j for j in judged if j.offered and j.medicine.record.offered_to == "person_or_clinician"]
    judged = [j if DANGER[j.verdict] <= DANGER["ask"] else replace(j, instead=_instead(suitable)) for j in judged]
    judged.sort(key=lambda j: (DANGER[j.verdict], not j.offered, j.medicine.record.usefulness, j.id))
    unrecognised = tuple(dict.fromkeys((*person.taken.unrecognised, *person.allergies.unrecognised)))
    return Screening(tuple(judged), unrecognised, person.values)


def implied_by_medicines(record: Record, knowledge: Knowledge) -> dict[str, Value]:
    """Collect the findings that are yes because of a medicine on the list, whatever was answered about them."""
    return implied(knowledge, taken_by(record, prepared(knowledge).lexicon)) if record.medicines else {}


def _judged(candidate: Candidate, person: Person) -> Judged:
    against = speaking_against(candidate, person)
    verdict = _verdict(against)
    record = candidate.medicine.record
    not_offered = _not_offered(candidate, person, verdict)
    by_oneself = person.setting == "self"
    dose, most_mg = dose_and_most(candidate.medicine, person)
    return Judged(
        medicine=candidate.medicine,
        verdict=verdict,
        established=BY_DANGER[against.danger],
        possible=BY_DANGER[max(against.danger, against.worst_open)],
        reasons=against.reasons(),
        needs=against.needs(),
        offered=not not_offered,
        not_offered=not_offered,
        dose=dose,
        max_24h_mg=most_mg,
        instead=record.instead,
        max_days=record.max_days.self if by_oneself and record.max_days.self else record.max_days.prescription,
    )


def _instead(suitable: list[Judged]) -> str:
    """Name what may take the place of one that does not suit: the most useful two that do, and what always can."""
    best = sorted(suitable, key=lambda j: (j.medicine.record.usefulness, j.id))[:2]
    names = " or ".join(j.medicine.record.plain_name for j in best)
    return f"{names[:1].upper()}{names[1:]}, {ALWAYS_POSSIBLE}." if names else ASK_FIRST


def _verdict(against: Against) -> Verdict:
    """Take the worst that is known; where something worse is open, ask, unless it is to be avoided anyway."""
    known = against.danger
    return BY_DANGER[max(known, DANGER["ask"]) if against.worst_open > known else known]


def _not_offered(candidate: Candidate, person: Person, verdict: Verdict) -> str:
    to = candidate.medicine.record.offered_to
    if to == "never_start":
        return NEVER_STARTED
    if DANGER[verdict] > DANGER["ask"]:
        return DOES_NOT_SUIT
    if to == "clinician_only" and person.setting == "self":
        return NEEDS_A_CLINICIAN
    return NOT_CLEAR_YET if verdict == "ask" else _not_an_adult(person)


def _not_an_adult(person: Person) -> str:
    known = adult(person.values)
    if known is None:
        return AGE_FIRST
    return "" if known else FOR_ADULTS
