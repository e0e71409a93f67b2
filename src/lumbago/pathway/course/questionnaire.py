"""The items of a questionnaire, from a FHIR R4 Questionnaire that an operator has the licence for.

Only the text of the items and the value of each answer are taken; how it is scored stands in the knowledge base.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from lumbago.errors import InputError, Problem
from lumbago.knowledge import Knowledge
from lumbago.knowledge.diary_records import Instrument

ORDINAL = (
    "http://hl7.org/fhir/StructureDefinition/ordinalValue",
    "http://hl7.org/fhir/StructureDefinition/itemWeight",
)
NOT_ASKED = ("group", "display")
NUMBERS = ("integer", "decimal")
CHOICES = ("choice", "open-choice")


@dataclass(frozen=True, slots=True)
class InstalledItem:
    """One item: the slot it fills, from 1, its name in the file, its text, and what each answer is worth."""

    slot: int
    link_id: str
    text: str
    answers: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Installed:
    """A questionnaire whose items an operator has installed."""

    instrument: str
    url: str
    title: str
    copyright: str
    items: tuple[InstalledItem, ...]


def read_questionnaire(content: bytes, instrument: str, knowledge: Knowledge, file: str = "") -> Installed:
    """Read the items of an instrument out of a FHIR R4 Questionnaire.

    Items that carry a LOINC code of the instrument go to its slot; the others fill the slots in order.
    Raises: InputError with everything that does not fit, each with its place in the file.
    """
    known = knowledge.course.instruments
    if instrument not in known:
        mend = f"Known: {', '.join(known)}."
        raise InputError(Problem(f"there is no questionnaire {instrument}.", file, mend=mend))
    reading = _Reading(known[instrument], file)
    table = reading.table(content)
    items = reading.items(table)
    if reading.problems:
        raise InputError(reading.problems)
    text = {name: str(table.get(name, "")) for name in ("url", "title", "copyright")}
    return Installed(instrument, text["url"], text["title"], text["copyright"], items)


class _Reading:
    """Collects problems while a file becomes items."""

    def __init__(self, record: Instrument, file: str) -> None:
        self.problems: list[Problem] = []
        self._record = record
        self._file = file

    def refuse(self, message: str, path: str, mend: str) -> None:
        self.problems.append(Problem(message, self._file, path=path, mend=mend))

    def table(self, content: bytes) -> Mapping[str, Any]:
        try:
            found = msgspec.json.decode(content)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise InputError(Problem(f"this is not JSON: {error}.", self._file, mend="Give a FHIR R4 file.")) from None
        if not isinstance(found, dict) or found.get("resourceType") != "Questionnaire":
            raise InputError(Problem("this is no FHIR Questionnaire.", self._file, mend="Give one of FHIR R4."))
        if found.get("status") == "retired":
            self.refuse("it is retired.", "status", "Install the version that replaced it.")
        return found

    def items(self, table: Mapping[str, Any]) -> tuple[InstalledItem, ...]:
        asked = list(self._asked(table.get("item"), "item"))
        most, fewest = self._record.at_most_items or self._record.items, self._record.items
        if not fewest <= len(asked) <= most:
            count = f"{fewest}" if fewest == most else f"{fewest} to {most}"
            self.refuse(f"it asks {len(asked)} items, and the instrument has {count}.", "item", "Leave extras out.")
            return ()
        slots = self._slots([item for _, item in asked])
        found = [self._item(slot, item, path) for slot, (path, item) in zip(slots, asked, strict=True)]
        return tuple(sorted((item for item in found if item is not None), key=lambda item: item.slot))

    def _asked(self, items: object, path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Go through the items that want an answer, inside groups too."""
        for i, item in enumerate(items if isinstance(items, list) else []):
            place = f"{path}[{i}]"
            if not isinstance(item, dict):
                self.refuse("an item is no object.", place, "See the Questionnaire of FHIR R4.")
                continue
            if item.get("type") not in NOT_ASKED:
                yield place, item
            yield from self._asked(item.get("item"), f"{place}.item")

    def _slots(self, items: Sequence[Mapping[str, Any]]) -> list[int]:
        by_code = {code.code: code.item for code in self._record.loinc if code.item is not None}
        known = [next((by_code[c] for c in _codes(item) if c in by_code), None) for item in items]
        twice = {slot for slot in known if slot is not None and known.count(slot) > 1}
        for slot in sorted(twice):
            self.refuse(f"two items carry the code of item {slot}.", "item", "Keep one.")
        free = iter([slot for slot in range(1, len(items) + 1) if slot not in known])
        return [slot if slot is not None else next(free, 0) for slot in known]

    def _item(self, slot: int, item: Mapping[str, Any], path: str) -> InstalledItem | None:
        link_id, text = item.get("linkId"), item.get("text")
        if not isinstance(link_id, str) or not isinstance(text, str) or not text.strip():
            self.refuse("an item needs a linkId and a text.", path, "Add them.")
            return None
        answers = tuple(self._answers(item, path))
        return InstalledItem(slot, link_id, text, answers)

    def _answers(self, item: Mapping[str, Any], path: str) -> Iterator[tuple[str, float]]:
        kind = item.get("type")
        if kind == "boolean":
            yield from (("no", 0.0), ("yes", 1.0))
        elif kind in CHOICES:
            options = item.get("answerOption")
            if not isinstance(options, list) or not options:
                self.refuse("a choice without answers.", path, "Give answerOption.")
                return
            for i, option in enumerate(options):
                yield from self._option(option, f"{path}.answerOption[{i}]")
        elif kind not in NUMBERS:
            self.refuse(f"answers of type {kind} cannot be scored.", path, "Use choice, boolean, integer or decimal.")

    def _option(self, option: object, path: str) -> Iterator[tuple[str, float]]:
        worth = _worth(option) if isinstance(option, dict) else None
        low, high = self._record.item_lowest, self._record.item_highest
        if worth is None:
            self.refuse("the answer says not what it is worth.", path, "Add the ordinalValue extension.")
        elif not low <= worth[1] <= high:
            self.refuse(f"{worth[1]:g} is off the scale.", path, f"Give {low:g} to {high:g}.")
        elif not worth[1].is_integer():
            self.refuse(f"{worth[1]:g} is no whole number.", path, "Every instrument here counts in whole numbers.")
        else:
            yield worth


def _codes(item: Mapping[str, Any]) -> list[str]:
    codes = item.get("code")
    return [str(c.get("code")) for c in codes if isinstance(c, dict)] if isinstance(codes, list) else []


def _worth(option: Mapping[str, Any]) -> tuple[str, float] | None:
    """Find the words and the value of an answer."""
    number = option.get("valueInteger")
    if isinstance(number, int) and not isinstance(number, bool):
        return str(number), float(number)
    coding = option.get("valueCoding")
    if not isinstance(coding, dict):
        return None
    weights = [*_weights(option), *_weights(coding)]
    label = str(coding.get("display") or coding.get("code") or "")
    return (label, weights[0]) if weights and label else None


def _weights(holder: Mapping[str, Any]) -> Iterator[float]:
    extensions = holder.get("extension")
    for extension in extensions if isinstance(extensions, list) else []:
        if isinstance(extension, dict) and extension.get("url") in ORDINAL:
            value = extension.get("valueDecimal")
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                yield float(value)
