"""People for the tests of medicines: a healthy one to start from, and a list of names that covers every class."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType

from msgspec.structs import replace

from lumbago.criteria import And, AtLeast, Compare, Criterion, Is, Named, Not, OneOf, Or, Unless
from lumbago.knowledge import Knowledge, load
from lumbago.knowledge.medicine_records import IngredientRecord, MedicineNames
from lumbago.pathway.medication_safety import Screening, screen
from lumbago.record import CurrentMedicine, Observation, Record, Setting, Value

HISTORY = "medical_history"
BASICS: dict[str, Value] = {
    "age": 40.0,
    "weight_kg": 75.0,
    "pregnant": "no",
    "anticoagulant_use": False,
    "osteoporosis_known": False,
    "diabetes": False,
    "bleeding_disorder": False,
    "urinary_retention": False,
}


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    """Load the packaged knowledge base, with a made-up medicine for each class beside the names it has."""
    packaged = load()
    made_up = {
        f"made_up_{name}": IngredientRecord(name=f"made up {name}", atc=c.record.atc_prefixes[:1])
        for name, c in packaged.formulary.classes.items()
        if c.record.atc_prefixes
    }
    names = packaged.formulary.names
    more = MedicineNames(ingredient={**names.ingredient, **made_up}, product=names.product)
    return replace(packaged, formulary=replace(packaged.formulary, names=more))


@lru_cache(maxsize=1)
def healthy() -> dict[str, Value]:
    """Give the answers of a healthy forty-year-old who says no to everything."""
    found: dict[str, Value] = dict(BASICS)
    for name in knowledge().systems[HISTORY]:
        finding = knowledge().vocabulary[name]
        if finding.kind == "yes_no":
            found[name] = False
        elif finding.kind == "choice":
            found[name] = finding.choices[0]
    return found


def person(
    answers: dict[str, Value],
    medicines: tuple[str | CurrentMedicine, ...] | None = (),
    allergies: tuple[str, ...] | None = (),
    setting: Setting = "self",
) -> Record:
    """Make a record of these answers and lists."""
    taken = None if medicines is None else tuple(_medicine(m) for m in medicines)
    observed = MappingProxyType({name: (Observation(value),) for name, value in answers.items()})
    return Record("", setting, observed, taken, allergies)


def screened(
    *medicines: str | CurrentMedicine,
    without: tuple[str, ...] = (),
    allergies: tuple[str, ...] | None = (),
    setting: Setting = "self",
    **changed: Value,
) -> Screening:
    """Screen the healthy person with some answers changed or left out."""
    answers = {name: value for name, value in {**healthy(), **changed}.items() if name not in without}
    return screen(person(answers, medicines, allergies, setting), knowledge())


def satisfying(criterion: Criterion) -> dict[str, Value]:
    """Give answers that make a criterion true."""
    if isinstance(criterion, Is):
        return {criterion.finding: True}
    if isinstance(criterion, OneOf):
        return {criterion.finding: criterion.choices[0]}
    if isinstance(criterion, Compare):
        step = {"<": -1.0, ">": 1.0}.get(criterion.operator, 0.0)
        return {criterion.finding: criterion.limit + step}
    if isinstance(criterion, And):
        together: dict[str, Value] = {}
        for item in criterion.items:
            together |= satisfying(item) if not _is_upper(item, together) else {}
        return together
    if isinstance(criterion, Or | AtLeast):
        return satisfying(criterion.items[0])
    if isinstance(criterion, Named):
        return satisfying(criterion.inner)
    assert isinstance(criterion, Not | Unless)
    return dict.fromkeys(satisfying(criterion.inner), False)


def _is_upper(item: Criterion, sofar: dict[str, Value]) -> bool:
    """Say whether an upper limit is kept already by what a lower one asked for."""
    return isinstance(item, Compare) and item.finding in sofar


def _medicine(given: str | CurrentMedicine) -> CurrentMedicine:
    return CurrentMedicine(given) if isinstance(given, str) else given
