"""Day two to week twelve: the diary, where it is expected to go, when to step up, and what works for one person.

It decides when somebody should look again. How urgent a sign is, triage alone decides: every entry goes there too.
"""

from lumbago.pathway.course.asked import Answered, Asked, answered_on, asked_of, due_questionnaires
from lumbago.pathway.course.cadence import Due, cadence
from lumbago.pathway.course.diary import DayEntry, Diary, diary_of
from lumbago.pathway.course.experiment import Refused, Verdict, judge, refusal
from lumbago.pathway.course.follow_up import Followed, looked_again
from lumbago.pathway.course.forecast import forecast
from lumbago.pathway.course.instruments import Change, Score, change, score
from lumbago.pathway.course.measures import measures
from lumbago.pathway.course.missed import Missed, if_missed_days_differed, missed_days
from lumbago.pathway.course.nets import Net, safety_net
from lumbago.pathway.course.outcome import Band, Escalation, Forecast, Recurrence, State, Surprise
from lumbago.pathway.course.questionnaire import Installed, InstalledItem, read_questionnaire
from lumbago.pathway.course.recurrence import recurrence
from lumbago.pathway.course.schedule import Schedule, schedule
from lumbago.pathway.course.screening import screened, to_ask
from lumbago.pathway.course.states import recovered_on, state
from lumbago.pathway.course.step_up import in_dispute, step_up, step_ups

__all__ = [
    "Answered",
    "Asked",
    "Band",
    "Change",
    "DayEntry",
    "Diary",
    "Due",
    "Escalation",
    "Followed",
    "Forecast",
    "Installed",
    "InstalledItem",
    "Missed",
    "Net",
    "Recurrence",
    "Refused",
    "Schedule",
    "Score",
    "State",
    "Surprise",
    "Verdict",
    "answered_on",
    "asked_of",
    "cadence",
    "change",
    "diary_of",
    "due_questionnaires",
    "forecast",
    "if_missed_days_differed",
    "in_dispute",
    "judge",
    "looked_again",
    "measures",
    "missed_days",
    "read_questionnaire",
    "recovered_on",
    "recurrence",
    "refusal",
    "safety_net",
    "schedule",
    "score",
    "screened",
    "state",
    "step_up",
    "step_ups",
    "to_ask",
]
