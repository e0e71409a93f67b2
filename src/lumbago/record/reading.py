"""Reading one case into a record: what the reader cannot take is reported, all of it at once, and never guessed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from lumbago.errors import InputError, Problem
from lumbago.record.answers import read_answer
from lumbago.record.findings import Finding, Vocabulary
from lumbago.record.medicines import CurrentMedicine, read_allergies, read_medicines
from lumbago.record.place import LONGEST_SHOWN, NOWHERE, Place, listed, meant, shown
from lumbago.record.record import Observations, Record
from lumbago.record.values import SETTINGS, Observer, Setting

READ = ("id", "setting", "answers", "current_medicines")
KEPT_BY_OTHERS = (
    *("narrative", "note"),  # free text
    *("expected_urgency", "acceptable_urgency", "expected_condition", "acceptable_conditions"),  # a vignette's
    *("condition_in_words", "benign", "why", "source"),
)
"""Keys a case may carry that say nothing about the person's answers; none of them is looked at."""

ALLERGY = "drug_allergy"
"""The one answer that is a list of names and no finding."""

LONGEST_ID = 200


def read_record(case: object, vocabulary: Vocabulary, where: Place = NOWHERE) -> Record:
    """Read one decoded JSON case.

    A case without id is called by its line; one without setting is `self`.

    Unknown: an answer of null or "unknown" is kept as asked and not known.
    Raises: InputError with every problem of the case.
    """
    if not isinstance(case, dict):
        mend = 'Write {"id": "...", "setting": "...", "answers": {...}}.'
        raise InputError(where.problem(f"a case is a JSON object, and this is {shown(case)}.", mend))
    reading = _Reading(vocabulary, where)
    reading.keys(case)
    case_id = reading.id(case.get("id"))
    setting = reading.setting(case.get("setting"))
    observations = reading.answers(case, setting)
    medicines = reading.medicines(case)
    allergies = reading.allergies(case)
    if reading.problems:
        raise InputError(reading.problems)
    return Record(case_id, setting, MappingProxyType(observations), medicines, allergies)


def observer_taken(finding: Finding, setting: Setting) -> Observer:
    """Tell who is taken to have observed a finding where the answer does not say."""
    return "person" if setting == "self" or finding.assessed_by == "self" else "clinician"


class _Reading:
    """The problems of one case, as they are met."""

    def __init__(self, vocabulary: Vocabulary, where: Place) -> None:
        self.problems: list[Problem] = []
        self._vocabulary = vocabulary
        self._where = where

    def keys(self, case: Mapping[str, object]) -> None:
        known = (*READ, *KEPT_BY_OTHERS)
        for key in case:
            if key not in known:
                self.problems.append(self._where.at(key).problem("a case has no such key.", meant(key, known)))

    def id(self, given: object) -> str:
        if given is None or given == "":
            return str(self._where.line or "")
        if isinstance(given, str) and given.isprintable() and len(given) <= LONGEST_ID:
            return given
        mend = f'Write it as text of at most {LONGEST_ID} printable characters, in quotes, such as "17".'
        self.problems.append(self._where.at("id").problem(f"{shown(given)} cannot be an id.", mend))
        return ""

    def setting(self, given: object) -> Setting:
        for setting in SETTINGS:
            if given == setting:
                return setting
        if given is not None:
            mend = f"Use {listed(shown(setting) for setting in SETTINGS)}."
            self.problems.append(self._where.at("setting").problem(f"{shown(given)} is not a setting.", mend))
        return "self"

    def answers(self, case: Mapping[str, object], setting: Setting) -> dict[str, Observations]:
        place = self._where.at("answers")
        answers = case.get("answers")
        if not isinstance(answers, dict):
            given = f"this is {shown(answers)}" if "answers" in case else "there are none"
            mend = 'Write {"age": 45, ...}; {} is allowed.'
            self.problems.append(place.problem(f"a case needs an object of answers, and {given}.", mend))
            return {}
        found: dict[str, Observations] = {}
        for name, given in answers.items():
            if name == ALLERGY:
                continue
            seen = self._answer(name, given, setting, place.at(name))
            finding = self._vocabulary.called(name)
            if seen and finding and found.setdefault(finding.id, seen) != seen:
                others = listed(shown(n) for n in (finding.id, *finding.also_called) if n != name)
                mend = f"It is answered otherwise under {others}. Keep one of them."
                self.problems.append(place.at(name).problem("two names of one finding have two answers.", mend))
        return found

    def medicines(self, case: Mapping[str, object]) -> tuple[CurrentMedicine, ...] | None:
        try:
            return read_medicines(case.get("current_medicines"), self._where.at("current_medicines"))
        except InputError as error:
            self.problems.extend(error.problems)
            return None

    def allergies(self, case: Mapping[str, object]) -> tuple[str, ...] | None:
        answers = case.get("answers")
        given = answers.get(ALLERGY) if isinstance(answers, dict) else None
        try:
            return read_allergies(given, self._where.at("answers").at(ALLERGY))
        except InputError as error:
            self.problems.extend(error.problems)
            return None

    def _answer(self, name: str, given: object, setting: Setting, place: Place) -> Observations:
        finding = self._vocabulary.called(name)
        if finding is None:
            self.problems.append(place.problem("there is no such finding.", self._nearest(name)))
            return ()
        try:
            return read_answer(given, finding, observer_taken(finding, setting), place)
        except InputError as error:
            self.problems.extend(error.problems)
            return ()

    def _nearest(self, name: str) -> str:
        near = self._vocabulary.nearest(name) if len(name) <= LONGEST_SHOWN else ()
        return f"Did you mean {listed(near)}?" if near else ""
