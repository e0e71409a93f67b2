"""The days so far, and taking all of it away."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from lumbago.actions import taking_away
from lumbago.web.desk import desk_of, own_visit, page
from lumbago.web.diary.episode import Episode, own_episode
from lumbago.web.diary.told import told
from lumbago.web.wording import clock, day

MOST_OPEN_DAYS = 7
"""How many of the latest days without an entry can be filled in from the list."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the list: what was told last, and what stood there before."""

    number: int
    date: str
    iso: str
    told: tuple[tuple[str, str], ...]
    before: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def history(request: Request) -> Response:
    episode = own_episode(request)
    shown = days(episode)
    return page(request, "history", days=shown, open=_open(episode), steps=steps(episode), has_visit=True)


def as_json(request: Request) -> Response:
    content = taking_away.as_json(desk_of(request).database, own_visit(request))
    return _download(content, "application/json", "lumbago.json")


def as_csv(request: Request) -> Response:
    content = taking_away.as_csv(desk_of(request).database, own_visit(request))
    return _download(content, "text/csv; charset=utf-8", "lumbago.csv")


def days(episode: Episode) -> list[Day]:
    """List the days that have an entry, the latest first; of one that was changed, every version."""
    zone, knowledge = episode.stands.zone, episode.knowledge
    found: list[Day] = []
    for entry in reversed(episode.diary.entries):
        on = episode.date_of(entry.day)
        versions = [note for note in episode.stands.notes if note.date == on]
        before = [(clock(note.at.astimezone(zone)), told(note.entry, knowledge)) for note in versions[:-1]]
        found.append(Day(entry.day, day(on), on.isoformat(), told(entry, knowledge), tuple(before)))
    return found


def steps(episode: Episode) -> list[tuple[str, str, tuple[str, ...]]]:
    """List what was changed or advised on the way, with the entries that caused it."""
    rules = episode.knowledge.escalations
    return [
        (day(episode.date_of(one.day)), rules[one.rule].record.person.title, tuple(_dates(one.because, episode)))
        for one in episode.stands.steps
        if one.rule in rules
    ]


def _dates(numbers: tuple[int, ...], episode: Episode) -> list[str]:
    return [day(episode.date_of(number)) for number in numbers]


def _open(episode: Episode) -> list[tuple[str, str]]:
    """List the latest days without an entry."""
    written = {entry.day for entry in episode.diary.entries}
    missing = [number for number in range(episode.day, -1, -1) if number not in written][:MOST_OPEN_DAYS]
    return [(day(episode.date_of(number)), episode.date_of(number).isoformat()) for number in missing]


def _download(content: str, kind: str, name: str) -> Response:
    return Response(content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
