"""How urgent: red-flag rules only. Imports no other step, so that the emergency decision can be reviewed alone."""

from lumbago.pathway.triage.finding_out import to_find_out
from lumbago.pathway.triage.red_flags import FiredRule, OpenRule, Triage, triage
from lumbago.pathway.triage.urgency import URGENCIES, deadline, highest, rank

__all__ = ["URGENCIES", "FiredRule", "OpenRule", "Triage", "deadline", "highest", "rank", "to_find_out", "triage"]
