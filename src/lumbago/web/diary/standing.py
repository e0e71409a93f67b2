"""Where one stands: what calls for more help, what the course expects, what to do on this day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from lumbago.knowledge.referral_records import HowSoon, Service
from lumbago.knowledge.show import cited
from lumbago.pathway.course import (
    Escalation,
    Forecast,
    State,
    forecast,
    if_missed_days_differed,
    in_dispute,
    looked_again,
    step_ups,
)
from lumbago.web.charts.fan import Fan, fan_of
from lumbago.web.diary.episode import Episode
from lumbago.web.plan.course import SERVICES, SOON
from lumbago.web.plan.doing import Doing, doing, exercises_held
from lumbago.web.wording import day

MOST_TO_DO = 4
IN_TIME: tuple[HowSoon, ...] = ("soon", "routine")
ABOUT_EXERCISES = 2
WEEKS = (6, 12)


@dataclass(frozen=True, slots=True)
class Step:
    """One reason to get more help, what to do, and the entries that caused it."""

    id: str
    title: str
    why: str
    do: str
    how_soon: str
    whom: str
    because: tuple[str, ...]
    letters: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Again:
    """What looking again says: when that is, in words, and each sentence of it."""

    when: str
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What today's page says of the course; `disputed` is whether the readings of it disagree on a step."""

    state: State
    steps: tuple[Step, ...]
    disputed: bool
    again: Again | None
    fan: Fan
    expected: tuple[str, ...]
    honest: str
    doing: tuple[Doing, ...]
    exercises_held: str
    prevention: tuple[Doing, ...]
    next_entry: str


def standing(episode: Episode) -> Standing:
    """Put an episode's standing into words."""
    knowledge, plan = episode.knowledge, episode.visit.plan
    found = step_ups(episode.diary, knowledge, episode.day)
    going = forecast(episode.diary, knowledge, episode.day)
    return Standing(
        state=episode.state,
        steps=tuple(step(one, episode) for one in found),
        disputed=bool(in_dispute(episode.diary, knowledge, episode.day)),
        again=_again(episode, found),
        fan=fan_of(going, episode.diary),
        expected=tuple(expected(going, episode)),
        honest=knowledge.course.forecast.honest,
        doing=_doing(episode),
        exercises_held=exercises_held(plan),
        prevention=tuple(doing(item, knowledge) for item in plan.prevention),
        next_entry=day(episode.date_of(episode.due.day)) if episode.due.day > episode.day else "",
    )


def step(found: Escalation, episode: Episode) -> Step:
    """Put one reason to get more help into words."""
    record, knowledge = found.rule.record, episode.knowledge
    pains = dict(episode.diary.pains)
    because = [f"{day(episode.date_of(d))}{f': pain {pains[d]} of 10' if d in pains else ''}" for d in found.days]
    return Step(
        id=found.id,
        title=record.person.title,
        why=record.person.why,
        do=record.person.do,
        how_soon=SOON[record.how_soon],
        whom=SERVICES[record.whom] if record.whom else "",
        because=tuple(because),
        letters=tuple((service, SERVICES[service]) for service in letters_of(found)),
        sources=tuple(cited(knowledge.sources[s]) for s in record.sources if s in knowledge.sources),
    )


def _again(episode: Episode, steps: Sequence[Escalation]) -> Again | None:
    """Say what the follow-up of these days finds; where a step calls for help already, not who else to see in time."""
    held = looked_again(episode.diary, episode.knowledge, episode.day, episode.visit.values)
    said = [one for one in held if not steps or one.branch.how_soon not in IN_TIME]
    return Again(said[0].follow_up.record.every, tuple(one.branch.person for one in said)) if said else None


def letters_of(found: Escalation) -> tuple[Service, ...]:
    """Name the services a letter can go to: that of the step, and of each referral that holds."""
    if found.step != "referral":
        return ()
    own = (found.rule.record.whom,) if found.rule.record.whom else ()
    return tuple(dict.fromkeys((*own, *(referral.record.whom for referral in found.referrals))))


def expected(found: Forecast, episode: Episode) -> Iterator[str]:
    """Say where this is expected to go."""
    weeks = [week for week in WEEKS if week in found.recovered_by and week * 7 > episode.day]
    if weeks:
        first, *later = [(_people(found.recovered_by[week]), week) for week in weeks]
        also = "".join(f", and about {people} by week {week}" for people, week in later)
        has = "has" if first[0] == 1 else "have"
        said = f"about {first[0]} {has} hardly any pain left by week {first[1]}{also}"
        yield f"Of 100 people whose diary looks like yours, {said}."
    if found.days_to_mild is not None and found.days_to_mild > episode.day:
        half = day(episode.date_of(0) + timedelta(days=round(found.days_to_mild)))
        yield f"Half of them are there by {half}."
    if weeks:
        yield from _of_missed_days(found, episode, weeks[-1])
    if found.surprise is not None and min(found.surprise.at_least, found.surprise.at_most) < 0.1:
        higher = found.surprise.at_least < found.surprise.at_most
        yield f"Your last entry was {'higher' if higher else 'lower'} than expected. One day says little by itself."


def _of_missed_days(found: Forecast, episode: Episode, week: int) -> Iterator[str]:
    """Say what the days that were missed could change."""
    missed = if_missed_days_differed(episode.diary, episode.knowledge, found)
    if missed is not None:
        points = f"{episode.knowledge.course.forecast.missed_shift_points:g} points"
        better, worse = _people(missed.if_lower[week]), _people(missed.if_higher[week])
        yield (
            f"{len(missed.days)} entries are missing. If your pain on those days was {points} lower than the other "
            f"days suggest, it would be about {better} of 100 by week {week}; if it was {points} higher, about {worse}."
        )


def _people(share: float) -> int:
    return min(99, max(1, round(share * 100)))


def _doing(episode: Episode) -> tuple[Doing, ...]:
    """Choose what to do on this day: a few things of its stage, exercises last."""
    items = episode.visit.plan.at(episode.stage)
    others = [item for item in items if item.kind != "exercises"][:MOST_TO_DO]
    exercises = [item for item in items if item.kind == "exercises"][:ABOUT_EXERCISES]
    return tuple(doing(item, episode.knowledge) for item in (*others, *exercises))
