"""The addresses of the diary and of what belongs to it."""

from __future__ import annotations

from starlette.routing import Route

from lumbago.web.pages import asking, course, experiment, history, reminders, sharing, signs, today
from lumbago.web.posted import linked, posted


def diary_routes() -> list[Route]:
    """List them."""
    return [
        Route("/today", today.today),
        Route("/today", posted(today.record), methods=["POST"]),
        Route("/today/entry", today.entry),
        Route("/today/week", asking.week),
        Route("/today/week", posted(asking.answer_week), methods=["POST"]),
        Route("/today/questions/{instrument}", asking.questions),
        Route("/today/questions/{instrument}", posted(asking.answer), methods=["POST"]),
        Route("/today/safety", asking.safety),
        Route("/today/signs", signs.signs),
        Route("/today/signs", posted(signs.answer), methods=["POST"]),
        Route("/today/seen", posted(course.answer_clock), methods=["POST"]),
        Route("/today/why", posted(course.drop_out), methods=["POST"]),
        Route("/today/clock", course.zone),
        Route("/today/clock", posted(course.choose_zone), methods=["POST"]),
        Route("/today/ending", course.ending),
        Route("/today/close", posted(course.close), methods=["POST"]),
        Route("/today/reopen", posted(course.reopen), methods=["POST"]),
        Route("/history", history.history),
        Route("/export.json", history.as_json),
        Route("/export.csv", history.as_csv),
        Route("/experiment", experiment.experiment),
        Route("/experiment", posted(experiment.begin), methods=["POST"]),
        Route("/experiment/end", posted(experiment.end), methods=["POST"]),
        Route("/share", sharing.share),
        Route("/share", posted(sharing.make_link), methods=["POST"]),
        Route("/share/end", posted(sharing.end_link), methods=["POST"]),
        Route("/share/on-paper", sharing.on_paper),
        Route("/shared/{share}", sharing.shared),
        Route("/recovery", sharing.recovery),
        Route("/recovery", posted(sharing.make_code), methods=["POST"]),
        Route("/recover", sharing.recovering),
        Route("/recover", posted(sharing.recover), methods=["POST"]),
        Route("/reminders", reminders.reminders),
        Route("/reminders", posted(reminders.turn), methods=["POST"]),
        Route("/reminders/{stop}", reminders.ending),
        Route("/reminders/{stop}", linked(reminders.end), methods=["POST"]),
    ]
