"""What is known about one person: findings, answers, who observed them, units; yes, no and unknown."""

from lumbago.record.adult import ADULT_AGE, adult
from lumbago.record.derive import known_values
from lumbago.record.findings import Derivation, Finding, Vocabulary
from lumbago.record.medicines import CurrentMedicine
from lumbago.record.record import Disagreement, Observation, Record
from lumbago.record.values import OBSERVERS, SETTINGS, Observer, Setting, Truth, Value

__all__ = [
    "ADULT_AGE",
    "OBSERVERS",
    "SETTINGS",
    "CurrentMedicine",
    "Derivation",
    "Disagreement",
    "Finding",
    "Observation",
    "Observer",
    "Record",
    "Setting",
    "Truth",
    "Value",
    "Vocabulary",
    "adult",
    "known_values",
]
