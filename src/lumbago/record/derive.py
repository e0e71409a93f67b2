"""Findings that follow from others, so that nobody is asked twice."""

from __future__ import annotations

from lumbago.record.findings import Vocabulary
from lumbago.record.record import Record
from lumbago.record.values import Value


def known_values(record: Record, vocabulary: Vocabulary) -> dict[str, Value]:
    """Collect every known value, the derived ones included.

    A derived finding is computed whenever its base is known, and then wins over what was typed in for it.
    Unknown: what is unknown is absent.
    """
    known: dict[str, Value] = {}
    for finding in record.observations:
        value = record.value(finding)
        if value is not None:
            known[finding] = value
    for finding_def in vocabulary.derived:
        derivation = finding_def.derivation
        if derivation is not None and derivation.finding in known:
            known[finding_def.id] = derivation.holds(known[derivation.finding])
    return known
