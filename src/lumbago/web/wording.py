"""The sentences that are the pages' own: times on the clock, shares of people, how strongly an answer speaks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from lumbago.knowledge.records import Urgency

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
URGENCY_WORDS: dict[Urgency, str] = {
    "emergency": "Emergency: now",
    "same_day": "Today",
    "soon": "Soon",
    "self_care": "At home",
}
STRENGTHS = ((10.0, "very strongly"), (5.0, "strongly"), (2.0, "clearly"), (0.0, "a little"))
"""How strongly an answer speaks, by decibans: 10 makes the odds ten times higher, 5 about three times."""

MORNING, MIDDAY, EVENING, NIGHT = 5, 12, 17, 22


def capital(text: str) -> str:
    """Begin with a capital, and leave the rest as it is."""
    return text[:1].upper() + text[1:]


def yes_no(value: object) -> str:
    """Say an answer in a word."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value).replace("_", " ")


def listed_with_and(items: Iterable[str]) -> str:
    """Join names in a sentence: "a, b and c"."""
    *first, last = list(items) or [""]
    return f"{', '.join(first)} and {last}" if first else last


def in_runs(numbers: Iterable[int]) -> str:
    """Write numbers in order, three or more in a row by their ends: 2, 4–7."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{r[0]}–{r[-1]}" if len(r) > 2 else ", ".join(map(str, r)) for r in runs)


def day(time: date) -> str:
    """Name a day as people do: "Tuesday 24 November"."""
    return f"{WEEKDAYS[time.weekday()]} {time.day} {MONTHS[time.month - 1]}"


def date_in_words(given: date) -> str:
    """Write a date out: "24 November 2026"."""
    return f"{given.day} {MONTHS[given.month - 1]} {given.year}"


def clock(time: datetime) -> str:
    """Say a moment exactly: "Tuesday 24 November, 18:00"."""
    return f"{day(time)}, {time:%H:%M}"


def clock_time(time: datetime, now: datetime) -> str:
    """Say a moment that may be past: "18:00 today", "18:00 yesterday", "Tuesday 24 November"."""
    apart = (now.date() - time.date()).days
    named = {0: "today", 1: "yesterday", -1: "tomorrow"}.get(apart)
    return f"{time:%H:%M} {named}" if named else day(time)


def when(deadline: datetime, now: datetime) -> str:
    """Say until when, as people do: "6 this evening", "midnight", "9 tomorrow morning", "Tuesday 1 December".

    A time within the hour is told as the full hour before it: a little early never harms.
    """
    apart = (deadline.date() - now.date()).days
    if apart > 1:
        return day(deadline)
    if deadline.hour == 0:
        return "midnight" if apart else "midnight last night"
    if deadline.hour == MIDDAY:
        return "midday today" if apart == 0 else "midday tomorrow"
    return f"{deadline.hour % 12 or 12} {_part_of_day(deadline.hour, tomorrow=apart == 1)}"


def _part_of_day(at: int, *, tomorrow: bool) -> str:
    if at < MORNING:
        return "in the coming night" if tomorrow else "tonight"
    part = "morning" if at < MIDDAY else "afternoon" if at < EVENING else "evening"
    return f"tomorrow {part}" if tomorrow else f"this {part}" if at < NIGHT else "tonight"


def share(probability: float, among: int) -> str:
    """Say a probability as people among so many; never none, and never all."""
    people = round(probability * among)
    if people < 1:
        return f"fewer than 1 in {among:,}"
    return f"more than {among - 1:,} in {among:,}" if people >= among else f"about {people:,} in {among:,}"


def between(low: float, high: float, among: int) -> str:
    """Say an interval of probability as people among so many."""
    least, most = round(low * among), round(high * among)
    if most < 1:
        return f"fewer than 1 in {among:,}"
    if least == most:
        return f"about {most:,} in {among:,}"
    return f"between {least:,} and {most:,} in {among:,}" if least else f"at most {most:,} in {among:,}"


def denominator(probabilities: Iterable[float]) -> int:
    """Choose one number of people in which every share of a page can be told: 100, or 1,000 for a rare one."""
    return 1000 if any(p < 0.01 for p in probabilities) else 100


def strength(decibans: float) -> str:
    """Say in words how strongly an answer speaks for or against."""
    word = next(word for least, word in STRENGTHS if abs(decibans) >= least)
    return f"{word} {'for' if decibans > 0 else 'against'}"
