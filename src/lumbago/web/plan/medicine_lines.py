"""What somebody takes, as they wrote it: one medicine a line, with how much and how often where they said so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from lumbago.record import CurrentMedicine
from lumbago.record.medicines import MOST_DOSE_MG, MOST_MEDICINES, MOST_TIMES_A_DAY
from lumbago.web.forms import Form

DOSE = re.compile(r"(\d{1,6}(?:[.,]\d{1,3})?)\s*(mg|g|grams?|milligrams?)\b(?!\s*/)", re.IGNORECASE)
OFTEN = re.compile(
    r"\b(\d{1,2}|once|twice|three|four|five|six)\s*(?:x|times)?\s*(?:a|per|each|every)?\s*(?:day|daily)\b"
)
EVERY = re.compile(r"\bevery\s+(\d{1,2})\s*(?:h|hrs?|hours?)\b")
IN_WORDS = {"once": 1, "twice": 2, "three": 3, "four": 4, "five": 5, "six": 6}
HOURS_A_DAY = 24

LIST, NO, UNKNOWN = "list", "none", "unknown"
CHOOSE = "Choose one answer; “I don’t know” is one"
WRITE_THEM = "Write at least one name, or choose another answer"
NOT_BOTH = "You wrote names and chose that there are none. Keep one of the two"
TOO_MANY = f"Write at most {MOST_MEDICINES} names"


@dataclass(frozen=True, slots=True)
class Listing:
    """One of the two lists as a form shows it: what was chosen, what was written, and what has to be put right."""

    id: str
    chosen: str = ""
    lines: tuple[str, ...] = ()
    error: str = ""


def read_listing(form: Form, name: str) -> Listing:
    """Read one list of a form; nothing written is lost."""
    lines = tuple(dict.fromkeys(line for line in form.values(f"{name}_lines") if line))
    listing = Listing(name, form.value(name), lines)
    if listing.chosen not in (LIST, NO, UNKNOWN):
        return replace(listing, error=CHOOSE)
    if listing.chosen == LIST and not lines:
        return replace(listing, error=WRITE_THEM)
    if listing.chosen != LIST and lines:
        return replace(listing, error=NOT_BOTH)
    return replace(listing, error=TOO_MANY) if len(lines) > MOST_MEDICINES else listing


def names(listing: Listing) -> tuple[str, ...] | None:
    """Give the names of a list; None where the person does not know."""
    return None if listing.chosen == UNKNOWN else listing.lines


def medicines(listing: Listing) -> tuple[CurrentMedicine, ...] | None:
    """Give the medicines of a list, with dose and times where they were written; None where nobody knows."""
    given = names(listing)
    return None if given is None else tuple(map(medicine_of, given))


def medicine_of(line: str) -> CurrentMedicine:
    """Read one line: "paracetamol 1000 mg 4 times a day". The name keeps its dose, which tells products apart."""
    lower = line.lower()
    dose, times = _dose(lower), _times(lower)
    name = line
    for part in (OFTEN, EVERY):
        name = part.sub("", name) if times is not None else name
    return CurrentMedicine(" ".join(name.split(" ")).strip(" ,") or line, dose if times is not None else None, times)


def _dose(line: str) -> float | None:
    found = DOSE.findall(line)
    if len(found) != 1:
        return None
    number, unit = found[0]
    mg = float(number.replace(",", ".")) * (1 if unit.startswith("m") else 1000)
    return mg if 0 < mg <= MOST_DOSE_MG else None


def _times(line: str) -> float | None:
    if often := OFTEN.search(line):
        times = IN_WORDS.get(often[1]) or int(often[1] if often[1].isdigit() else 0)
    elif every := EVERY.search(line):
        times = HOURS_A_DAY // max(1, int(every[1]))
    else:
        return None
    return float(times) if 0 < times <= MOST_TIMES_A_DAY else None


def in_words(medicine: CurrentMedicine) -> str:
    """Say how a line was read."""
    told = medicine.dose_mg is None or _dose(medicine.name.lower()) is not None
    dose = "" if told else f", {medicine.dose_mg:,.10g} mg each time"
    times = f", {how_often(medicine.times_a_day)}" if medicine.times_a_day is not None else ""
    return f"{medicine.name}{dose}{times}"


def how_often(times_a_day: float) -> str:
    """Say how often a day: "once a day", "3 times a day"."""
    return f"{ {1.0: 'once', 2.0: 'twice'}.get(times_a_day) or f'{times_a_day:.10g} times' } a day"


def listing_of(name: str, given: Sequence[CurrentMedicine] | Iterable[str] | None, asked: bool) -> Listing:
    """Make the form's list of what is kept."""
    if given is None:
        return Listing(name, UNKNOWN if asked else "")
    lines = tuple(_as_line(item) if isinstance(item, CurrentMedicine) else item for item in given)
    return Listing(name, LIST if lines else NO, lines)


def _as_line(medicine: CurrentMedicine) -> str:
    times = f" {how_often(medicine.times_a_day)}" if medicine.times_a_day is not None else ""
    dose = ""
    if medicine.dose_mg is not None and _dose(medicine.name.lower()) is None:
        dose = f" {medicine.dose_mg:.10g} mg"
    return f"{medicine.name}{dose}{times}"
