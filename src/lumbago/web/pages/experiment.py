"""What works for me: two safe choices in turn, and what the diary says of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import Response

from lumbago.actions import episodes
from lumbago.knowledge.course import Choice
from lumbago.pathway.course import Refused, diary_of, judge, refusal, schedule
from lumbago.pathway.triage import rank
from lumbago.web.asked import address_about
from lumbago.web.charts.comparison import Multiples, multiples_of
from lumbago.web.desk import desk_of, go, own_visit, page
from lumbago.web.diary.episode import Episode, own_episode
from lumbago.web.forms import Form
from lumbago.web.labels import label
from lumbago.web.refusal import RefusedError
from lumbago.web.wording import day, listed_with_and

WHY_NOT = {
    "danger": "Not while a danger is open. See to that first.",
    "withheld": "Not for you now: your plan holds one of the two back.",
    "not_known_here": "This comparison is no longer offered.",
}
BACK = ("/experiment", "Back to what works for me")


@dataclass(frozen=True, slots=True)
class Offer:
    """Two choices one may compare, or why not now."""

    id: str
    question: str
    first: str
    second: str
    why_not: str
    ask: tuple[tuple[str, str], ...] = ()
    """What has to be known first: the address that asks, and its label."""


@dataclass(frozen=True, slots=True)
class Running:
    """A comparison under way: what to do today, and what the days so far show."""

    question: str
    do: str
    until: str
    over: bool
    can_stop: bool
    chart: Multiples


def experiment(request: Request) -> Response:
    """Show the comparison that runs, or those on offer."""
    episode = own_episode(request)
    running = _running(episode)
    offers = [] if running else [_offer(one, episode) for one in episode.knowledge.choices.values()]
    record = episode.knowledge.course.experiment
    days = 2 * record.phase_days * record.cycles
    return page(
        request,
        "experiment",
        running=running,
        offers=offers,
        days=days,
        phase=record.phase_days,
        honest=record.honest,
        has_visit=True,
    )


def begin(request: Request, form: Form) -> Response:
    """Draw the order of the two choices, and begin tomorrow."""
    desk, episode = desk_of(request), own_episode(request)
    choice = form.value("choice")
    refused = _refusal(choice, episode)
    if refused is not None or episode.stands.comparison is not None:
        reason = _why_not(refused, episode) if refused else "One is running already. End it first."
        raise RefusedError(409, "This cannot be compared now", reason, BACK)
    planned = schedule(choice, episode.day + 1, desk.knowledge, int(desk.new_key()[:8], 16))
    episodes.start_comparison(desk.database, own_visit(request), planned, desk.now())
    return go("/experiment")


def end(request: Request, _form: Form) -> Response:
    own_episode(request)
    episodes.end_comparison(desk_of(request).database, own_visit(request), desk_of(request).now())
    return go("/experiment")


def of_today(episode: Episode) -> str:
    """Say what a running comparison asks for on this day; nothing when none runs."""
    running = _running(episode)
    return running.do if running and not running.over else ""


def _running(episode: Episode) -> Running | None:
    planned = episode.stands.comparison
    choice = episode.knowledge.choices.get(planned.choice) if planned else None
    if planned is None or choice is None:
        return None
    labels = (choice.record.first.label, choice.record.second.label)
    verdict = judge(planned, episode.diary, episode.knowledge, episode.day)
    return Running(
        question=choice.record.question,
        do=_do(choice, planned.arm_on(episode.day)),
        until=day(episode.date_of(planned.last_day)),
        over=verdict.over,
        can_stop=verdict.stopped_for is not None,
        chart=multiples_of(planned, episode.diary, labels, verdict, episode.day),
    )


def _do(choice: Choice, arm: str | None) -> str:
    if arm is None:
        return "nothing yet. It begins tomorrow."
    return choice.record.first.do if arm == "first" else choice.record.second.do


def _offer(choice: Choice, episode: Episode) -> Offer:
    refused = _refusal(choice.id, episode)
    record = choice.record
    why_not = _why_not(refused, episode) if refused else ""
    return Offer(choice.id, record.question, record.first.do, record.second.do, why_not, tuple(_ask(refused, episode)))


def _ask(refused: Refused | None, episode: Episode) -> Iterator[tuple[str, str]]:
    for name in refused.names if refused and refused.why == "unknown" else ():
        if address := address_about(name, episode.knowledge):
            yield address, label(name, episode.knowledge)


def _refusal(choice: str, episode: Episode) -> Refused | None:
    """Say why two choices may not be compared, going by what is known today, and not by what was when it began."""
    held = [item.id for item in episode.visit.plan.withheld]
    danger = not episode.seen and rank(episode.visit.urgency) >= rank("same_day")
    diary = replace(episode.diary, facts=diary_of(episode.visit.record).facts)
    return refusal(choice, diary, episode.knowledge, episode.day, withheld=held, danger=danger)


def _why_not(refused: Refused, episode: Episode) -> str:
    if refused.why == "unknown":
        names = listed_with_and(label(name, episode.knowledge) for name in refused.names)
        return f"First we have to know more about you: {names}."
    if refused.why == "falling":
        return _falls_by_itself(refused.fall_points, episode)
    return WHY_NOT[refused.why]


def _falls_by_itself(points: float, episode: Episode) -> str:
    record = episode.knowledge.course.experiment
    days, fall = 2 * record.phase_days * record.cycles, max(1, round(points))
    expected = f"your pain is expected to fall by about {fall} of 10 by itself in the next {days} days"
    return f"Not yet: {expected}. That would hide a difference. Look here again when it has settled."
