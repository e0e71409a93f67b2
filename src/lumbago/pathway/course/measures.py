"""What the course knows of a day: the findings that rules of stepping up look at, each computed from the diary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from lumbago.knowledge import Knowledge
from lumbago.pathway.course.cadence import every_days
from lumbago.pathway.course.diary import DayEntry, Diary
from lumbago.pathway.course.instruments import score
from lumbago.pathway.course.outlook import Outlook, outlooks
from lumbago.pathway.course.priors import standard_prior
from lumbago.record import Value

DISTRESS = "phq4"
SMALLEST_NOISE = 0.5
"""Points: a run of equal entries still leaves doubt about its slope."""


def measures(diary: Diary, knowledge: Knowledge, today: int, prior: str = "") -> dict[str, Value]:
    """Compute the course findings of a day, beside what the visit knew.

    Unknown: what the diary does not tell is absent; no day is filled in from another.
    """
    told = diary.until(today)
    found: dict[str, Value] = {**diary.facts, **dict(_of_pain(told, knowledge)), **dict(_of_entries(told, knowledge))}
    found["day"] = float(today)
    if "duration_days" in diary.facts:
        found["duration_days_now"] = diary.days_before + today
    if told.entries:
        found["silent_days"] = float(today - told.entries[-1].day)
    if told.pains:
        name = prior or standard_prior(knowledge.course, told)
        found |= of_forecast(outlooks(told, knowledge, (name,))[name])
    return found


def of_forecast(seen: Outlook) -> dict[str, Value]:
    """Name what the latest forecasts came to: all that another prior could change."""
    return {"lasting_entries": float(seen.lasting), "above_band_entries": float(seen.above_band)}


def _of_pain(diary: Diary, knowledge: Knowledge) -> Iterator[tuple[str, Value]]:
    if diary.start is not None:
        yield "pain_baseline", float(diary.start)
    if not diary.pains:
        return
    now = diary.pains[-1][1]
    yield "pain_now", float(now)
    if diary.start is not None:
        yield "pain_fall_points", float(diary.start - now)
        yield "pain_rising", rising(diary, knowledge)
    if diary.start:
        yield "pain_fall_percent", 100.0 * (diary.start - now) / diary.start
    slope = not_falling(diary, knowledge)
    if slope is not None:
        yield "pain_not_falling_percent", 100.0 * slope


def _of_entries(diary: Diary, knowledge: Knowledge) -> Iterator[tuple[str, Value]]:
    record = knowledge.course.diary
    functions = [e.function for e in diary.entries if e.function is not None]
    if functions:
        yield "activity_limited", functions[-1] <= record.function_limited_at
        yield "function_improving", functions[-1] - functions[0] >= record.function_improved_points
    if diary.entries and diary.entries[-1].flare is not None:
        yield "flare_today", diary.entries[-1].flare
    if diary.entries and diary.entries[-1].leg_or_bladder_change is not None:
        yield "leg_symptoms_new", diary.entries[-1].leg_or_bladder_change
    yield "recovered_days", float(recovered_days(diary, knowledge))
    distress = distressed(diary, knowledge)
    if distress is not None:
        yield "distress_positive", distress
    if any(entry.medicines is not None for entry in diary.entries):
        yield "nsaid_days", float(nsaid_days(diary, knowledge))


def distressed(diary: Diary, knowledge: Knowledge) -> bool | None:
    """Say whether the latest PHQ-4 shows much worry or low mood.

    Unknown: None without one; a half that was left open cannot deny.
    """
    told = [entry.questionnaires[DISTRESS] for entry in diary.entries if DISTRESS in entry.questionnaires]
    if not told:
        return None
    found = score(DISTRESS, told[-1], knowledge)
    return True if found.positive_parts else False if found.value is not None else None


def nsaid_days(diary: Diary, knowledge: Knowledge) -> int:
    """Count the days on which an anti-inflammatory was swallowed, of those told."""
    records = [medicine.record for medicine in knowledge.formulary.medicines.values()]
    swallowed = [r for r in records if r.drug_class.startswith("nsaid") and r.route == "oral"]
    known = {r.plain_name.lower() for r in swallowed} | {_bare(r.name) for r in swallowed}
    return sum(any(name.lower() in known for name in entry.medicines or ()) for entry in diary.entries)


def _bare(name: str) -> str:
    """Give the name of a substance without its route, as people write it."""
    return name.partition(" (")[0].lower()


def rising(diary: Diary, knowledge: Knowledge) -> bool:
    """Say whether the pain was well above the first day on the latest days, one after the other."""
    record = knowledge.course.diary
    latest = diary.pains[-record.rising_days :]
    running = len(latest) == record.rising_days and all(b[0] - a[0] == 1 for a, b in pairwise(latest))
    return running and all(pain >= (diary.start or 0) + record.rising_points for _, pain in latest)


def recovered_days(diary: Diary, knowledge: Knowledge) -> int:
    """Count the days of the latest run without pain to speak of; silence ends a run.

    Units: days, from the first entry of the run to its last.
    """
    run = tuple(_well_run(diary.entries, knowledge))
    return run[0].day - run[-1].day + 1 if run else 0


def _well_run(entries: Sequence[DayEntry], knowledge: Knowledge) -> Iterator[DayEntry]:
    """Go back from the latest entry for as long as all is well and nothing is missing."""
    record = knowledge.course.diary
    after: DayEntry | None = None
    for entry in reversed(entries):
        if entry.pain is None or entry.pain > record.recovered_at:
            return
        if entry.function is not None and entry.function <= record.function_limited_at:
            return
        if after is not None and after.day - entry.day > every_days(knowledge, entry.day) + 1:
            return
        yield entry
        after = entry


def not_falling(diary: Diary, knowledge: Knowledge) -> float | None:
    """Compute the chance that the pain of the last weeks has not been falling, from the slope of a line through it.

    Unknown: None with too few entries to say.
    """
    days = knowledge.course.forecast.slope_days
    recent = [(day, pain) for day, pain in diary.pains if day > diary.pains[-1][0] - days]
    if len(recent) < knowledge.course.diary.fewest_for_a_slope:
        return None
    t, y = (np.array(column, dtype=float) for column in zip(*recent, strict=True))
    t -= t.mean()
    slope = float(t @ y / (t @ t))
    free = len(t) - 2
    noise = max(float(np.sqrt(np.sum((y - y.mean() - slope * t) ** 2) / free)), SMALLEST_NOISE)
    return student_above(-slope / (noise / float(np.sqrt(t @ t))), free)


def student_above(z: float, free: float) -> float:
    """Compute the chance that a Student variable lies above z, by adding up its density."""
    angle = np.linspace(-np.pi / 2, np.pi / 2, 2001)[1:-1]
    density = np.cos(angle) ** (free - 1)
    above: float = density[np.tan(angle) * np.sqrt(free) > z].sum() / density.sum()
    return float(above)
