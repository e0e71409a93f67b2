"""When the next entry is asked for, and what it asks: daily at first, then less often.

In a flare it is daily again, and while two choices are compared: a comparison learns from every day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lumbago.knowledge import Knowledge
from lumbago.knowledge.diary_records import DiaryItem
from lumbago.pathway.course.diary import Diary
from lumbago.pathway.course.schedule import Schedule

COMPARED_EVERY_DAYS = 1
"""A schedule says for each day what is to be done, so each day is asked about."""


@dataclass(frozen=True, slots=True)
class Due:
    """The next entry: its day, whether that has come, how often entries are asked for now, and what is asked."""

    day: int
    now: bool
    every_days: int
    in_flare: bool
    items: Mapping[str, DiaryItem]


def cadence(diary: Diary, knowledge: Knowledge, today: int, compared: Schedule | None = None) -> Due:
    """Say when the next entry is due, seen from a day of the episode, on which a comparison may run.

    Unknown: a day without an entry counts as not told, and the next entry is due at once.
    """
    flare = bool(diary.entries) and diary.entries[-1].flare is True
    every = knowledge.course.diary.flare_every_days if flare else every_days(knowledge, today)
    if compared is not None and compared.arm_on(today) is not None:
        every = min(every, COMPARED_EVERY_DAYS)
    day = 0 if diary.last_day is None else diary.last_day + every
    return Due(max(day, 0), day <= today, every, flare, due_items(diary, knowledge, max(day, today)))


def every_days(knowledge: Knowledge, day: int) -> int:
    """Say how many days lie between entries from a day on, outside a flare."""
    steps = knowledge.course.diary.cadence
    return next(step.every_days for step in steps if step.until_day is None or day < step.until_day)


def due_items(diary: Diary, knowledge: Knowledge, day: int) -> Mapping[str, DiaryItem]:
    """Choose what the entry of a day asks: the daily part, the weekly once a week, the monthly once in four weeks."""
    record = knowledge.course.diary
    gaps = {"day": 0, "week": record.weekly_days, "month": record.monthly_days}
    told = {item: e.day for e in diary.entries for item in e.more}
    return {
        name: item
        for name, item in record.item.items()
        if item.every == "day" or day - told.get(name, 0) >= gaps[item.every]
    }
