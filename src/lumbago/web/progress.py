"""How far the interview has come, told honestly: the pages answered, and how many people usually answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from lumbago.knowledge import Knowledge
from lumbago.pathway.interview import Screen, next_screen
from lumbago.pathway.visit import appraise
from lumbago.record import Record, Value

NOBODY_IN_PARTICULAR: Mapping[str, Value] = {
    "age": 45.0,
    "sex_at_birth": "female",
    "pregnant": "no",
    "duration_days": 1.0,
    "pain_intensity": 6.0,
    "main_site": "low_back_midline",
}


def pages_without_news(knowledge: Knowledge, now: datetime) -> int:
    """Count the pages that somebody in mid-life answers who says no to everything."""
    record = Record()
    pages = 0
    while isinstance(screen := next_screen(appraise(record, knowledge, now), knowledge), Screen):
        pages += 1
        for finding in screen.findings:
            no = False if knowledge.vocabulary[finding].kind == "yes_no" else None
            record = record.with_answer(finding, NOBODY_IN_PARTICULAR.get(finding, no))
    return pages
