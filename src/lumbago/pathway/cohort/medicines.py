"""Medicines for everybody in a table: the verdicts of `medication_safety.screen` as planes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lumbago.criteria import Criterion
from lumbago.criteria.columns import HOLDS, ONE, ZERO, Compiler, Pair, Plane
from lumbago.knowledge import Knowledge
from lumbago.knowledge.medicines import Combination
from lumbago.pathway.cohort.facts import ALLERGIES_UNKNOWN, Allergic, Facts, Takes
from lumbago.pathway.medication_safety import DANGER, Verdict, prepared
from lumbago.pathway.medication_safety.candidates import Candidate, Check
from lumbago.pathway.medication_safety.candidates import Pair as Interacting
from lumbago.pathway.medication_safety.combinations import ANY_NUMBER

CAUTION, ASK, AVOID, NEVER = DANGER["caution"], DANGER["ask"], DANGER["avoid"], DANGER["contraindicated"]
VERDICTS: tuple[Verdict, ...] = ("ok", "caution", "ask", "avoid", "contraindicated")


@dataclass(frozen=True, slots=True)
class Others:
    """The plane of those who take so many other medicines that count together with one of the formulary.

    possible: what is not known counted as taken.
    """

    combination: str
    medicine: str
    count: int
    possible: bool


@dataclass(frozen=True, slots=True)
class Over:
    """The plane of those who take more of a medicine than one of its limits allows."""

    medicine: str
    limit: int


class Against:
    """Collects who has something against a medicine, and of whom it is open, by how bad it is."""

    def __init__(self) -> None:
        self.holds: dict[int, list[Plane]] = {CAUTION: [], AVOID: [], NEVER: []}
        self.open: dict[int, list[Plane]] = {CAUTION: [], AVOID: [], NEVER: []}

    def add(self, danger: int, holds: Plane, is_open: Plane) -> None:
        self.holds[danger].append(holds)
        self.open[danger].append(is_open)


class Medicines:
    """Compiles the verdicts of a formulary over the facts of a table."""

    def __init__(self, facts: Facts, knowledge: Knowledge) -> None:
        self.ready = prepared(knowledge)
        self._facts = facts
        self._planes = facts.planes
        self._compiler = Compiler(facts.planes, facts)
        self._medicines = facts.shape.medicines

    def verdicts(self) -> Mapping[str, tuple[Plane, ...]]:
        """Give for each medicine the digits of its verdict's place among `VERDICTS`, the lowest first."""
        return {c.medicine.id: self._digits(self._against(c)) for c in self.ready.candidates}

    def _digits(self, against: Against) -> tuple[Plane, ...]:
        """Take the worst that is known; where something worse is open, ask, unless it is to be avoided anyway."""
        planes = self._planes
        worst, bad, some = (planes.any_of(against.holds[danger]) for danger in (NEVER, AVOID, CAUTION))
        avoid = planes.but_not(bad, worst)
        milder = planes.opposite(planes.either(worst, bad))
        severe = planes.any_of([*against.open[NEVER], *against.open[AVOID]])
        slight = planes.but_not(planes.any_of(against.open[CAUTION]), some)
        ask = planes.both(milder, planes.either(severe, slight))
        caution = planes.but_not(planes.both(milder, some), ask)
        return planes.either(caution, avoid), planes.either(ask, avoid), worst

    def _against(self, candidate: Candidate) -> Against:
        against = Against()
        for check in candidate.checks:
            self._check(check, against)
        self._allergy(candidate, against)
        for pair in candidate.pairs:
            self._pair(pair, against)
        for combination in candidate.combinations:
            self._combination(combination, candidate, against)
        self._same_again(candidate, against)
        return against

    def _check(self, check: Check, against: Against) -> None:
        planes, pair = self._planes, self._compiler.evaluate(check.criterion)
        counts = self._facts.in_setting("self") if check.only_self else ONE
        if check.while_unknown:
            counts = planes.but_not(counts, self._facts.known(check.while_unknown))
        against.add(check.danger, planes.both(pair.yes, counts), planes.both(self._open(pair), counts))

    def _open(self, pair: Pair) -> Plane:
        return self._planes.opposite(self._planes.either(pair.yes, pair.no))

    def _allergy(self, candidate: Candidate, against: Against) -> None:
        given = self._facts.shape.allergies
        reacted = self._facts.source(Allergic(candidate.medicine.id), given)
        unknown = self._planes.source(Allergic(ALLERGIES_UNKNOWN)) if given else ONE
        danger = DANGER[candidate.allergy.severity]
        against.add(danger, reacted, self._planes.but_not(unknown, reacted))

    def _taken(self, group: str) -> Pair:
        """Give who takes something of a group, and who does not."""
        if not self._medicines:
            return Pair(ZERO, ZERO)
        yes, maybe = self._planes.source(Takes(group)), self._planes.source(Takes(group, maybe=True))
        return Pair(yes, self._planes.opposite(self._planes.either(yes, maybe)))

    def _present(self, group: str) -> Pair:
        """Give who takes something of a group, or has a habit as good as that."""
        taken, habit = self._taken(group), self.ready.habits.get(group)
        if habit is None:
            return taken
        by_habit = self._compiler.evaluate(habit)
        never = self._planes.opposite(taken.yes) if group in self.ready.only_habits else taken.no
        return Pair(self._planes.either(taken.yes, by_habit.yes), self._planes.both(never, by_habit.no))

    def _and_when(self, pair: Pair, when: Criterion | None) -> Pair:
        if when is None:
            return pair
        other = self._compiler.evaluate(when)
        return Pair(self._planes.both(pair.yes, other.yes), self._planes.either(pair.no, other.no))

    def _pair(self, pair: Interacting, against: Against) -> None:
        truth = self._and_when(self._present(pair.group), pair.interaction.when)
        against.add(pair.danger, truth.yes, self._open(truth))

    def _combination(self, combination: Combination, candidate: Candidate, against: Against) -> None:
        applies = self._and_when(HOLDS, combination.when)
        may_apply = self._planes.opposite(applies.no)
        for level in combination.record.levels:
            sure, possible = self._reached(combination, candidate, level.count)
            holds = self._planes.both(applies.yes, sure)
            is_open = self._planes.but_not(self._planes.both(may_apply, possible), holds)
            against.add(DANGER[level.severity], holds, is_open)

    def _reached(self, combination: Combination, candidate: Candidate, count: int) -> tuple[Plane, Plane]:
        """Give of whom so many are certain, and of whom there could be so many."""
        record = combination.record
        if record.kind == "count":
            return self._medicines_reach(combination, candidate, count)
        if record.kind == "set":
            groups = [group for group in record.classes if group not in candidate.groups]
            return self._count_reaches([self._present(g) for g in groups], count - len(record.classes) + len(groups))
        factors = [self._compiler.evaluate(factor) for factor in combination.factors]
        return self._count_reaches([*(self._present(group) for group in record.classes), *factors], count)

    def _count_reaches(self, pairs: Sequence[Pair], count: int) -> tuple[Plane, Plane]:
        planes = self._planes
        if count <= 0:
            return ONE, ONE
        sure = planes.at_least(count, planes.count(pair.yes for pair in pairs))
        return sure, planes.at_least(count, planes.count(planes.opposite(pair.no) for pair in pairs))

    def _medicines_reach(self, combination: Combination, candidate: Candidate, count: int) -> tuple[Plane, Plane]:
        """Count the candidate, other medicines of the classes, and habits that are as good as one."""
        habits = [self._compiler.evaluate(h) for g in combination.record.classes if (h := self.ready.habits.get(g))]
        sure, possible = zip(*(self._parts(combination, candidate, habits, count - 1)), strict=True)
        return self._planes.any_of(sure), self._planes.any_of(possible)

    def _parts(
        self, combination: Combination, candidate: Candidate, habits: list[Pair], wanted: int
    ) -> Iterator[tuple[Plane, Plane]]:
        for by_habit in range(len(habits) + 1):
            sure, possible = self._count_reaches(habits, by_habit)
            others = (self._others(combination, candidate, wanted - by_habit, possible=p) for p in (False, True))
            yield self._planes.both(sure, next(others)), self._planes.both(possible, next(others))

    def _others(self, combination: Combination, candidate: Candidate, count: int, *, possible: bool) -> Plane:
        if count <= 0:
            return ONE
        if not self._medicines:
            return ONE if possible and count <= ANY_NUMBER else ZERO
        return self._planes.source(Others(combination.id, candidate.medicine.id, count, possible))

    def _same_again(self, candidate: Candidate, against: Against) -> None:
        if not self._medicines:
            return
        ready, planes = self.ready, self._planes
        taken = planes.source(Takes(candidate.medicine.id))
        if ready.duplicate is not None:
            against.add(DANGER[ready.duplicate.record.levels[0].severity], taken, ZERO)
        if ready.too_much is not None:
            too_much = planes.both(taken, self._over_every_limit(candidate))
            against.add(DANGER[ready.too_much.record.levels[0].severity], too_much, ZERO)

    def _over_every_limit(self, candidate: Candidate) -> Plane:
        """Give who takes more than anybody could have told them to: see `limits.most_allowed_mg`."""
        planes, limits = self._planes, list(enumerate(candidate.medicine.limits))
        holding = {n: HOLDS.yes if x.criterion is None else self._compiler.evaluate(x.criterion).yes for n, x in limits}
        within = []
        for setting in ("self", "prescription"):
            numbers = [number for number, limit in limits if limit.record.setting == setting]
            over = planes.any_of(
                planes.both(holding[n], planes.source(Over(candidate.medicine.id, n))) for n in numbers
            )
            within.append(planes.but_not(planes.any_of(holding[n] for n in numbers), over))
        any_limit = planes.any_of(holding.values())
        return planes.but_not(any_limit, planes.any_of(within))
