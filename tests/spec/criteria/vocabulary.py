"""The findings of the examples: a small vocabulary, so that the manual does not move with the knowledge."""

from __future__ import annotations

from lumbago.criteria import Criterion, parse
from lumbago.record import Derivation, Finding, Vocabulary

FINDINGS = (
    Finding("fever"),
    Finding("chills"),
    Finding("weight_loss"),
    Finding("saddle_numbness"),
    Finding("leg_weakness"),
    Finding("usual_leak"),
    Finding("age", "number", unit="years", lowest=0, highest=120),
    Finding("temperature", "number", unit="degC", lowest=33, highest=43),
    Finding("sport", "choice", choices=("none", "golf", "baseball", "running")),
    Finding("pregnant", "choice", choices=("no", "possible", "yes")),
    Finding("age_over_70", derivation=Derivation("age", ">", 70)),
)
VOCABULARY = Vocabulary({finding.id: finding for finding in FINDINGS})
NAMED = {"fever_any": "fever or temperature >= 38"}
NAMED_CRITERIA: dict[str, Criterion] = {name: parse(text, VOCABULARY) for name, text in NAMED.items()}

LABELS = {
    "fever": "a fever",
    "chills": "shaking chills",
    "weight_loss": "weight loss without trying",
    "saddle_numbness": "numbness around the genitals",
    "leg_weakness": "weakness in a leg",
    "usual_leak": "a leak of urine that is usual for you",
    "temperature": "your temperature",
    "sport": "your sport",
    "pregnant": "pregnancy",
    "age_over_70": "an age over 70",
}
CLINICIAN_LABELS = {**LABELS, "saddle_numbness": "saddle anaesthesia", "temperature": "temperature", "age": "age"}
