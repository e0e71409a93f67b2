"""Simulated people for tables: drawn from the knowledge base's own figures, with the cause they have as the truth.

Age and sex come from the simulator's bands. What somebody has is drawn from the base rates of the setting, age, sex and
gates, one cause each. Findings follow the sensitivities of that cause, else their background rate; findings of one
dependence group hang together. Then some answers are taken away. It is a world for measuring with, and no more: nothing
here keeps two findings apart that exclude each other in life.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import NormalDist
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from lumbago.criteria import Criterion
from lumbago.criteria import columns as criteria_columns
from lumbago.criteria.columns import Compiler, FromColumns, Planes, program
from lumbago.knowledge import Condition, Knowledge
from lumbago.knowledge.model_records import Bands
from lumbago.pathway.cohort.answers import Mask
from lumbago.pathway.differential.evidence import NEVER_MULTIPLIED, preference
from lumbago.pathway.differential.network import Floats, Network, network
from lumbago.record import Setting

TRUTH = "truth"
LEAST = 1e-9
Columns: TypeAlias = dict[str, pa.Array]
Floats32: TypeAlias = NDArray[np.float32]


def sensitivities(condition: Condition) -> dict[str, float]:
    """Collect P(yes | condition) of every finding whose record gives one, the best record first."""
    found: dict[str, float] = {}
    for likelihood in sorted(condition.record.likelihood, key=preference):
        if likelihood.use in NEVER_MULTIPLIED:
            continue
        span = likelihood.sensitivity_range
        if likelihood.sensitivity is not None:
            found.setdefault(likelihood.finding, likelihood.sensitivity.value)
        elif span is not None:
            found.setdefault(likelihood.finding, (span.low + span.high) / 2)
    return found


def banded(rng: np.random.Generator, bands: list[list[float]], people: int) -> Floats:
    """Draw whole numbers from bands of lowest, highest, share."""
    shares = np.array([band[2] for band in bands])
    chosen = rng.choice(len(bands), people, p=shares / shares.sum())
    low, high = (np.array([band[end] for band in bands])[chosen] for end in (0, 1))
    return np.asarray(np.floor(low + rng.random(people) * (high - low + 1)))


@dataclass(frozen=True, slots=True)
class Rates:
    """P(yes) of one finding: in ordinary pain, and for each condition in the network's order.

    group: the dependence group it hangs together with; empty where it stands alone. In a group the rates are normal
        scores, which can be drawn together.
    """

    ordinary: float
    by_condition: Floats
    group: str


def rates_of(knowledge: Knowledge, setting: Setting) -> Iterator[tuple[str, Rates]]:
    """Give the rates of every finding that has one; what a gate looks at is not redrawn for the cause it belongs to."""
    groups = {member: name for name, group in knowledge.dependence.items() for member in group.members}
    net = network(knowledge, setting)
    sure = [sensitivities(condition) for condition in net.conditions]
    for name, rate in knowledge.background_rates.items():
        if knowledge.vocabulary[name].derivation is not None:
            continue
        by_condition = np.full(len(net.conditions), rate.central)
        for column, condition in enumerate(net.conditions):
            if name in sure[column] and name not in condition.gate_findings:
                by_condition[column] = sure[column][name]
        group = groups.get(name, "")
        if group:
            scores = np.array([_score(p) for p in by_condition])
            yield name, Rates(_score(rate.central), scores, group)
        else:
            yield name, Rates(rate.central, by_condition, group)


class Population:
    """Draws people of one setting, part by part."""

    def __init__(self, knowledge: Knowledge, setting: Setting = "primary_care") -> None:
        self._knowledge = knowledge
        self._setting = setting
        self._net = network(knowledge, setting)
        self._parameters = knowledge.model.simulator.parameters
        self._rates = dict(rates_of(knowledge, setting))

    def draw(self, people: int, seed: int, part: int = 0) -> pa.RecordBatch:
        """Draw one part of a population; the same seed and part give the same people."""
        rng = np.random.default_rng([seed, part])
        age, women, known = self._people(rng, people)
        drawn = self._draws(rng, people)
        values = {name: pa.array(drawn[name] < rates.ordinary) for name, rates in self._rates.items()}
        causes = self._causes(rng, age, women, {**values, **known})
        values.update((name, pa.array(self._yes(name, drawn[name], causes))) for name in self._rates)
        known.update(self._vital_signs(rng, values))
        columns = {n: self._gappy(rng, n, column) for n, column in {**known, **values}.items()}
        names = pa.array([c.id for c in self._net.conditions], pa.string())
        columns[TRUTH] = pa.DictionaryArray.from_arrays(pa.array(causes.astype(np.int8)), names)
        columns["setting"] = pa.DictionaryArray.from_arrays(
            pa.array(np.zeros(people, dtype=np.int8)), pa.array([self._setting])
        )
        return pa.RecordBatch.from_pydict(columns)

    def _people(self, rng: np.random.Generator, people: int) -> tuple[Floats, Mask, Columns]:
        """Draw age, sex, pregnancy, and how long and how strong the pain is."""
        p, place = self._parameters, "primary_care" if self._setting == "self" else self._setting
        age = banded(rng, _bands(p["adult_age_bands"][place]), people)
        women = rng.random(people) < self._figure("female", place)
        period = "primary_care_any" if place == "primary_care" else place
        days = banded(rng, _bands(p["duration_bands"][period]), people)
        strength = rng.normal(self._figure("pain_intensity", "mean"), self._figure("pain_intensity", "sd"), people)
        pain = np.clip(np.round(strength), 1, 10)
        known = {"age": _numbers(age), "duration_days": _numbers(days), "pain_intensity": _numbers(pain)}
        sexes = self._knowledge.vocabulary["sex_at_birth"].choices
        known["sex_at_birth"] = _words(np.where(women, sexes.index("female"), sexes.index("male")), sexes)
        known["pregnant"] = self._pregnant(rng, age, women)
        return age, women, known

    def _pregnant(self, rng: np.random.Generator, age: Floats, women: Mask) -> pa.Array:
        choices = self._knowledge.vocabulary["pregnant"].choices
        sure, perhaps, below_age = (self._figure("pregnant", name) for name in ("yes", "possible", "below_age"))
        yes, possible, no, never = (choices.index(word) for word in ("yes", "possible", "no", "not_applicable"))
        chance, may = rng.random(len(age)), women & (age < below_age)
        said = np.select([chance < sure, chance < sure + perhaps], [yes, possible], no)
        return _words(np.where(may, said, np.where(women, no, never)), choices)

    def _draws(self, rng: np.random.Generator, people: int) -> dict[str, Floats32]:
        """Draw for each finding a number a person, which is a yes where it lies below the finding's rate.

        In a dependence group it is a normal score, made of one that the group shares and one of its own.
        """
        share = self._figure("table", "within_group")
        common, alone = np.float32(share**0.5), np.float32((1 - share) ** 0.5)
        groups = dict.fromkeys(rates.group for rates in self._rates.values() if rates.group)
        shared = {group: common * rng.standard_normal(people, dtype=np.float32) for group in groups}
        return {
            name: shared[rates.group] + alone * rng.standard_normal(people, dtype=np.float32)
            if rates.group
            else rng.random(people, dtype=np.float32)
            for name, rates in self._rates.items()
        }

    def _figure(self, table: str, name: str) -> float:
        figure = self._parameters[table][name]
        if not isinstance(figure, (int, float)):
            raise TypeError(f"{table}.{name} is a figure")
        return figure

    def _yes(self, name: str, drawn: Floats32, causes: NDArray[np.intp]) -> Mask:
        rates = self._rates[name]
        yes = np.asarray(drawn < rates.ordinary)
        special = np.flatnonzero((rates.by_condition != rates.ordinary)[causes])
        yes[special] = drawn[special] < rates.by_condition[causes[special]]
        return yes

    def _causes(self, rng: np.random.Generator, age: Floats, women: Mask, values: Columns) -> NDArray[np.intp]:
        """Draw one cause each from the base rates by age, sex and gates."""
        net = self._net
        table = np.stack([_prior_by_age(net, sex) for sex in ("male", "female")])
        band = np.minimum(np.searchsorted(net.upper_ages, age, side="right"), len(net.upper_ages) - 1)
        odds = np.exp(table)[women.astype(np.intp), band]
        for gate in net.gates:
            odds[:, gate.column] *= np.exp(np.where(holds_in(gate.criterion, values), gate.if_true, gate.if_false))
        edges = np.cumsum(odds, axis=1)
        return np.asarray((rng.random(len(age))[:, None] * edges[:, -1:] > edges).sum(axis=1))

    def _vital_signs(self, rng: np.random.Generator, values: Columns) -> Columns:
        fever, found = values["fever_or_rigors"].to_numpy(zero_copy_only=False), {}
        for name in self._parameters["vital_sign_mean"]:
            finding, mean = self._knowledge.vocabulary[name], self._figure("vital_sign_mean", name)
            hot = self._figure("vital_sign_if_fever", name) if name in self._parameters["vital_sign_if_fever"] else mean
            number = rng.normal(np.where(fever, hot, mean), self._figure("vital_sign_sd", name))
            rounded = np.round(number, 1 if finding.unit == "degC" else 0)
            found[name] = _numbers(np.clip(rounded, finding.lowest, finding.highest))
        return found

    def _gappy(self, rng: np.random.Generator, name: str, column: pa.Array) -> pa.Array:
        """Take some answers away; a vital sign is measured on few, and age and sex are nearly always known."""
        which = "missing_vital_sign" if name in self._parameters["vital_sign_mean"] else "missing"
        which = "missing_age_or_sex" if name in ("age", "sex_at_birth") else which
        gaps = rng.random(len(column), dtype=np.float32) < self._figure("table", which)
        return pc.if_else(pa.array(gaps), pa.scalar(None, column.type), column)


def holds_in(criterion: Criterion, columns: Columns) -> Mask:
    """Say of each person whether a criterion is known to hold."""
    people = len(next(iter(columns.values())))
    planes = Planes()
    pair = Compiler(planes, FromColumns(planes, frozenset(columns))).evaluate(criterion)
    words = program(planes, [pair.yes]).run(criteria_columns.Columns(columns, people), people)
    return np.asarray(np.unpackbits(words[0].view(np.uint8), count=people, bitorder="little").view(np.bool_))


def _prior_by_age(net: Network, sex: str) -> Floats:
    return np.asarray(net.prior + net.by_age + net.by_sex[sex])


def _score(probability: float) -> float:
    """Give the normal score below which a share of people lies."""
    return NormalDist().inv_cdf(min(max(probability, LEAST), 1 - LEAST))


def _bands(given: float | Bands) -> Bands:
    if isinstance(given, (int, float)):
        raise TypeError("bands are rows of lowest, highest, share")
    return given


def _numbers(values: Floats) -> pa.Array:
    return pa.array(values.astype(np.float32))


def _words(codes: NDArray[np.integer], choices: tuple[str, ...]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int8)), pa.array(choices, pa.string()))
