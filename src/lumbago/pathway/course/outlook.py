"""The probabilistic rule: what the forecasts of the latest entries came to, one after the other."""

from __future__ import annotations

from lumbago.knowledge import Knowledge
from lumbago.pathway.course.chances import entry_chances, weighed_until
from lumbago.pathway.course.curves import model_of
from lumbago.pathway.course.diary import Diary
from lumbago.pathway.course.forecast import lasting_share
from lumbago.pathway.course.priors import standard_prior

MORE_LIKELY_THAN_NOT = 0.5
FROM_DAY = 14
ENTRIES_LOOKED_AT = 5
ENTRIES_IN_A_ROW = 3


def lasting_entries(diary: Diary, knowledge: Knowledge, prior: str = "") -> int:
    """Count the latest entries at each of which lasting pain was more likely than not; no more than the rule needs."""
    name = prior or standard_prior(knowledge.course, diary)
    days = [day for day, _ in reversed(diary.pains[-ENTRIES_IN_A_ROW:]) if day >= FROM_DAY]
    count = 0
    for parts in weighed_until(diary, knowledge, name, days):
        if lasting_share(model_of(knowledge), parts) <= MORE_LIKELY_THAN_NOT:
            break
        count += 1
    return count


def above_band_entries(diary: Diary, knowledge: Knowledge, prior: str = "") -> int:
    """Count, among the latest entries, those above the band in which nearly all were expected."""
    name = prior or standard_prior(knowledge.course, diary)
    model = model_of(knowledge)
    told = [(day, pain) for day, pain in diary.pains[-ENTRIES_LOOKED_AT:] if day > 0]
    limit = (1 - model.course.forecast.surprise_band) / 2
    count = 0
    for (day, pain), parts in zip(
        told, weighed_until(diary, knowledge, name, [day - 1 for day, _ in told]), strict=True
    ):
        if day > parts[0].trace.start.day:
            count += bool(entry_chances(model, parts, (day,))[0][pain:].sum() < limit)
    return count
