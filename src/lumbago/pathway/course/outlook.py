"""The probabilistic rule: what the forecasts of the latest entries came to, one after the other."""

from __future__ import annotations

import numpy as np

from lumbago.knowledge import Knowledge
from lumbago.pathway.course.diary import Diary
from lumbago.pathway.course.forecast import lasting, next_entry_chances
from lumbago.pathway.course.posterior import model_of
from lumbago.pathway.course.priors import standard_prior

MORE_LIKELY_THAN_NOT = 0.5
FROM_DAY = 14
ENTRIES_LOOKED_AT = 5
ENTRIES_IN_A_ROW = 3


def lasting_entries(diary: Diary, knowledge: Knowledge, prior: str = "") -> int:
    """Count the latest entries at each of which lasting pain was more likely than not; no more than the rule needs."""
    name = prior or standard_prior(knowledge.course, diary)
    count = 0
    for day, _ in reversed(diary.pains[-ENTRIES_IN_A_ROW:]):
        if day < FROM_DAY or lasting(diary.until(day), knowledge, name) <= MORE_LIKELY_THAN_NOT:
            break
        count += 1
    return count


def above_band_entries(diary: Diary, knowledge: Knowledge, prior: str = "") -> int:
    """Count, among the latest entries, those above the band in which nearly all were expected."""
    name = prior or standard_prior(knowledge.course, diary)
    return sum(above_band(diary, knowledge, name, day, pain) for day, pain in diary.pains[-ENTRIES_LOOKED_AT:] if day)


def above_band(diary: Diary, knowledge: Knowledge, prior: str, day: int, pain: int) -> bool:
    """Say whether pain this strong was so unlikely that it lies above the band, going by the entries before it."""
    model = model_of(knowledge)
    chances = next_entry_chances(diary, knowledge, day, prior)
    return bool(np.sum(chances[pain:]) < (1 - model.course.forecast.surprise_band) / 2)
