"""One person as screening sees them: facts, what they take, and criteria judged once each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lumbago.criteria import Criterion, could_change, evaluate, findings_in
from lumbago.knowledge import Knowledge
from lumbago.pathway.medication_safety.candidates import Prepared, prepared
from lumbago.pathway.medication_safety.facts import EGFR, KIDNEYS_TOLD, facts
from lumbago.pathway.medication_safety.taken import Beside, allergies_of, taken_by
from lumbago.pathway.medication_safety.verdicts import CURRENT_MEDICINES, you_take
from lumbago.record import Record, Truth, Value


class Person:
    """What is known of one person, each criterion judged at most once."""

    def __init__(self, record: Record, knowledge: Knowledge) -> None:
        self.ready: Prepared = prepared(knowledge)
        self.setting = record.setting
        self.taken = taken_by(record, self.ready.lexicon)
        self.allergies = allergies_of(record, self.ready.lexicon)
        self.values: Mapping[str, Value] = facts(record, knowledge, self.taken, self.allergies)
        self._knowledge = knowledge
        self._truths: dict[int, Truth] = {}
        self.judged = [self.truth(criterion) for criterion in self.ready.criteria]
        self._open: dict[int, tuple[str, ...]] = {}
        self._open_groups: dict[str, tuple[str, ...]] = {}
        self.presences = {group: self._present(group) for group in self.ready.groups}
        self.beside: dict[str, Beside] = {}
        self._leads: dict[tuple[str, ...], str] = {}

    def truth(self, criterion: Criterion) -> Truth:
        """Judge a criterion by Kleene's logic."""
        known = self._truths.get(id(criterion), ...)
        if known is not ...:
            return known
        judged = self._truths[id(criterion)] = evaluate(criterion, self.values)
        return judged

    def present(self, group: str) -> Truth:
        """Say whether something of a group is taken, or a habit as good as that."""
        return self.presences[group]

    def _present(self, group: str) -> Truth:
        taken = self.taken.has(group)
        habit = self.ready.habits.get(group)
        if habit is None or taken is True:
            return taken
        return either(taken if group not in self.ready.only_habits else False, self.truth(habit))

    def lead(self, names: tuple[str, ...]) -> str:
        """Say what of the person's medicines a reason is about; nothing where it is about none."""
        if names not in self._leads:
            self._leads[names] = you_take(names) if names else ""
        return self._leads[names]

    def habit(self, group: str) -> Criterion | None:
        """Give the criterion that is as good as taking something of a class, where there is one."""
        return self.ready.habits.get(group)

    def needs(self, criterion: Criterion) -> tuple[str, ...]:
        """List what to ask to settle an open criterion."""
        found = self._open.get(id(criterion))
        if found is None:
            found = self._open[id(criterion)] = tuple(self._askable(could_change(criterion, self.values)))
        return found

    def needs_of(self, group: str) -> tuple[str, ...]:
        """List what to ask to settle whether something of a group is taken."""
        found = self._open_groups.get(group)
        if found is None:
            found = self._open_groups[group] = tuple(self._needs_of(group))
        return found

    def _needs_of(self, group: str) -> Iterator[str]:
        if self.taken.has(group) is None and group not in self.ready.only_habits:
            yield CURRENT_MEDICINES
        habit = self.ready.habits.get(group)
        if habit is not None and self.truth(habit) is None:
            yield from self.needs(habit)

    def _askable(self, findings: Iterable[str]) -> Iterator[str]:
        """Put first things first: a question that hangs on another one waits for it, and a lay one helps out."""
        wanted = tuple(findings)
        for finding in wanted:
            gate = self._knowledge.ask_when.get(finding)
            waits = gate is not None and self.truth(gate) is None and not {*findings_in(gate)}.isdisjoint(wanted)
            if waits:
                continue
            if finding == EGFR and KIDNEYS_TOLD not in self.values:
                yield KIDNEYS_TOLD
            yield self.ready.called.get(finding, finding)


def either(first: Truth, second: Truth) -> Truth:
    """Join two truths by Kleene's or."""
    if first is True or second is True:
        return True
    return None if first is None or second is None else False


def both(first: Truth, second: Truth) -> Truth:
    """Join two truths by Kleene's and."""
    if first is False or second is False:
        return False
    return None if first is None or second is None else True
