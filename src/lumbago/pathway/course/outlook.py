"""The probabilistic rule: what the forecasts of the latest entries came to, one after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from lumbago.knowledge import Knowledge
from lumbago.knowledge.diary_records import DiaryRecord
from lumbago.pathway.course.chances import Weighed, entry_chances, under, weighed_until
from lumbago.pathway.course.curves import Model, model_of
from lumbago.pathway.course.diary import DayEntry, Diary
from lumbago.pathway.course.forecast import lasting_share
from lumbago.pathway.course.priors import fitting_priors
from lumbago.record import Value

KEPT = 32
"""Diaries whose outlook is kept: a page asks for that of one several times over."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the latest forecasts came to.

    lasting: latest entries at each of which lasting pain was more likely than not; no more than the rule needs.
    above_band: of the latest entries, those above the band in which nearly all were expected.
    """

    lasting: int
    above_band: int


class _Told(NamedTuple):
    """All of a diary that a forecast reads, so that it is read once however often a page asks."""

    pains: tuple[tuple[int, int], ...]
    at_start: int | None
    days_before: float
    known: tuple[tuple[str, Value], ...]

    def diary(self) -> Diary:
        """Make the diary that tells this and no more."""
        entries = tuple([DayEntry(day, pain=pain) for day, pain in self.pains])
        return Diary(entries, self.at_start, self.days_before, facts=dict(self.known))


def outlooks(diary: Diary, knowledge: Knowledge, priors: Sequence[str]) -> Mapping[str, Outlook]:
    """Look at the latest entries under each prior; what the diary says is read once for priors that share a start."""
    named = [factor.finding for factor in knowledge.course.factors.values() if factor.finding]
    known = tuple([(finding, diary.facts[finding]) for finding in named if finding in diary.facts])
    told = _Told(diary.pains, diary.pain_at_start, diary.days_before, known)
    every = tuple(dict.fromkeys([*fitting_priors(knowledge.course, diary), *priors]))
    found = _outlooks(told, knowledge, every)
    return {prior: found[prior] for prior in priors}


@lru_cache(maxsize=KEPT)
def _outlooks(told: _Told, knowledge: Knowledge, priors: Sequence[str]) -> Mapping[str, Outlook]:
    diary, model, record = told.diary(), model_of(knowledge), knowledge.course.diary
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
    return MappingProxyType(found)


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
