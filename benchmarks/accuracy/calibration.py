"""Whether a probability means what it says: simulated people whose cause is known, and how often it was that cause.

Two worlds. In the model's own world its assumptions hold to the letter: one cause against ordinary pain, findings that
know nothing of each other, each as often as the model believes. There it has to be calibrated, or the arithmetic is
wrong. The simulated population of `lumbago simulate` breaks the assumptions as life does: everybody has one cause out
of all, findings hang together, figures were measured against other people, answers are missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from lumbago.knowledge import Knowledge
from lumbago.pathway.cohort import Options, assess
from lumbago.pathway.cohort.population import TRUTH, Population
from lumbago.pathway.differential.network import Network, network

PART = 1 << 16
EDGES = (0.0, 1e-5, 1e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 0.6, 1.0)
AGE_EDGES = (18, 30, 40, 50, 60, 70, 80, 121)
BARE = Options(medicines=False)
LEAST_AGE, MOST_AGE = 18, 92
Floats = NDArray[np.float64]


@dataclass
class Bands:
    """Ten bands of predicted probability: how many people, what was predicted, what was so; weighted where drawn so."""

    weight: Floats
    predicted: Floats
    so: Floats
    squares: float = 0.0

    @staticmethod
    def empty() -> Bands:
        return Bands(*(np.zeros(len(EDGES) - 1) for _ in range(3)))

    def add(self, predicted: Floats, so: NDArray[np.bool_], weight: Floats | None = None) -> None:
        each = np.ones(len(predicted)) if weight is None else weight
        band = np.clip(np.searchsorted(EDGES, predicted, side="right") - 1, 0, len(EDGES) - 2)
        self.weight += np.bincount(band, each, len(EDGES) - 1)
        self.predicted += np.bincount(band, each * predicted, len(EDGES) - 1)
        self.so += np.bincount(band, each * so, len(EDGES) - 1)
        self.squares += float((each * (predicted - so) ** 2).sum())

    @property
    def brier(self) -> float:
        return self.squares / float(self.weight.sum())

    @property
    def brier_of_base_rate(self) -> float:
        """What somebody would score who always gave the overall share."""
        share = float(self.so.sum() / self.weight.sum())
        return share * (1 - share)

    @property
    def ratio(self) -> float:
        """How many times as many were predicted as there were."""
        return float(self.predicted.sum() / self.so.sum())


@dataclass
class Calibration:
    """Everything measured; `by_group` is by age band and by sex."""

    people: int
    own: Bands
    dangers: Bands
    ordinary: Bands
    by_group: dict[str, tuple[Bands, Bands]]


def measure(knowledge: Knowledge, people: int, seed: int = 3) -> Calibration:
    """Draw both worlds, and compare."""
    own = Bands.empty()
    for column in _weighed(network(knowledge, "primary_care")):
        _own_world(knowledge, column, max(people // len(knowledge.conditions), 1), seed, own)
    found = Calibration(people, own, Bands.empty(), Bands.empty(), {})
    population = Population(knowledge)
    for part, start in enumerate(range(0, people, PART)):
        _add_population(population.draw(min(PART, people - start), seed, part), knowledge, found)
    return found


def _weighed(net: Network) -> Iterator[int]:
    """List the conditions of which something speaks, and a percentage means something."""
    for column in range(len(net.conditions)):
        if net.shown[column] and not net.nonspecific[column] and len(_rows(net, column)):
            yield column


def _rows(net: Network, column: int) -> list[int]:
    """Choose findings whose figures are used whole: one of each dependence group, together above the floor."""
    chosen: list[int] = []
    against, groups = 0.0, set[int]()
    gate = {f for g in net.gates if g.column == column for f in g.findings}
    named = {row for row, _, _ in net.named}
    for row, name in enumerate(net.row_names):
        no, yes = net.weights[0, row, column], net.weights[1, row, column]
        whole = yes > 0 > no and not net.caveat[row, column] and row not in named and name not in gate
        if whole and int(net.row_groups[row]) not in groups and against - no < -net.floor[column]:
            groups.add(int(net.row_groups[row]))
            against -= no
            chosen.append(row)
    return chosen


def _own_world(knowledge: Knowledge, column: int, people: int, seed: int, found: Bands) -> None:
    """Draw one cause against ordinary pain, half and half, and weigh both by how common they are."""
    net, rng = network(knowledge, "primary_care"), np.random.default_rng([seed, column])
    age, women = rng.integers(LEAST_AGE, MOST_AGE + 1, people), rng.random(people) < 0.5
    band = np.minimum(np.searchsorted(net.upper_ages, age, side="right"), len(net.upper_ages) - 1)
    by_sex = np.where(women, net.by_sex["female"][column], net.by_sex["male"][column])
    prior = 1 / (1 + np.exp(-(net.prior[column] + net.by_age[band, column] + by_sex)))
    ill = rng.random(people) < 0.5
    columns = {"age": pa.array(age.astype(np.float64)), "sex_at_birth": pa.array(np.where(women, "female", "male"))}
    for row in _rows(net, column):
        no, yes = np.exp(net.weights[:, row, column])
        background = (1 - no) / (yes - no)
        columns[net.row_names[row]] = pa.array(rng.random(people) < np.where(ill, yes * background, background))
    columns["setting"] = pa.array(["primary_care"] * people)
    told = assess(pa.RecordBatch.from_pydict(columns), knowledge, BARE)
    weight = np.where(ill, prior, 1 - prior) * 2
    found.add(_against_ordinary(told, net, column), ill, weight)


def _against_ordinary(told: pa.RecordBatch, net: Network, column: int) -> Floats:
    """Give the probability of a cause against ordinary pain alone; an ordinary cause shares 100% with others."""
    chance = _chance(told, net, column)
    if net.independent[column]:
        return chance
    ordinary = sum(_chance(told, net, int(i)) for i in np.flatnonzero(net.nonspecific))
    return np.asarray(chance / (chance + ordinary))


def _chance(told: pa.RecordBatch, net: Network, column: int) -> Floats:
    values = told.column(f"probability_{net.conditions[column].id}").to_numpy(zero_copy_only=False)
    return np.asarray(values, dtype=np.float64)


def _add_population(people: pa.RecordBatch, knowledge: Knowledge, found: Calibration) -> None:
    net, told = network(knowledge, "primary_care"), assess(people, knowledge, BARE)
    names = people.column(TRUTH).dictionary.to_pylist()
    truth = people.column(TRUTH).indices.to_numpy()
    groups = dict(_groups(people))
    for column in np.flatnonzero(net.shown):
        chance, so = _chance(told, net, int(column)), truth == names.index(net.conditions[column].id)
        (found.dangers if net.independent[column] else found.ordinary).add(chance, so)
        for name, who in groups.items():
            both = found.by_group.setdefault(name, (Bands.empty(), Bands.empty()))
            both[0 if net.independent[column] else 1].add(chance[who], so[who])


def _groups(people: pa.RecordBatch) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    age = people.column("age").to_numpy(zero_copy_only=False)
    for low, high in pairwise(AGE_EDGES):
        yield f"{low} to {high - 1}" if high < AGE_EDGES[-1] else f"{low} and over", (age >= low) & (age < high)
    sex = np.array(people.column("sex_at_birth").cast(pa.string()).to_pylist(), dtype=object)
    for name in ("female", "male"):
        yield name, sex == name
