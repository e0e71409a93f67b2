"""The pathway over a batch of people: the same steps as `visit`, in the same order, and the same answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from lumbago.criteria.columns import Plane, Words
from lumbago.errors import InputError
from lumbago.knowledge import Knowledge
from lumbago.pathway.cohort import results
from lumbago.pathway.cohort.causes import Columns, first_causes, without_odds
from lumbago.pathway.cohort.compiled import Compiled, Options, compiled
from lumbago.pathway.cohort.intervals import intervals
from lumbago.pathway.cohort.kernel import SHOWN
from lumbago.pathway.cohort.layout import AGE_BANDS, Layout
from lumbago.pathway.cohort.odds import Unpacked, chunks, weighed
from lumbago.pathway.cohort.risks import told_by_risks, told_by_rules
from lumbago.pathway.cohort.sources import Sources
from lumbago.pathway.cohort.table import Table, numbers_of, read_table
from lumbago.record import ADULT_AGE, Setting

SHOWN_PROBLEMS = 20
USUAL = Options()

Weighed: TypeAlias = tuple[Any, ...]
"""Ranks by risk, first causes, probabilities, and bounds where they are wanted."""


@dataclass(frozen=True, slots=True)
class Found:
    """What some people come to.

    Units: `urgency`, `not_ruled_out` ranks; `probability` conditions x people, `bounds` (low, high) x the same.
    """

    urgency: NDArray[np.uint8]
    not_ruled_out: NDArray[np.uint8]
    causes: Columns
    probability: NDArray[np.float32]
    bounds: NDArray[np.float32] | None


def assess(batch: pa.RecordBatch, knowledge: Knowledge, options: Options = USUAL) -> pa.RecordBatch:
    """Take everybody in a batch from answers to an urgency, causes, safe medicines, and whom to see.

    Unknown: null; never taken as no. Equal to `visit.conduct` for each row, read as `lumbago assess` reads a case.
    Raises: InputError naming the columns that cannot be read, and the answers that cannot be.
    """
    table = read_table(batch, knowledge.vocabulary)
    if table.misfits:
        raise InputError([p for misfits in table.misfits for p in misfits.problems(0, SHOWN_PROBLEMS)])
    return assessed(table, knowledge, options)


def assessed(table: Table, knowledge: Knowledge, options: Options = USUAL) -> pa.RecordBatch:
    """Assess a batch that was read and holds no misfits."""
    ready = compiled(knowledge, table.shape(), options)
    words = ready.program.run(Sources(table, knowledge), table.people)
    planes = {plane: words[row] for plane, row in ready.rows.items()}
    who = who_is(table, ready.layouts)
    one_by_one = _Chunks(ready, knowledge, options, who)
    found = [one_by_one.found(Unpacked(words, ready.rows, *chunk)) for chunk in chunks(table.people)]
    whole = _joined(found, len(knowledge.conditions), options)
    makes = _Columns(ready, knowledge, planes, table.people)
    columns = {
        **table.handed_on,
        **dict(makes.of_urgency(whole)),
        **dict(makes.of_causes(whole, who.minor)),
        **dict(makes.of_rules()),
        **dict(makes.of_advice()),
    }
    handed_on = [pa.field(name, column.type) for name, column in table.handed_on.items()]
    return results.batch_of(columns, results.schema_of(knowledge, options, handed_on))


@dataclass(frozen=True, slots=True)
class Who:
    """Who people are: minors, where that is known; their settings; and their place of age and sex among the priors."""

    minor: NDArray[np.bool_] | None
    setting: NDArray[np.str_] | None
    place: NDArray[np.uint8]


def who_is(table: Table, layouts: Mapping[Setting, Layout]) -> Who:
    """Say who people are.

    Unknown: an unknown age or sex leaves the base rate of all; an unknown age is taken as an adult's.
    """
    age = numbers_of(table, "age")
    place = np.zeros(table.people, dtype=np.uint8)
    if age is not None and layouts:
        place += _band(age, next(iter(layouts.values())).network.upper_ages)
    sex = table.findings.get("sex_at_birth")
    if sex is not None:
        codes = [AGE_BANDS * {"female": 1, "male": 2}.get(word, 0) for word in sex.dictionary.to_pylist()]
        place += pa.array(codes, pa.uint8()).take(sex.indices).fill_null(0).to_numpy(zero_copy_only=False)
    setting = None if table.setting is None or len(layouts) == 1 else np.array(table.setting.to_pylist())
    return Who(
        minor=None if age is None else age < ADULT_AGE,
        setting=setting,
        place=place,
    )


def _band(age: NDArray[np.floating], upper_ages: Sequence[float]) -> NDArray[np.uint8]:
    """Give the number of the age band, from 1; 0 is not known."""
    band = np.ones(len(age), dtype=np.uint8)
    for upper in upper_ages[:-1]:
        band += age >= upper
    band[np.isnan(age)] = 0
    return band if upper_ages else np.zeros_like(band)


class _Chunks:
    """Assesses people chunk by chunk."""

    def __init__(self, ready: Compiled, knowledge: Knowledge, options: Options, who: Who) -> None:
        self._ready = ready
        self._knowledge = knowledge
        self._options = options
        self._who = who

    def found(self, people: Unpacked) -> Found:
        """Assess some people: rules, then the risks of adults."""
        flags = self._ready.flags
        here = slice(people.start, people.start + people.people)
        by_rules = told_by_rules(flags.fired, people)
        risks, causes, chance, bounds = self._by_setting(people, here)
        minor = self._who.minor[here] if self._who.minor is not None else None
        if minor is not None and minor.any():
            risks = np.where(minor, np.uint8(0), risks)
            causes = np.where(minor, without_odds(self._ready.suspects, len(chance), people), causes)
        urgency = np.maximum(by_rules, risks)
        not_ruled_out = np.maximum(urgency, told_by_rules(flags.open, people))
        return Found(urgency, not_ruled_out, causes, chance, bounds)

    def _by_setting(self, people: Unpacked, here: slice) -> Weighed:
        """Weigh everybody by the figures of their own setting."""
        joined: Weighed | None = None
        for setting in self._ready.layouts:
            mine = None if self._who.setting is None else self._who.setting[here] == setting
            if mine is not None and not mine.any():
                continue
            weighed = self._weighed(people, here, setting)
            if joined is None or mine is None:
                joined = weighed
            else:
                joined = tuple(
                    None if new is None else np.where(mine, new, old) for new, old in zip(weighed, joined, strict=True)
                )
        if joined is None:
            raise ValueError("nobody is in any setting")
        return joined

    def _weighed(self, people: Unpacked, here: slice, setting: Setting) -> Weighed:
        net = self._ready.layouts[setting].network
        odds = weighed(net, self._ready.tables[setting], people, self._who.place[here], self._options.intervals)
        risks = told_by_risks(odds, net, self._knowledge, setting, self._ready.silent, people)
        causes = first_causes(odds, self._ready.rankings[setting], people)
        bounds = intervals(odds, net).astype(np.float32) if self._options.intervals else None
        return risks, causes, odds.probability.astype(np.float32), bounds


def _joined(found: Sequence[Found], conditions: int, options: Options) -> Found:
    """Put the chunks together again."""
    if not found:
        nobody = np.zeros(0, dtype=np.uint8)
        chance = np.zeros((conditions, 0), dtype=np.float32)
        bounds = np.zeros((2, conditions, 0), dtype=np.float32) if options.intervals else None
        return Found(nobody, nobody, np.zeros((SHOWN, 0), dtype=np.int16), chance, bounds)
    drawn = [each.bounds for each in found if each.bounds is not None]
    return Found(
        urgency=np.concatenate([each.urgency for each in found]),
        not_ruled_out=np.concatenate([each.not_ruled_out for each in found]),
        causes=np.concatenate([each.causes for each in found], axis=1),
        probability=np.concatenate([each.probability for each in found], axis=1),
        bounds=np.concatenate(drawn, axis=2) if drawn else None,
    )


class _Columns:
    """Makes the columns of the answer."""

    def __init__(self, ready: Compiled, knowledge: Knowledge, planes: Mapping[Plane, Words], people: int) -> None:
        self._ready = ready
        self._knowledge = knowledge
        self._planes = planes
        self._people = people

    def of_urgency(self, found: Found) -> Iterator[tuple[str, pa.Array]]:
        yield "urgency", results.urgencies(found.urgency)
        yield "not_ruled_out", results.urgencies(found.not_ruled_out)
        yield "deadline_hours", results.hours(found.urgency, self._knowledge)
        yield "rules_fired", pa.array(self._number(self._ready.flags.count_fired))
        yield "rules_open", pa.array(self._number(self._ready.flags.count_open))

    def of_causes(self, found: Found, minor: NDArray[np.bool_] | None) -> Iterator[tuple[str, pa.Array]]:
        names = list(self._knowledge.conditions)
        for place, name in enumerate(results.CAUSES):
            yield name, results.words(found.causes[place], names)
        nobody = minor if minor is not None and minor.any() else None
        for name in results.shown(self._knowledge):
            row = names.index(name)
            yield f"probability_{name}", results.numbers(found.probability[row], nobody)
            for end, values in zip(("low", "high"), () if found.bounds is None else found.bounds, strict=False):
                yield f"{end}_{name}", results.numbers(values[row], nobody)

    def of_rules(self) -> Iterator[tuple[str, pa.Array]]:
        for each in self._ready.flags.rules:
            fired, cleared = self._planes[each.fired], self._planes[each.cleared]
            yield f"rule_{each.rule.id}", results.truths(fired, fired | cleared, self._people)

    def of_advice(self) -> Iterator[tuple[str, pa.Array]]:
        for name, digits in self._ready.medicines.items():
            yield f"medicine_{name}", results.verdicts(self._number(digits))
        first = np.full(self._people, -1, dtype=np.int8)
        for place, (_, plane) in reversed(list(enumerate(self._ready.referrals))):
            first[self._bits(plane).view(np.bool_)] = place
        yield "referral", results.words(first, [name for name, _ in self._ready.referrals])

    def _bits(self, plane: Plane) -> NDArray[np.uint8]:
        return np.unpackbits(self._planes[plane].view(np.uint8), count=self._people, bitorder="little")

    def _number(self, digits: Sequence[Plane]) -> NDArray[np.uint8]:
        """Read the binary digits of everybody's number."""
        number = np.zeros(self._people, dtype=np.uint8)
        for place, plane in enumerate(digits):
            number |= self._bits(plane) << np.uint8(place)
        return number
