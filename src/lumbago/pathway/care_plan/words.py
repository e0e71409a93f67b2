"""Why something is withheld or what it hangs on, in a reader's words: only the knowledge base's own, joined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lumbago.criteria import Reader
from lumbago.knowledge import Knowledge
from lumbago.pathway.care_plan.items import Item, Why


def reasons(item: Item, knowledge: Knowledge, reader: Reader) -> tuple[str, ...]:
    """Say why an item is withheld, each reason once."""
    found = [text for why in item.withheld for text in _said(why, knowledge, reader)]
    medicines = item.unsuitable if item.status == "withheld" else ()
    found += [f"{_name(j.medicine.record, reader)}: {j.not_offered}" for j in medicines]
    found += [reason.text(reader) for j in medicines for reason in j.reasons]
    return tuple(dict.fromkeys(found))


def unless(item: Item, knowledge: Knowledge, reader: Reader) -> tuple[str, ...]:
    """Name what nobody knows yet that could speak against an item."""
    return tuple(_labels(item.unless, knowledge, reader))


def _said(why: Why, knowledge: Knowledge, reader: Reader) -> Iterator[str]:
    words = why.clinician if reader == "clinician" and why.clinician else why.person
    if words:
        yield words
    if why.findings:
        yield f"Not with: {', '.join(_labels(why.findings, knowledge, reader))}."
    yield from (getattr(knowledge.rules[rule].record, reader).title + "." for rule in why.rules)


def _labels(findings: Iterable[str], knowledge: Knowledge, reader: Reader) -> Iterator[str]:
    for finding in findings:
        record = knowledge.findings[finding]
        yield (record.clinician_label if reader == "clinician" else "") or record.label


def _name(record: object, reader: Reader) -> str:
    return str(getattr(record, "plain_name" if reader == "person" else "name"))
