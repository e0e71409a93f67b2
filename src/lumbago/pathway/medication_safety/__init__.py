"""Which medicines are ruled out, and why; how much of the others, and for how long."""

from lumbago.pathway.medication_safety.candidates import prepared
from lumbago.pathway.medication_safety.opioids import MorphineEquivalent
from lumbago.pathway.medication_safety.review import Review, Reviewed, review
from lumbago.pathway.medication_safety.screen import implied_by_medicines, screen
from lumbago.pathway.medication_safety.verdicts import DANGER, Judged, Reason, Screening, Verdict

__all__ = [
    "DANGER",
    "Judged",
    "MorphineEquivalent",
    "Reason",
    "Review",
    "Reviewed",
    "Screening",
    "Verdict",
    "implied_by_medicines",
    "prepared",
    "review",
    "screen",
]
