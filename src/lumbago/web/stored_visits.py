"""The visits of the pages, kept by the actions: nothing here knows how."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime

from lumbago.actions import (
    Database,
    VisitState,
    answer,
    conclude_visit,
    erase,
    list_medicines,
    start_visit,
    visit_state,
)
from lumbago.errors import NotFoundError
from lumbago.knowledge import Knowledge
from lumbago.record import CurrentMedicine, Observer, Value
from lumbago.web.visits import Stored


class StoredVisits:
    """Every call goes through one action."""

    def __init__(self, database: Database, knowledge: Knowledge) -> None:
        self._database = database
        self._knowledge = knowledge

    def current(self, visit: str) -> Stored | None:
        """Give the visit, or None where there is none or it was erased."""
        try:
            state = visit_state(self._database, visit)
        except NotFoundError:
            return None
        return _stored(state)

    def start(self, visit: str, now: datetime) -> None:
        """Start a visit; one that is there already stays as it is."""
        start_visit(self._database, visit, "self", now)

    def answer(self, visit: str, answers: Mapping[str, Value | None], observer: Observer, now: datetime) -> Stored:
        """Keep these answers, and give the visit with them; a concluded one is open again, if they say anything new."""
        return _stored(answer(self._database, visit, answers, observer, now))

    def list_medicines(
        self,
        visit: str,
        medicines: tuple[CurrentMedicine, ...] | None,
        allergies: tuple[str, ...] | None,
        now: datetime,
    ) -> None:
        """Keep what the person takes and is allergic to; a concluded visit is open again afterwards."""
        list_medicines(self._database, visit, medicines, allergies, now)

    def conclude(self, visit: str, now: datetime) -> None:
        """Conclude the visit at this time, if it is not concluded."""
        if visit_state(self._database, visit).open:
            conclude_visit(self._database, visit, self._knowledge, now)

    def erase(self, visit: str, now: datetime) -> None:
        """Erase everything of the visit."""
        with suppress(NotFoundError):  # another tab was quicker
            erase(self._database, visit)


def _stored(state: VisitState) -> Stored:
    return Stored(state.record, None if state.open else state.told_at, state.listed)
