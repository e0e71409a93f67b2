"""What a letter tells of the weeks since the visit: how it went, what was tried, what the course asks for.

It is told from the person's own diary; a day without an entry is left out, never filled in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lumbago.knowledge.referral_records import Service
from lumbago.knowledge.show import cited
from lumbago.pathway.course import DayEntry, Escalation, judge, step_ups
from lumbago.web.charts.comparison import finding_in_words
from lumbago.web.diary.episode import Episode
from lumbago.web.diary.scores import scores_told
from lumbago.web.diary.standing import letters_of
from lumbago.web.plan.course import SERVICES, SOON, Seeing
from lumbago.web.wording import capital, date_in_words

DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Course:
    """The diary as a letter tells it; each is empty where nothing was told.

    on: the day it is told.
    questions: what the course asks of this service.
    """

    on: str = ""

    went: tuple[str, ...] = ()
    tried: tuple[str, ...] = ()
    questions: tuple[Seeing, ...] = ()


def course_of(episode: Episode, service: Service) -> Course:
    """Tell the course of an episode to a service."""
    found = step_ups(episode.diary, episode.knowledge, episode.day)
    asking = [one for one in found if service in letters_of(one)]
    return Course(
        on=date_in_words(episode.today) if episode.diary.entries else "",
        went=tuple(_went(episode)) if episode.diary.entries else (),
        tried=tuple(_tried(episode)),
        questions=tuple(_question(one, episode) for one in asking),
    )


def _went(episode: Episode) -> Iterator[str]:
    entries = episode.diary.entries
    first, last = (date_in_words(episode.date_of(day)) for day in (0, entries[-1].day))
    yield f"Diary from {first} to {last}: {len(entries)} of {entries[-1].day + 1} days told"
    if episode.diary.start is not None:
        yield f"Pain on day 0: {episode.diary.start} of 10"
    yield from _weeks(entries)
    flares = sum(entry.flare is True for entry in entries)
    if flares:
        yield f"Flare-ups, as the person calls them: {flares} {'day' if flares == 1 else 'days'}"
    yield from _advised(episode)
    yield from _scores(entries, episode)


def _weeks(entries: Sequence[DayEntry]) -> Iterator[str]:
    """Tell each week with an entry in one line: pain, and what the person was able to do."""
    for week in sorted({entry.day // DAYS_A_WEEK for entry in entries}):
        told = [entry for entry in entries if entry.day // DAYS_A_WEEK == week]
        parts = [
            f"{name} {_mean(values)} of 10"
            for name, values in (
                ("pain", [e.pain for e in told if e.pain is not None]),
                ("able to do what is needed", [e.function for e in told if e.function is not None]),
            )
            if values
        ]
        if parts:
            yield f"Week {week + 1}: {', '.join(parts)} ({len(told)} {'entry' if len(told) == 1 else 'entries'})"


def _mean(values: Sequence[int]) -> str:
    return f"{round(sum(values) / len(values), 1):g}"


def _advised(episode: Episode) -> Iterator[str]:
    """Tell each step up that the course called for on the way."""
    rules = episode.knowledge.escalations
    for step in episode.stands.steps:
        if step.rule in rules:
            yield f"Day {step.day}: {rules[step.rule].record.clinician.title}"


def _scores(entries: Sequence[DayEntry], episode: Episode) -> Iterator[str]:
    """Tell the latest score of each questionnaire."""
    latest = {name: (told, e.day) for e in entries for name, told in scores_told(e, episode.knowledge)}
    yield from (f"{name}: {told} on day {day}" for name, (told, day) in latest.items())


def _tried(episode: Episode) -> Iterator[str]:
    """Tell which medicines were taken on how many days, and what a comparison has shown."""
    taken = Counter(name for entry in episode.diary.entries for name in entry.medicines or ())
    asked = sum(entry.medicines is not None for entry in episode.diary.entries)
    for name, days in taken.most_common():
        yield f"{capital(name)}: taken on {days} of {asked} days told"
    planned = episode.stands.comparison
    choice = episode.knowledge.choices.get(planned.choice) if planned else None
    if planned and choice:
        labels = (choice.record.first.label, choice.record.second.label)
        verdict = judge(planned, episode.diary, episode.knowledge, episode.day)
        yield f"Compared in turn, {labels[0]} and {labels[1]}: {finding_in_words(verdict, labels).rstrip('.')}"


def _question(found: Escalation, episode: Episode) -> Seeing:
    record, knowledge = found.rule.record, episode.knowledge
    return Seeing(
        title=record.clinician.title,
        whom=SERVICES[record.whom] if record.whom else "",
        how_soon=SOON[record.how_soon],
        why=record.clinician.why,
        do=record.clinician.do,
        because=tuple(f"diary of {date_in_words(episode.date_of(day))}" for day in found.days),
        source="; ".join(cited(knowledge.sources[s]) for s in record.sources if s in knowledge.sources),
    )
