"""The visitor's episode, as the pages of the diary read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from starlette.requests import Request

from lumbago.actions import episodes
from lumbago.actions.episode_state import EpisodeState
from lumbago.knowledge import Knowledge
from lumbago.knowledge.plan_records import Stage
from lumbago.pathway.course import DayEntry, Diary, Due, State, cadence, state
from lumbago.pathway.triage import rank
from lumbago.pathway.visit import Visit
from lumbago.web.desk import Desk, desk_of, own_visit
from lumbago.web.refusal import RefusedError

STAGES: tuple[tuple[int, Stage], ...] = ((3, "today"), (14, "this_week"), (84, "six_weeks"))


@dataclass(frozen=True)
class Episode:
    """One episode at one moment: what was told, and what the course makes of it."""

    stands: EpisodeState
    desk: Desk
    now: datetime

    @property
    def knowledge(self) -> Knowledge:
        return self.desk.knowledge

    @cached_property
    def today(self) -> date:
        """The day it is where the person is."""
        return self.stands.today(self.now)

    @cached_property
    def day(self) -> int:
        """The day of the episode; never before its first, whatever the clock says."""
        return max(0, self.stands.day(self.today))

    @cached_property
    def diary(self) -> Diary:
        return self.stands.diary

    @cached_property
    def visit(self) -> Visit:
        """The visit as its record stands now, its deadlines counted from when its advice was given."""
        told_at = self.stands.visit.told_at or self.now
        return self.desk.visit(self.stands.visit.record, told_at.astimezone(self.stands.zone))

    @cached_property
    def due(self) -> Due:
        return cadence(self.diary, self.knowledge, self.day, self.stands.comparison)

    @cached_property
    def state(self) -> State:
        danger = not self.seen and rank(self.visit.urgency) >= rank("same_day")
        return state(self.diary, self.knowledge, self.day, danger=danger, closed=self.stands.ended is not None)

    @cached_property
    def seen(self) -> bool:
        """Whether somebody has been seen about what was told last."""
        told_at = self.stands.visit.told_at
        clock = self.stands.clock_of(told_at) if told_at else None
        return clock is not None and clock.answer != "not_yet"

    @property
    def stage(self) -> Stage:
        """The stage of the plan this day belongs to."""
        stage: Stage = next((name for until, name in STAGES if self.day < until), "persistent")
        return stage if stage in self.visit.plan.stages else next(iter(self.visit.plan.stages), "today")

    def entry(self, on: date) -> DayEntry | None:
        """Give what was told of a day, all its entries together."""
        day = self.stands.day(on)
        return next((entry for entry in self.diary.entries if entry.day == day), None)

    def date_of(self, day: int) -> date:
        """Give the day of the calendar that a day of the episode is."""
        return (self.stands.began_on or self.today) + timedelta(days=day)


def own_episode(request: Request) -> Episode:
    """Find the visitor's episode.

    Raises: RefusedError where the visit was never concluded: there is no first day yet.
    """
    episode = begun_episode(request)
    if episode is None:
        reason = "A diary begins with a result. Finish the questions first; it takes a few minutes."
        raise RefusedError(404, "There is no diary yet", reason, ("/questions", "Go on with the questions"))
    return episode


def begun_episode(request: Request) -> Episode | None:
    """Find the visitor's episode; None where the visit was never concluded."""
    desk = desk_of(request)
    stands = episodes.episode_state(desk.database, own_visit(request), desk.now().tzinfo)
    return Episode(stands, desk, desk.now()) if stands.begun is not None else None
