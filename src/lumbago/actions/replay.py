"""What a concluded visit was told then, and what an edition says of it now."""

from __future__ import annotations

from dataclasses import dataclass

from lumbago.actions.visits import Concluded, visit_state
from lumbago.errors import NotFoundError, Problem
from lumbago.knowledge import Knowledge, unpack
from lumbago.pathway.visit import Visit, conduct
from lumbago.storage import Database, kept_edition


@dataclass(frozen=True, slots=True)
class Replay:
    """A conclusion beside the same visit conducted again."""

    then: Concluded
    now: Visit

    @property
    def same(self) -> bool:
        """Whether the edition comes to the same urgency, bracket and rules."""
        rules = tuple(fired.rule.id for fired in self.now.triage.fired)
        told = (self.now.urgency, self.now.not_ruled_out, rules)
        return told == (self.then.urgency, self.then.not_ruled_out, self.then.rules)


def replay(database: Database, key: str, current: Knowledge, edition: str | None = None) -> Replay:
    """Conduct the last concluded visit again, at its own time: under its own edition, or under another that is kept.

    Raises: NotFoundError when there is no such visit, it was never concluded, or the edition was never kept.
    """
    concluded = visit_state(database, key).concluded
    if not concluded:
        raise NotFoundError(Problem("this visit was never concluded, so nothing was told.", mend="Conclude it first."))
    then = concluded[-1]
    knowledge = _knowledge(database, edition or then.edition, current)
    return Replay(then, conduct(then.record, knowledge, then.at))


def _knowledge(database: Database, edition: str, current: Knowledge) -> Knowledge:
    if edition == current.edition:
        return current
    content = kept_edition(database, edition)
    if content is None:
        raise NotFoundError(
            Problem(f"the edition {edition} was never kept here.", mend="Name one a visit was told under.")
        )
    return unpack(content)
