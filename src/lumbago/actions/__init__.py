"""The only code that changes what is kept: one function for each thing that can happen in a visit."""

from lumbago.actions.replay import Replay, replay
from lumbago.actions.visits import (
    Concluded,
    VisitState,
    answer,
    conclude_visit,
    erase,
    list_medicines,
    start_visit,
    visit_state,
    withdraw_answer,
)
from lumbago.storage import Database, open_database

__all__ = [
    "Concluded",
    "Database",
    "Replay",
    "VisitState",
    "answer",
    "conclude_visit",
    "erase",
    "list_medicines",
    "open_database",
    "replay",
    "start_visit",
    "visit_state",
    "withdraw_answer",
]
