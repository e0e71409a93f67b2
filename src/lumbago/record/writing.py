"""Writing a record as a case that reads back to the same record."""

from __future__ import annotations

from lumbago.record.answers import UNKNOWN
from lumbago.record.medicines import CurrentMedicine
from lumbago.record.reading import ALLERGY
from lumbago.record.record import Observation, Observations, Record
from lumbago.record.values import Setting, Value


def write_record(record: Record) -> dict[str, object]:
    """Write a record in the form `read_record` reads; a record without id gets none."""
    answers = {finding: _answer(seen, record.setting) for finding, seen in record.observations.items()}
    case: dict[str, object] = {"setting": record.setting, "answers": answers}
    if record.allergies is not None:
        answers[ALLERGY] = list(record.allergies)
    if record.medicines is not None:
        case["current_medicines"] = [_medicine(medicine) for medicine in record.medicines]
    return {"id": record.id, **case} if record.id else case


def _medicine(medicine: CurrentMedicine) -> dict[str, object]:
    parts = {"name": medicine.name, "dose_mg": medicine.dose_mg, "times_a_day": medicine.times_a_day}
    return {part: value for part, value in parts.items() if value is not None}


def _answer(seen: Observations, setting: Setting) -> object:
    if setting == "self" and [o.observer for o in seen] == ["person"]:
        return _word(seen[0].value)
    objects = [_object(observation) for observation in seen]
    return objects[0] if len(objects) == 1 else objects


def _object(observation: Observation) -> dict[str, object]:
    return {"value": _word(observation.value), "observer": observation.observer}


def _word(value: Value | None) -> object:
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value
