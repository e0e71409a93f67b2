"""Today: what to do, the entry of the day, and where one stands on the expected course."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from lumbago.actions import episodes
from lumbago.errors import InputError
from lumbago.pathway.course import DayEntry, to_ask
from lumbago.pathway.triage import rank
from lumbago.pathway.visit import Appraisal
from lumbago.web.desk import desk_of, go, own_visit, page, stored_visit
from lumbago.web.diary.clocks import open_clock
from lumbago.web.diary.episode import Episode, own_episode
from lumbago.web.diary.form import DayForm, filled_from, form_of, read
from lumbago.web.diary.standing import standing
from lumbago.web.diary.told import told
from lumbago.web.forms import Form
from lumbago.web.pages.asking import more_to_ask
from lumbago.web.pages.experiment import of_today
from lumbago.web.refusal import RefusedError
from lumbago.web.wording import day

WAY_BACK = ("/today", "Back to today")


def today(request: Request) -> Response:
    """Show the day; where danger was told and nobody has looked yet, that comes first."""
    _, stored = stored_visit(request)
    if stored.concluded is None:
        return go("/questions")
    episode = own_episode(request)
    if episode.visit.urgency == "emergency" and not episode.seen:
        return go("/result")
    return _show(request, episode)


def entry(request: Request) -> Response:
    """Show the form of one day, to write it or to change it."""
    episode = own_episode(request)
    on = _checked(_date(request.query_params.get("day", "")), episode)
    return _show_form(request, episode, _form(on, episode, desk_of(request).new_key()))


def record(request: Request, form: Form) -> Response:
    """Keep the entry, screen it for danger, and show what follows from it."""
    episode, desk = own_episode(request), desk_of(request)
    on = _checked(_date(form.value("day")), episode)
    filled, written = read(_form(on, episode, form.value("entry")), form)
    if written is None:
        return _show_form(request, episode, filled, 422)
    handed_in = episodes.Written(on, written, form.value("entry") or None)
    found = episodes.record_day(desk.database, own_visit(request), handed_in, desk.knowledge, desk.now())
    return go(_onward(found, written, episode))


def _onward(found: Appraisal, written: DayEntry, before: Episode) -> str:
    """Name the page that comes next: the danger first, then what a change calls for, then the day."""
    if any(written.signs.values()) and rank(found.urgency) >= rank("same_day"):
        return "/result"
    if to_ask(found.record, written, before.knowledge):
        return "/today/signs"
    return "/result" if rank(found.urgency) > rank(before.visit.urgency) else "/today"


def _show(request: Request, episode: Episode) -> Response:
    stands, so_far, stand = episode.stands, episode.entry(episode.today), standing(episode)
    return page(
        request,
        "today",
        day=episode.day,
        date=day(episode.today),
        iso=episode.today.isoformat(),
        entry=told(so_far, episode.knowledge),
        written=so_far is not None and so_far.pain is not None,
        form=_form(episode.today, episode, desk_of(request).new_key()),
        clock=open_clock(episode),
        standing=stand,
        asking=more_to_ask(episode, [step.id for step in stand.steps]),
        comparing=of_today(episode),
        ended=stands.ended,
        ask_drop_out=episode.state == "silent" and stands.drop_out is None,
        has_visit=True,
    )


def _show_form(request: Request, episode: Episode, form: DayForm, status: int = 200) -> Response:
    title = "Today" if form.on == episode.today else day(form.on)
    was = told(episode.entry(form.on), episode.knowledge)
    return page(request, "day", status, form=form, title=title, entry=was, has_visit=True)


def _form(on: date, episode: Episode, name: str) -> DayForm:
    items = {name: item for name, item in episode.due.items.items() if item.every == "day"}
    form = form_of(on, name, items, _took(episode), episode.knowledge)
    return filled_from(form, episode.entry(on))


def _took(episode: Episode) -> tuple[str, ...]:
    """Name the medicines somebody may have taken: those they listed, and those the plan offers."""
    listed = [medicine.name for medicine in episode.stands.visit.record.medicines or ()]
    items = [item for item in episode.visit.plan.items if item.status != "withheld"]
    offered = [judged.medicine.record.plain_name for item in items for judged in item.medicines]
    return tuple(dict.fromkeys([*listed, *offered]))


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RefusedError(400, "There is no such day", "The address is wrong or old.", WAY_BACK) from None


def _checked(on: date, episode: Episode) -> date:
    try:
        return episodes.check_day(episode.stands, on, episode.now)
    except InputError as error:
        raise RefusedError(422, "Nothing can be written for that day", error.problems[0].message, WAY_BACK) from None
