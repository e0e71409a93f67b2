"""Opioids on a list, and what they come to as morphine by mouth: the factors of the CDC guideline of 2022."""

from __future__ import annotations

import pytest

from lumbago.pathway.medication_safety import MorphineEquivalent, review, screen
from lumbago.record import CurrentMedicine
from tests.medicine_people import healthy, knowledge, person

TABLE = """
takes                                            | known | not counted
tramadol 50 x 4                                  | 40    |
codeine 30 x 4                                   | 18    |
morphine 10 x 2                                  | 20    |
oxycodone 10 x 2                                 | 30    |
hydrocodone 5 x 4                                | 20    |
tapentadol 50 x 2                                | 40    |
hydromorphone 2 x 4                              | 40    |
oxymorphone 5 x 2                                | 30    |
co-codamol 30/500 500 x 4                        | 18    |
tramadol 50 x 4, oxycodone 10 x 2                | 70    |
tramadol 50 x 4, oxycodone                       | 40    | oxycodone
tramadol 50 x 4, buprenorphine 1 x 2             | 40    | buprenorphine
methadone 10 x 2                                 | 0     | methadone
fentanyl patch                                   | 0     | fentanyl patch
morphine injection 10 x 2                        | 0     | morphine injection
tramadol 50 x 4, painkilla                       | 40    | painkilla
"""


def listed(text: str) -> tuple[CurrentMedicine, ...]:
    return tuple(_medicine(part.strip()) for part in text.split(","))


def _medicine(text: str) -> CurrentMedicine:
    before, _, times = text.partition(" x ")
    if not times:
        return CurrentMedicine(text)
    name, dose = before.rsplit(" ", 1)
    return CurrentMedicine(name, float(dose), float(times))


def of(takes: str) -> MorphineEquivalent | None:
    return review(person(healthy(), listed(takes)), knowledge()).morphine


@pytest.mark.parametrize("row", TABLE.strip().splitlines()[1:])
def test_what_the_opioids_of_a_list_come_to(row: str) -> None:
    takes, known, open_ones = (cell.strip() for cell in row.split("|"))
    found = of(takes)
    assert found is not None
    assert found.known_mg == pytest.approx(float(known))
    assert (*found.without_dose, *found.without_factor, *found.unrecognised) == tuple(filter(None, [open_ones]))
    assert found.total_mg == (None if open_ones else found.known_mg)
    assert found.sources == (("cdc_opioids2022",) if found.known_mg else ())


def test_without_an_opioid_there_is_nothing_to_come_to() -> None:
    assert of("paracetamol 1000 x 4, zopiclone, painkilla") is None
    assert review(person(healthy(), None), knowledge()).morphine is None


def test_no_verdict_rests_on_it() -> None:
    little, much = (
        screen(person(healthy(), [CurrentMedicine("oxycodone", mg, 2)]), knowledge()).medicines for mg in (5, 200)
    )
    assert [(j.medicine.id, j.verdict) for j in little] == [(j.medicine.id, j.verdict) for j in much]
