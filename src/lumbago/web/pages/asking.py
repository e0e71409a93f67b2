"""What the diary asks besides the entry of the day: once a week a few scales, once a month a questionnaire.

Each is one short page that can be skipped. What was answered is kept, however little it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response

from lumbago.actions import episodes
from lumbago.knowledge.diary_records import Instrument
from lumbago.pathway.course import Asked, DayEntry, asked_of, due_questionnaires
from lumbago.web.desk import desk_of, go, own_visit, page
from lumbago.web.diary.episode import Episode, own_episode
from lumbago.web.diary.form import DayForm, filled_from, form_of, read
from lumbago.web.diary.scores import answers_of, form_of_items, scored
from lumbago.web.forms import Form
from lumbago.web.refusal import RefusedError
from lumbago.web.talking import Told
from lumbago.web.wording import URGENCY_WORDS

COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
SAFETY = "despair"
"""The danger phrase whose words answer somebody who thinks of ending their life."""


def more_to_ask(episode: Episode, steps: Sequence[str]) -> list[tuple[str, str]]:
    """Name the pages that ask more today, each with its address; whoever has been well for a week is left in peace.

    steps: the rules of stepping up that hold.
    """
    if episode.state == "recovered":
        return []
    weekly = [item for item in episode.due.items.values() if item.every == "week"]
    found = [("/today/week", f"Once a week: {_count(len(weekly))}, one minute")] if weekly else []
    due = due_questionnaires(episode.diary, episode.knowledge, episode.day, episode.desk.installed, steps)
    for asked in due:
        title = _record(episode, asked).title
        found.append((f"/today/questions/{asked.instrument}", f"{title}: {_count(len(asked.items))}"))
    return found


def _count(number: int) -> str:
    return f"{COUNTS[number] if number < len(COUNTS) else number} question{'' if number == 1 else 's'}"


def week(request: Request) -> Response:
    """Show what is asked once a week."""
    episode = own_episode(request)
    return _show_week(request, _week_form(episode, desk_of(request).new_key()))


def answer_week(request: Request, form: Form) -> Response:
    """Keep what was answered of it."""
    episode = own_episode(request)
    filled, written = read(_week_form(episode, form.value("entry")), form)
    if written is None:
        return _show_week(request, filled, 422)
    _keep(request, episode, written, form)
    return go("/today")


def questions(request: Request) -> Response:
    """Show a questionnaire; once it is answered, what the answers say."""
    episode = own_episode(request)
    return _show(request, episode, _form(request, episode, desk_of(request).new_key()))


def answer(request: Request, form: Form) -> Response:
    """Keep the answers to a questionnaire, and show what they come to."""
    episode = own_episode(request)
    filled, written = read(_form(request, episode, form.value("entry")), form)
    if written is None:
        return _show(request, episode, filled, 422)
    asked = _asked(request, episode)
    answers = answers_of(asked, written)
    _keep(request, episode, DayEntry(day=0, questionnaires={asked.instrument: answers}), form)
    return go(f"/today/questions/{asked.instrument}")


def safety(request: Request) -> Response:
    """Tell somebody who thinks of ending their life what to do now. That they asked is not kept."""
    episode = own_episode(request)
    record = episode.knowledge.dangers.every[SAFETY].record
    if record.advice is None or record.urgency is None:
        raise _no_such()
    words = record.advice
    told = Told(record.urgency, URGENCY_WORDS[record.urgency], words.title, words.why, words.do)
    return page(request, "safety", told=told, number=desk_of(request).settings.emergency_number, has_visit=True)


def _keep(request: Request, episode: Episode, entry: DayEntry, form: Form) -> None:
    desk = desk_of(request)
    handed_in = episodes.Written(episode.today, entry, form.value("entry") or None)
    episodes.record_day(desk.database, own_visit(request), handed_in, desk.knowledge, desk.now())


def _week_form(episode: Episode, name: str) -> DayForm:
    items = {n: i for n, i in episode.knowledge.course.diary.item.items() if i.every == "week"}
    return filled_from(form_of(episode.today, name, items, (), episode.knowledge), episode.entry(episode.today))


def _form(request: Request, episode: Episode, name: str) -> DayForm:
    asked = _asked(request, episode)
    return form_of_items(asked, episode.today, name, episode.entry(episode.today))


def _asked(request: Request, episode: Episode) -> Asked:
    asked = asked_of(request.path_params["instrument"], episode.knowledge, episode.desk.installed)
    if asked is None:
        raise _no_such()
    return asked


def _no_such() -> RefusedError:
    reason = "Either there is no such questionnaire, or nobody has installed it here."
    return RefusedError(404, "There are no such questions", reason, ("/today", "Back to today"))


def _record(episode: Episode, asked: Asked) -> Instrument:
    return episode.knowledge.course.instruments[asked.instrument]


def _show_week(request: Request, form: DayForm, status: int = 200) -> Response:
    return page(request, "week", status, form=form, to="/today/week", has_visit=True)


def _show(request: Request, episode: Episode, form: DayForm, status: int = 200) -> Response:
    asked = _asked(request, episode)
    return page(
        request,
        "questionnaire",
        status,
        form=form,
        to=f"/today/questions/{asked.instrument}",
        title=_record(episode, asked).title,
        lead=asked.lead,
        copyright=asked.copyright,
        scored=scored(asked, episode) if status == 200 else None,
        has_visit=True,
    )
