"""The danger signs asked one by one: when something has changed, when it grows worse, when a new spell begins."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from lumbago.actions import episodes
from lumbago.pathway.course import DayEntry, to_ask
from lumbago.pathway.triage import rank
from lumbago.web.desk import desk_of, go, own_visit, page
from lumbago.web.diary.episode import Episode, own_episode
from lumbago.web.diary.form import NONE, NOT_BOTH, UNKNOWN, Question
from lumbago.web.forms import Form
from lumbago.web.labels import label
from lumbago.web.wording import capital

TICK = "Tick what applies, “None of these” or “I don’t know”"


def signs(request: Request) -> Response:
    return _show(request, _question(own_episode(request)))


def answer(request: Request, form: Form) -> Response:
    """Keep what was ticked as an entry of today, and judge it at once."""
    desk, episode = desk_of(request), own_episode(request)
    asked = _question(episode)
    known = [value for value, _ in asked.rows]
    ticked = tuple(dict.fromkeys(one for one in form.values("has") if one in known))
    if not ticked or (NONE in ticked and len(ticked) > 1):
        return _show(request, asked, TICK if not ticked else NOT_BOTH, ticked)
    otherwise = None if UNKNOWN in ticked else False
    said = {sign: True if sign in ticked else otherwise for sign in known if sign not in (NONE, UNKNOWN)}
    handed_in = episodes.Written(episode.today, DayEntry(day=0, signs=said), form.value("entry") or None)
    found = episodes.record_day(desk.database, own_visit(request), handed_in, desk.knowledge, desk.now())
    grave = any(said.values()) and rank(found.urgency) >= rank("same_day")
    return go("/result" if grave or rank(found.urgency) > rank(episode.visit.urgency) else "/today")


def _question(episode: Episode) -> Question:
    """Ask what a change of today has opened; otherwise every sign there is."""
    knowledge = episode.knowledge
    today = episode.entry(episode.today)
    opened = to_ask(episode.stands.visit.record, today, knowledge) if today else ()
    every = (*knowledge.course.diary.signs, *knowledge.course.diary.signs_of_change)
    asked = opened or tuple(dict.fromkeys(sign for sign in every if sign in knowledge.findings))
    rows = [(sign, capital(label(sign, knowledge))) for sign in asked]
    rows += [(NONE, "None of these"), (UNKNOWN, "I don’t know")]
    return Question("has", "ticks", "Is any of these so today?", "danger signs", rows=tuple(rows))


def _show(request: Request, asked: Question, error: str = "", ticked: tuple[str, ...] = ()) -> Response:
    filled = Question("has", "ticks", asked.question, asked.short, rows=asked.rows, given=ticked, error=error)
    exactly = [
        (capital(label(value, desk_of(request).knowledge)), desk_of(request).knowledge.findings[value].question)
        for value, _ in asked.rows
        if value not in (NONE, UNKNOWN)
    ]
    status = 422 if error else 200
    return page(
        request, "signs", status, question=filled, exactly=exactly, entry=desk_of(request).new_key(), has_visit=True
    )
