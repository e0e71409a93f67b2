"""Everything that speaks against one medicine for one person: what is known to, and what still could."""

from __future__ import annotations

from lumbago.knowledge.medicines import Combination
from lumbago.pathway.medication_safety.candidates import Candidate, Check, Pair
from lumbago.pathway.medication_safety.combinations import count_of
from lumbago.pathway.medication_safety.limits import daily_mg, most_allowed_mg
from lumbago.pathway.medication_safety.person import Person, both
from lumbago.pathway.medication_safety.verdicts import DANGER, DRUG_ALLERGY, Reason


class Against:
    """Collects reasons that hold, and what is open, with how bad each is."""

    def __init__(self) -> None:
        self.danger = 0
        self.worst_open = 0
        self._reasons: list[Reason] = []
        self._open: dict[int, dict[tuple[str, ...], None]] = {}

    def holds(self, reason: Reason) -> None:
        self._reasons.append(reason)
        danger = DANGER[reason.severity]
        self.danger = max(self.danger, danger)

    def is_open(self, danger: int, needs: tuple[str, ...]) -> None:
        self._open.setdefault(danger, {})[needs] = None
        self.worst_open = max(self.worst_open, danger)

    def reasons(self) -> tuple[Reason, ...]:
        """Give the reasons that hold, the worst first."""
        if len(self._reasons) < 2:
            return tuple(self._reasons)
        return tuple(sorted(self._reasons, key=lambda reason: -DANGER[reason.severity]))

    def needs(self) -> tuple[str, ...]:
        """List what to ask, the most dangerous first; only what could make the medicine worse than it is."""
        worse = sorted((danger for danger in self._open if danger > self.danger), reverse=True)
        return tuple(dict.fromkeys(need for danger in worse for needs in self._open[danger] for need in needs))


def speaking_against(candidate: Candidate, person: Person) -> Against:
    """Go through conditions of use, allergies, pairs, combinations and what is taken already."""
    against = Against()
    _conditions(candidate, person, against)
    _allergy(candidate, person, against)
    presences = person.presences
    for pair in candidate.pairs:
        presence = presences[pair.group]
        if presence is None and pair.interaction.when is None:  # by far the most, where nothing is known
            if pair.danger > against.danger:
                against.is_open(pair.danger, person.needs_of(pair.group))
        elif presence is not False:
            _pair(pair, person, against)
    for combination in candidate.combinations:
        _combination(combination, candidate, person, against)
    _same_again(candidate, person, against)
    return against


def _conditions(candidate: Candidate, person: Person, against: Against) -> None:
    judged = person.judged
    for check in candidate.checks:
        truth = judged[check.number]
        if truth is False or not _counts(check, person):
            continue
        if truth:
            against.holds(check.reason)
        elif check.danger > against.danger:
            against.is_open(check.danger, person.needs(check.criterion))


def _counts(check: Check, person: Person) -> bool:
    """Say whether a condition speaks here and while this much is known."""
    if check.while_unknown and check.while_unknown in person.values:
        return False
    return not check.only_self or person.setting == "self"


def _allergy(candidate: Candidate, person: Person, against: Against) -> None:
    known = person.allergies
    if not candidate.codes.isdisjoint(known.codes):
        against.holds(candidate.allergy)
    elif not known.complete:
        against.is_open(DANGER[candidate.allergy.severity], (DRUG_ALLERGY,))


def _pair(pair: Pair, person: Person, against: Against) -> None:
    truth = person.present(pair.group)
    when = pair.interaction.when
    if when is not None:
        truth = both(truth, person.truth(when))
    record = pair.interaction.record
    if truth:
        names = person.taken.names.get(pair.group, ())
        against.holds(Reason(record, record.severity, person.lead(names)))
    elif truth is None and pair.danger > against.danger:
        asked = person.needs(when) if when is not None and person.truth(when) is None else ()
        against.is_open(pair.danger, (*person.needs_of(pair.group), *asked) if asked else person.needs_of(pair.group))


def _combination(combination: Combination, candidate: Candidate, person: Person, against: Against) -> None:
    """Hold the highest level that is reached, and keep open every higher one that could be."""
    applies = True if combination.when is None else person.truth(combination.when)
    if applies is False:
        return
    counted = count_of(combination, candidate, person)
    levels = combination.record.levels
    reached = [level for level in levels if applies and level.count <= counted.sure]
    if reached:
        against.holds(Reason(combination.record, reached[-1].severity, person.lead(counted.names)))
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
        against.holds(Reason(ready.duplicate.record, severity, person.lead(names)))
    total, most = daily_mg(candidate.medicine, person.taken), most_allowed_mg(candidate.medicine, person)
    if ready.too_much is not None and total is not None and most is not None and total > most:
        what = candidate.medicine.record.plain_name
        lead = f"You already take {total:,.0f} mg of {what} in 24 hours; the most is {most:,.0f} mg."
        against.holds(Reason(ready.too_much.record, ready.too_much.record.levels[0].severity, lead))
