"""The probabilistic rule: what the forecasts of the latest entries came to, one after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lumbago.knowledge import Knowledge
from lumbago.knowledge.diary_records import DiaryRecord
from lumbago.pathway.course.chances import Weighed, entry_chances, under, weighed_until
from lumbago.pathway.course.curves import Model, model_of
from lumbago.pathway.course.diary import Diary
from lumbago.pathway.course.forecast import lasting_share


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the latest forecasts came to.

    lasting: latest entries at each of which lasting pain was more likely than not; no more than the rule needs.
    above_band: of the latest entries, those above the band in which nearly all were expected.
    """

    lasting: int
    above_band: int


def outlooks(diary: Diary, knowledge: Knowledge, priors: Sequence[str]) -> Mapping[str, Outlook]:
    """Look at the latest entries under each prior; what the diary says is read once for priors that share a start."""
    model, record = model_of(knowledge), knowledge.course.diary
    read: dict[int, tuple[str, list[list[Weighed]]]] = {}
    found = {}
    for prior in priors:
        from_day = model.course.priors[prior].from_day
        if from_day not in read:
            read[from_day] = (
                prior,
                weighed_until(diary, knowledge, prior, [*_lasting_days(diary, record), *_days_before(diary, record)]),
            )
        was, parts = read[from_day]
        seen = parts if was == prior else [under(part, diary, knowledge, was, prior) for part in parts]
        found[prior] = _outlook(model, diary, seen)
    return found


def _lasting_days(diary: Diary, record: DiaryRecord) -> list[int]:
    """List the days after which lasting pain is weighed, the latest first."""
    return [day for day, _ in reversed(diary.pains[-record.lasting_entries :]) if day >= record.lasting_from_day]


def _days_before(diary: Diary, record: DiaryRecord) -> list[int]:
    """List the days before each of the latest entries."""
    return [day - 1 for day, _ in _judged(diary, record)]


def _judged(diary: Diary, record: DiaryRecord) -> list[tuple[int, int]]:
    return [(day, pain) for day, pain in diary.pains[-record.surprise_entries :] if day > 0]


def _outlook(model: Model, diary: Diary, parts: list[list[Weighed]]) -> Outlook:
    record = model.course.diary
    count = len(_lasting_days(diary, record))
    lasting = 0
    for part in parts[:count]:
        if lasting_share(model, part) <= record.lasting_probability:
            break
        lasting += 1
    before = zip(_judged(diary, record), parts[count:], strict=True)
    return Outlook(lasting, sum(_above(model, part, *entry) for entry, part in before))


def _above(model: Model, before: list[Weighed], day: int, pain: int) -> bool:
    """Say whether pain this strong lies above the band, going by the entries before it."""
    if day <= before[0].trace.start.day:
        return False
    limit = (1 - model.course.forecast.surprise_band) / 2
    return bool(entry_chances(model, before, (day,))[0][pain:].sum() < limit)
