"""Reading one answer: a bare value, an object with its unit and observer, or one such object from each observer."""

from __future__ import annotations

import math
import re

from lumbago.errors import InputError, Problem
from lumbago.record.findings import Finding
from lumbago.record.place import Place, listed, meant, shown
from lumbago.record.record import Observation
from lumbago.record.units import convert, understood
from lumbago.record.values import OBSERVERS, Observer, Value

UNKNOWN = "unknown"
NONE = "none"
"""A choice that "no" stands for as well."""
PARTS = ("value", "unit", "observer")
NUMBER_AS_TEXT = re.compile(r"-?(0|[1-9][0-9]{0,9})([.][0-9]{1,9}|,[0-9]{1,2})?")


def read_answer(given: object, finding: Finding, asked: Observer, place: Place) -> tuple[Observation, ...]:
    """Read what was answered to one finding.

    asked: who is taken to have observed it where the answer does not say.

    Unknown: null and "unknown" are kept as asked and not known.
    Raises: InputError with every problem of the answer.
    """
    if not isinstance(given, list):
        return (_observation(given, finding, asked, place),)
    problems: list[Problem] = []
    seen: list[Observation] = []
    for index, item in enumerate(given):
        try:
            seen.append(_listed_observation(item, finding, asked, place.at(index)))
        except InputError as error:
            problems.extend(error.problems)
    if len(given) != len({o.observer for o in seen}) + len(problems) or not 1 <= len(given) <= len(OBSERVERS):
        mend = 'Give at most one object from each observer: "person" and "clinician".'
        problems.append(place.problem("a list holds one answer from each observer.", mend))
    if problems:
        raise InputError(problems)
    return tuple(seen)


def _listed_observation(item: object, finding: Finding, asked: Observer, place: Place) -> Observation:
    if not isinstance(item, dict):
        mend = 'Write {"value": ..., "observer": "clinician"}.'
        raise InputError(place.problem(f"{shown(item)} does not say who observed it.", mend))
    return _observation(item, finding, asked, place)


def _observation(given: object, finding: Finding, asked: Observer, place: Place) -> Observation:
    if not isinstance(given, dict):
        return Observation(_value(given, finding, place), asked)
    problems = [place.at(k).problem("an answer has no such key.", meant(k, PARTS)) for k in given if k not in PARTS]
    if "value" not in given:
        problems.append(place.problem('the answer has no "value".', 'Add one; "unknown" is an answer.'))
    value: Value | None = None
    observer = asked
    try:
        value = _value(given.get("value"), finding, place, given.get("unit"))
    except InputError as error:
        problems.extend(error.problems)
    try:
        observer = _observer(given.get("observer", asked), place.at("observer"))
    except InputError as error:
        problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    return Observation(value, observer)


def _observer(given: object, place: Place) -> Observer:
    for observer in OBSERVERS:
        if given == observer:
            return observer
    raise InputError(place.problem(f"{shown(given)} is no observer.", 'Use "person" or "clinician".'))


def _value(given: object, finding: Finding, place: Place, unit: object = None) -> Value | None:
    unit_name = _unit(unit, finding, place.at("unit"))
    if given is None or given == UNKNOWN:
        return None
    if finding.kind == "number":
        return _number(given, unit_name, finding, place)
    return _choice(given, finding, place) if finding.kind == "choice" else _yes_no(given, place)


def _unit(given: object, finding: Finding, place: Place) -> str:
    if given is None:
        return finding.unit
    known = understood(finding.unit)
    if isinstance(given, str) and given in known:
        return given
    mend = f"Use {listed(known)}." if known else "Leave the unit out."
    what = f"{shown(given)} is not a unit of {finding.id}." if known else f"{finding.id} has no unit."
    raise InputError(place.problem(what, mend))


def _yes_no(given: object, place: Place) -> bool:
    if isinstance(given, bool):
        return given
    if given in ("yes", "no"):
        return given == "yes"
    raise InputError(place.problem(f"{shown(given)} is not an answer here.", 'Say "yes", "no" or "unknown".'))


def _choice(given: object, finding: Finding, place: Place) -> str:
    word = {True: "yes", False: "no"}[given] if isinstance(given, bool) else given
    if isinstance(word, str) and word in finding.choices:
        return word
    if word == "no" and NONE in finding.choices:
        return NONE
    mend = f"Choose from {listed(shown(choice) for choice in (*finding.choices, UNKNOWN))}."
    raise InputError(place.problem(f"{shown(given)} is not an answer here.", mend))


def _number(given: object, unit: str, finding: Finding, place: Place) -> float:
    if isinstance(given, bool) or not isinstance(given, (int, float)):
        raise InputError(place.problem(f"{shown(given)} is not a number.", _as_number(given)))
    if not _finite(given):
        raise InputError(place.problem("the number is too large, or none at all.", 'Give a number, or "unknown".'))
    value = convert(given, unit, finding.unit)
    if not _in_range(value, finding):
        raise InputError(place.problem(_out_of_range(given, unit, value, finding), _other_unit(given, unit, finding)))
    return value


def _finite(given: float) -> bool:
    try:
        return math.isfinite(given)
    except OverflowError:  # an integer beyond every float
        return False


def _as_number(given: object) -> str:
    """Tell how to write a number that came as text; a comma is a decimal one only where it cannot be another."""
    if isinstance(given, str) and NUMBER_AS_TEXT.fullmatch(given):
        return f"Write {given.replace(',', '.')} without quotes."
    return 'Write a number without quotes, or "unknown".'


def _in_range(value: float, finding: Finding) -> bool:
    above = finding.lowest is None or value >= finding.lowest
    return above and (finding.highest is None or value <= finding.highest)


def _out_of_range(given: float, given_in: str, value: float, finding: Finding) -> str:
    converted = f"{shown(given)} {given_in} is {value:.4g} {finding.unit}, which"
    number = shown(given) if given_in == finding.unit else converted
    ends = {"from": finding.lowest, "to": finding.highest}
    bounds = " ".join(f"{word} {end:.10g}" for word, end in ends.items() if end is not None)
    unit = "" if finding.unit[:1].isdigit() else finding.unit  # "0-10" is a scale
    return f"{number} is outside the range {bounds} {unit}".rstrip() + "."


def _other_unit(given: float, unit: str, finding: Finding) -> str:
    """Name the unit that would make sense of a number, where there is exactly one."""
    others = [name for name in understood(finding.unit) if name != unit]
    fitting = [name for name in others if _in_range(convert(given, name, finding.unit), finding)]
    if len(fitting) == 1:
        return f'If it is in {fitting[0]}, write {{"value": {shown(given)}, "unit": "{fitting[0]}"}}.'
    return 'Check the number, or say "unknown".'
