"""What somebody takes already, in a clinician's words: each medicine, what two or more do together, what adds up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lumbago.knowledge import Knowledge
from lumbago.knowledge.medicine_records import Severity
from lumbago.knowledge.show import cited
from lumbago.pathway.medication_safety import DANGER, MorphineEquivalent, Reason, Review, Reviewed, Screening, prepared
from lumbago.record.place import clean
from lumbago.web.plan.medicine import FOR_CLINICIANS, Medicine, medicine
from lumbago.web.plan.medicine_lines import in_words

NOT_A_DOSE = "An estimate of the load, not a dose to switch to."
UNRECOGNISED = "not recognised; nothing can be said of it"


@dataclass(frozen=True, slots=True)
class Taking:
    """One medicine on the list: how it was told, what is in it, and what screening says of it."""

    name: str
    holds: str
    amount: str
    verdict: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """What several medicines do together."""

    severity: Severity
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class MedicineReview:
    """The review as a page or a letter shows it; what does not apply is empty.

    first_line: the medicines that are weighed first in back pain, each with its verdict.
    """

    listed: bool
    taking: tuple[Taking, ...]
    warnings: tuple[Together, ...]
    sedating: tuple[str, ...]
    opioids: tuple[str, ...]
    morphine: str
    morphine_sources: tuple[str, ...]
    allergies: str
    first_line: tuple[Medicine, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        return (*(warning.source for warning in self.warnings), *self.morphine_sources)


def reviewed(
    found: Review, screening: Screening, allergies: Iterable[str] | None, knowledge: Knowledge
) -> MedicineReview:
    """Put a review of current medicines into a clinician's words."""
    sedating = tuple(map(clean, found.sedating))
    return MedicineReview(
        listed=found.listed,
        taking=tuple(_taking(one, knowledge) for one in found.medicines),
        warnings=tuple(_warning(reason, knowledge) for reason in _worst_first((*found.doubled, *found.together))),
        sedating=sedating if len(sedating) > 1 else (),
        opioids=tuple(_opioid(name, mg) for name, mg in found.opioids),
        morphine=_morphine(found.morphine) if found.morphine else "",
        morphine_sources=tuple(cited(knowledge.sources[s]) for s in found.morphine.sources) if found.morphine else (),
        allergies="not known" if allergies is None else ", ".join(map(clean, allergies)) or "none told",
        first_line=tuple(_first_line(screening, knowledge)),
    )


def _worst_first(reasons: Iterable[Reason]) -> list[Reason]:
    return sorted(reasons, key=lambda reason: -DANGER[reason.severity])


def _taking(one: Reviewed, knowledge: Knowledge) -> Taking:
    worst = max(one.judged, key=lambda judged: DANGER[judged.verdict], default=None)
    name = clean(in_words(one.taken))
    return Taking(
        name=name,
        holds=", ".join(one.holds) if any(part not in one.taken.name.lower() for part in one.holds) else "",
        amount=f"{one.daily_mg:,.10g} mg in 24 hours" if one.daily_mg is not None else "dose not told",
        verdict=FOR_CLINICIANS[worst.verdict]
        if worst
        else ""
        if one.recognised
        else _unknown(one.taken.name, knowledge),
        reasons=tuple(reason.text("clinician") for judged in one.judged for reason in judged.reasons),
    )


def _unknown(name: str, knowledge: Knowledge) -> str:
    near = prepared(knowledge).lexicon.suggestions(name)
    return f"{UNRECOGNISED}. Meant: {' or '.join(near)}?" if near else UNRECOGNISED


def _warning(reason: Reason, knowledge: Knowledge) -> Together:
    return Together(reason.severity, reason.text("clinician"), cited(knowledge.sources[reason.source]))


def _opioid(name: str, daily_mg: float | None) -> str:
    return f"{clean(name)}: {f'{daily_mg:,.10g} mg in 24 hours' if daily_mg is not None else 'dose not told'}"


def _morphine(found: MorphineEquivalent) -> str:
    """Tell the load of opioids; what could not be counted is named, because the total may be far more."""
    known = f"{found.known_mg:,.4g} mg in 24 hours"
    if found.total_mg is not None:
        return f"{known}. {NOT_A_DOSE}"
    parts = {
        "Dose not told": found.without_dose,
        "No factor is used for": found.without_factor,
        "Not recognised": found.unrecognised,
    }
    open_ones = (f"{why}: {', '.join(map(clean, names))}." for why, names in parts.items() if names)
    return " ".join((f"not known; at least {known}." if found.known_mg else "not known.", *open_ones, NOT_A_DOSE))


def _first_line(screening: Screening, knowledge: Knowledge) -> Iterator[Medicine]:
    for judged in sorted(screening.medicines, key=lambda j: j.medicine.record.usefulness):
        if judged.medicine.record.offered_to != "never_start":
            yield medicine(judged, knowledge, "clinician")
