"""What the model needs and could not do without: settings, urgencies, weights, levels, base rates of groups."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import get_args

import msgspec

from lumbago.errors import Problem
from lumbago.knowledge.check.walk import likelihoods, missing
from lumbago.knowledge.files import Records
from lumbago.knowledge.model_records import HarmClass, Ranking
from lumbago.knowledge.records import BaseRates, Urgency
from lumbago.record import SETTINGS

REFERENCE_GROUP = "nonspecific_spectrum"
"""The prior group of ordinary back pain, against which all odds stand."""

URGENCIES: tuple[Urgency, ...] = get_args(Urgency)
OTHER_CAPS = ("default_serious", "other")
SHARES = ("shrink_within_group", "temper_positive_expert", "indirect_weight", "self_made_weight")
FACTORS = ("max_single_lr", "ed_background_factor", "ed_threshold_factor")
SAME_WORD = 0.85
"""How alike two comparators may be before one is taken for a slip of the other."""


def model(records: Records) -> Iterator[Problem]:
    """Find what the model lacks, and weights and levels that cannot be."""
    yield from _settings(records)
    for urgency in URGENCIES:
        yield from missing(urgency, records.model.urgencies, "urgency", "model/urgencies.toml", "")
    yield from _reference(records)
    yield from _ranking(records.model.ranking)
    yield from _comparators(records)
    for name in records.model.ranking.negative_cap:
        known = {*records.model.harm_classes, *OTHER_CAPS}
        yield from missing(name, known, "class of harm", "model/ranking.toml", "negative_cap")
    for name, harm in records.model.harm_classes.items():
        yield from _levels(name, harm)


def _settings(records: Records) -> Iterator[Problem]:
    file = "model/settings.toml"
    for setting in SETTINGS:
        yield from missing(setting, records.model.settings, "setting", file, "")
    fields = [field.name for field in msgspec.structs.fields(BaseRates)]
    for name, record in records.model.settings.items():
        yield from missing(record.base_rates_of, fields, "base rate of", file, f"{name}.base_rates_of")


def _reference(records: Records) -> Iterator[Problem]:
    file = "model/prior_groups.toml"
    group = records.model.prior_groups.get(REFERENCE_GROUP)
    if group is None:
        yield from missing(REFERENCE_GROUP, records.model.prior_groups, "prior group", file, "")
    elif not (group.base_rate.primary_care and group.base_rate.emergency_department):
        path = f"{REFERENCE_GROUP}.base_rate"
        yield Problem("a base rate is missing.", file, path=path, mend="Every setting needs one: all odds rest on it.")


def _ranking(ranking: Ranking) -> Iterator[Problem]:
    caps = {f"negative_cap.{name}": cap for name, cap in ranking.negative_cap.items()}
    shares = {name: getattr(ranking, name) for name in SHARES} | {"min_single_lr_neg": ranking.min_single_lr_neg} | caps
    for name, share in shares.items():
        if not 0 < share <= 1:
            yield Problem(f"{share:g} is no share.", "model/ranking.toml", path=name, mend="Give it within 0 to 1.")
    factors = {name: getattr(ranking, name) for name in FACTORS}
    factors |= {f"support.{urgency}": ratio for urgency, ratio in ranking.support.items()}
    for name, factor in factors.items():
        if factor < 1:
            yield Problem(f"{factor:g} would turn it round.", "model/ranking.toml", path=name, mend="Give 1 or more.")
    for name in OTHER_CAPS:
        yield from missing(name, ranking.negative_cap, "cap", "model/ranking.toml", "negative_cap")


def _comparators(records: Records) -> Iterator[Problem]:
    """Find comparators that are a slip of one whose figures must not be used as they stand."""
    selected = records.model.ranking.selected_comparators
    used = Counter(likelihood.comparator for _, likelihood in likelihoods(records))
    for name in selected:
        yield from missing(name, used, "comparator", "model/ranking.toml", "selected_comparators")
    for file, likelihood in likelihoods(records):
        name = likelihood.comparator
        near = difflib.get_close_matches(name, selected, n=1, cutoff=SAME_WORD)
        if near and name not in selected:
            path, mend = f"{likelihood.id}.comparator", "Rename it if it means another group."
            yield Problem(f"{name} looks like {near[0]}, which is treated apart.", file, path=path, mend=mend)


def _levels(name: str, harm: HarmClass) -> Iterator[Problem]:
    file, path = "model/harm_classes.toml", f"{name}.levels"
    if not all(0 < level < 1 for level in harm.levels.values()):
        yield Problem("a level is no probability.", file, path=path, mend="Give it within 0 to 1.")
    rising = [harm.levels[urgency] for urgency in URGENCIES if urgency in harm.levels]
    if not all(lower < higher for lower, higher in pairwise(rising)):
        yield Problem("more haste needs more risk.", file, path=path, mend="Order soon < same_day < emergency.")
