"""Everything that speaks against one medicine for one person: what is known to, and what still could."""

from __future__ import annotations

from lumbago.knowledge.medicines import Combination
from lumbago.pathway.medication_safety.candidates import Candidate, Pair
from lumbago.pathway.medication_safety.combinations import count_of
from lumbago.pathway.medication_safety.limits import daily_mg, most_allowed_mg
from lumbago.pathway.medication_safety.person import Person, both
from lumbago.pathway.medication_safety.verdicts import DANGER, DRUG_ALLERGY, Reason, you_take


class Against:
    """Collects reasons that hold, and what is open, with how bad each is."""

    def __init__(self) -> None:
        self.danger = 0
        self.worst_open = 0
        self._reasons: list[Reason] = []
        self._open: list[tuple[int, tuple[str, ...]]] = []

    def holds(self, reason: Reason) -> None:
        self._reasons.append(reason)
        self.danger = max(self.danger, DANGER[reason.severity])

    def is_open(self, danger: int, needs: tuple[str, ...]) -> None:
        self._open.append((danger, needs))
        self.worst_open = max(self.worst_open, danger)

    def reasons(self) -> tuple[Reason, ...]:
        """Give the reasons that hold, the worst first."""
        return tuple(sorted(self._reasons, key=lambda reason: -DANGER[reason.severity]))

    def needs(self) -> tuple[str, ...]:
        """List what to ask, the most dangerous first; only what could make the medicine worse than it is."""
        worse = sorted((o for o in self._open if o[0] > self.danger), key=lambda o: -o[0])
        return tuple(dict.fromkeys(need for _, needs in worse for need in needs))


def speaking_against(candidate: Candidate, person: Person) -> Against:
    """Go through conditions of use, allergies, pairs, combinations and what is taken already."""
    against = Against()
    _conditions(candidate, person, against)
    _allergy(candidate, person, against)
    for pair in candidate.pairs:
        _pair(pair, person, against)
    for combination in candidate.combinations:
        _combination(combination, candidate, person, against)
    _same_again(candidate, person, against)
    return against


def _conditions(candidate: Candidate, person: Person, against: Against) -> None:
    for check in candidate.checks:
        if (check.while_unknown and check.while_unknown in person.values) or (
            check.only_self and person.setting != "self"
        ):
            continue
        truth = person.truth(check.criterion)
        if truth:
            against.holds(check.reason)
        elif truth is None and check.danger > against.danger:
            against.is_open(check.danger, person.needs(check.criterion))


def _allergy(candidate: Candidate, person: Person, against: Against) -> None:
    known = person.allergies
    if not candidate.codes.isdisjoint(known.codes):
        against.holds(candidate.allergy)
    elif not known.complete:
        against.is_open(DANGER[candidate.allergy.severity], (DRUG_ALLERGY,))


def _pair(pair: Pair, person: Person, against: Against) -> None:
    truth = person.present(pair.group, pair.present)
    if truth is False:
        return
    when = pair.interaction.when
    if when is not None:
        truth = both(truth, person.truth(when))
    record = pair.interaction.record
    if truth:
        names = person.taken.names.get(pair.group, ())
        against.holds(Reason(record, record.severity, you_take(names) if names else ""))
    elif truth is None and pair.danger > against.danger:
        asked = person.needs(when) if when is not None and person.truth(when) is None else ()
        against.is_open(pair.danger, (*person.needs_of(pair.group, pair.present), *asked))


def _combination(combination: Combination, candidate: Candidate, person: Person, against: Against) -> None:
    """Hold the highest level that is reached, and keep open every higher one that could be."""
    applies = True if combination.when is None else person.truth(combination.when)
    if applies is False:
        return
    counted = count_of(combination, candidate, person)
    levels = sorted(combination.record.levels, key=lambda level: DANGER[level.severity])
    reached = [level for level in levels if applies and level.count <= counted.sure]
    if reached:
        lead = you_take(counted.names) if counted.names else ""
        against.holds(Reason(combination.record, reached[-1].severity, lead))
    for level in levels:
        if level.count <= counted.possible and DANGER[level.severity] > against.danger:
            asked = person.needs(combination.when) if combination.when is not None and applies is None else ()
            against.is_open(DANGER[level.severity], (*counted.needs, *asked))


def _same_again(candidate: Candidate, person: Person, against: Against) -> None:
    """Find the same ingredient by the same route among what is taken, and whether that is too much already."""
    names = person.taken.names.get(candidate.medicine.id)
    ready = person.ready
    if not names:
        return
    if ready.duplicate is not None:
        severity = ready.duplicate.record.levels[0].severity
        against.holds(Reason(ready.duplicate.record, severity, you_take(names)))
    total, most = daily_mg(candidate.medicine, person), most_allowed_mg(candidate.medicine, person)
    if ready.too_much is not None and total is not None and most is not None and total > most:
        what = candidate.medicine.record.plain_name
        lead = f"You already take {total:,.0f} mg of {what} in 24 hours; the most is {most:,.0f} mg."
        against.holds(Reason(ready.too_much.record, ready.too_much.record.levels[0].severity, lead))
