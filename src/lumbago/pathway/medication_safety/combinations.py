"""Counting what adds up: sets, medicines of several classes, and risk factors."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from lumbago.knowledge.medicines import Combination
from lumbago.pathway.medication_safety.candidates import Candidate
from lumbago.pathway.medication_safety.person import Person
from lumbago.pathway.medication_safety.taken import Beside
from lumbago.record import Truth

ANY_NUMBER = 99


class Counted(msgspec.Struct, frozen=True):
    """How many are certain, and how many there could be; `names` are those taken, `needs` what to ask."""

    sure: int
    possible: int
    names: tuple[str, ...]
    needs: tuple[str, ...]


def count_of(combination: Combination, candidate: Candidate, person: Person) -> Counted:
    """Count for a combination, with the candidate as taken."""
    if combination.record.kind == "set":
        return _set(combination, candidate, person)
    if combination.record.kind == "count":
        return _medicines(combination, candidate, person)
    return _score(combination, person)


def _set(combination: Combination, candidate: Candidate, person: Person) -> Counted:
    """Count the classes of a set that are there; the candidate fills its own."""
    groups = [group for group in combination.record.classes if group not in candidate.groups]
    own = len(combination.record.classes) - len(groups)
    return _added(own, [(person.present(group), group) for group in groups], person)


def _score(combination: Combination, person: Person) -> Counted:
    """Count risk factors: classes that are taken, and facts."""
    by_class = _added(0, [(person.present(group), group) for group in combination.record.classes], person)
    truths = [(person.truth(factor), factor) for factor in combination.factors]
    sure = sum(truth is True for truth, _ in truths)
    open_ones = [factor for truth, factor in truths if truth is None]
    asked = tuple(need for factor in open_ones for need in person.needs(factor))
    return Counted(
        by_class.sure + sure, by_class.possible + sure + len(open_ones), by_class.names, (*asked, *by_class.needs)
    )


def _added(own: int, present: Iterable[tuple[Truth, str]], person: Person) -> Counted:
    """Count classes, each once."""
    known = tuple(present)
    sure = [group for truth, group in known if truth is True]
    maybe = [group for truth, group in known if truth is None]
    names = tuple(dict.fromkeys(name for group in sure for name in person.taken.names.get(group, ())))
    needs = tuple(need for group in maybe for need in person.needs_of(group))
    return Counted(own + len(sure), own + len(sure) + len(maybe), names, needs)


def _medicines(combination: Combination, candidate: Candidate, person: Person) -> Counted:
    """Count different medicines of the classes, the candidate among them; a habit counts as one."""
    beside = person.beside.get(combination.id)
    if beside is None:
        beside = person.beside[combination.id] = _beside(combination, person)
    others = beside.substances - person.taken.substances.get(candidate.medicine.id, frozenset())
    sure = 1 + len(others) + beside.habits
    return Counted(sure, sure + beside.maybe + beside.open_habits, beside.names, beside.needs)


def _beside(combination: Combination, person: Person) -> Beside:
    record, taken = combination.record, person.taken
    groups = (*record.classes, *record.medicines)
    habits = [habit for group in record.classes if (habit := person.habit(group)) is not None]
    truths = [person.truth(habit) for habit in habits]
    maybe = ANY_NUMBER if not taken.complete else sum(group in taken.maybe for group in groups)
    asked = [need for habit, truth in zip(habits, truths, strict=True) if truth is None for need in person.needs(habit)]
    listed = [need for need in person.needs_of(groups[0]) if maybe]
    return Beside(
        substances=frozenset(s for group in groups for s in taken.substances.get(group, ())),
        habits=truths.count(True),
        open_habits=truths.count(None),
        maybe=maybe,
        names=tuple(dict.fromkeys(name for group in groups for name in taken.names.get(group, ()))),
        needs=(*listed, *asked),
    )
