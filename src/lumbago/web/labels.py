"""What findings, answers and causes are called on a page, for a person or for a clinician."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from lumbago.criteria import Reader
from lumbago.knowledge import Condition, Knowledge
from lumbago.record import Value

ARTICLE = re.compile(r"^(?:an?|any|some) ")
UNABLE = ("unable", "able", "cannot")
UNIT_WORDS = {"degC": "°C", "degF": "°F", "beats/min": "beats a minute", "breaths/min": "breaths a minute"}


@lru_cache(maxsize=8)
def labels(knowledge: Knowledge, reader: Reader) -> Mapping[str, str]:
    """Collect the words of every finding, named criterion and choice, as `criteria.in_words` takes them."""
    found: dict[str, str] = {}
    for name, finding in knowledge.findings.items():
        found[name] = (finding.clinician_label if reader == "clinician" else "") or finding.label
        words = zip(finding.choices, finding.choice_labels, strict=False)
        found.update({f"{name}={choice}": word for choice, word in words})
    for name, named in knowledge.named.items():
        found[name] = (named.record.clinician_label if reader == "clinician" else "") or named.record.label
    return found


def label(finding: str, knowledge: Knowledge, reader: Reader = "person") -> str:
    """Name a finding or a named criterion."""
    return labels(knowledge, reader).get(finding) or finding.replace("_", " ")


def cause_name(condition: Condition, reader: Reader = "person") -> str:
    """Name a cause."""
    return condition.record.plain_name if reader == "person" else condition.record.name


def answered(finding: str, value: Value, knowledge: Knowledge, reader: Reader = "person") -> str:
    """Say a finding with its answer: "fever", "no fever", "age in years: 70"."""
    name = label(finding, knowledge, reader)
    if isinstance(value, bool):
        return name if value else f"{'not' if name.startswith(UNABLE) else 'no'} {ARTICLE.sub('', name)}"
    return f"{name}: {value_in_words(finding, value, knowledge)}"


def is_there(value: Value) -> bool:
    """Say whether an answer tells of something: "no" and "none" tell of nothing, and a number always does."""
    return value is not False and value not in ("no", "none", "not_applicable")


def value_in_words(finding: str, value: Value | None, knowledge: Knowledge) -> str:
    """Say an answer alone: "yes", "I don’t know", "38.5 °C", "groin"."""
    if value is None:
        return "I don’t know"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return labels(knowledge, "person").get(f"{finding}={value}") or value.replace("_", " ")
    unit = knowledge.vocabulary[finding].unit
    if unit == "0-10":
        return f"{value:.10g} out of 10"
    return f"{value:.10g} {UNIT_WORDS.get(unit, unit)}".strip()
