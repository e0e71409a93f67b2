"""What a record of the knowledge base is called on a reading page, and where it can be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeAlias

from lumbago.knowledge import Knowledge
from lumbago.knowledge.references import Stored
from lumbago.web.labels import label
from lumbago.web.wording import capital

GROUPS: Mapping[str, str] = {
    "claim": "Claims",
    "rule": "Rules on how urgent it is",
    "treatment": "Treatments",
    "exercise": "Exercises",
    "everyday advice": "Everyday advice",
    "medicine": "Medicines",
    "interaction": "Medicines together",
    "combination": "Medicines together",
    "morphine equivalent": "Opioids, as morphine by mouth",
    "referral": "Whom to see",
    "imaging": "Scans",
    "follow-up": "When to look again",
    "condition": "Causes",
    "group of conditions": "Causes",
    "likelihood": "What an answer says about a cause",
    "finding": "How common a sign is",
}
"""What kinds of record are called, in the order they are listed."""

OTHERS = "How all this is weighed"


@dataclass(frozen=True, slots=True)
class Named:
    """A record in words; without an address it has no page of its own."""

    group: str
    words: str
    address: str = ""


Wording: TypeAlias = Callable[[Any, Stored, Knowledge], str]


def named(stored: Stored, knowledge: Knowledge) -> Named:
    """Name a record."""
    words = WORDS.get(stored.kind, _id)(stored.record, stored, knowledge)
    address = f"/{ADDRESSES[stored.kind]}/{stored.id}" if stored.kind in ADDRESSES else ""
    return Named(GROUPS.get(stored.kind, OTHERS), capital(words), address)


def in_groups(records: Iterable[Named]) -> list[tuple[str, list[Named]]]:
    """Put records under the names of their kinds, each once, in the order people look for them."""
    order = [*dict.fromkeys(GROUPS.values()), OTHERS]
    ordered = sorted(set(records), key=lambda one: (order.index(one.group), one.words))
    return [(group, list(members)) for group, members in groupby(ordered, key=lambda one: one.group)]


def _id(_record: Any, stored: Stored, _knowledge: Knowledge) -> str:
    return stored.id.replace("_", " ")


def _title(record: Any, _stored: Stored, _knowledge: Knowledge) -> str:
    return str(record.person.title)


def _plain_name(record: Any, _stored: Stored, _knowledge: Knowledge) -> str:
    return str(record.plain_name)


def _likelihood(record: Any, stored: Stored, knowledge: Knowledge) -> str:
    condition = knowledge.conditions.get(stored.of)
    cause = condition.record.plain_name if condition else stored.of.replace("_", " ")
    return f"{label(record.finding, knowledge)} – {cause}"


def _pair(record: Any, _stored: Stored, knowledge: Knowledge) -> str:
    return " with ".join(_substance(name, knowledge) for name in (record.a, record.b))


def _substance(name: str, knowledge: Knowledge) -> str:
    formulary = knowledge.formulary
    found = formulary.medicines.get(name) or formulary.classes.get(name)
    return found.record.plain_name if found else name.replace("_", " ")


WORDS: Mapping[str, Wording] = {
    "rule": _title,
    "treatment": _title,
    "exercise": _title,
    "referral": _title,
    "imaging": _title,
    "everyday advice": lambda record, _stored, _knowledge: str(record.title),
    "medicine": _plain_name,
    "condition": _plain_name,
    "group of conditions": lambda record, _stored, _knowledge: str(record.label),
    "follow-up": lambda record, _stored, _knowledge: str(record.every),
    "claim": lambda record, _stored, _knowledge: str(record.statement),
    "likelihood": _likelihood,
    "interaction": _pair,
    "finding": lambda _record, stored, knowledge: label(stored.id, knowledge),
}
ADDRESSES: Mapping[str, str] = {"exercise": "exercises", "claim": "claims"}
