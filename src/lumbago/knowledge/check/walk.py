"""Going through all records of a sort, each with the file it stands in."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator
from typing import TypeAlias

from lumbago.errors import Problem
from lumbago.knowledge.files import Records
from lumbago.knowledge.records import BaseRates, Likelihood, Rate

Reference: TypeAlias = tuple[str, Collection[str], str, str, str]
"""A name, what it must be one of, what that is called, and the file and field it stands in."""


def likelihoods(records: Records) -> Iterator[tuple[str, Likelihood]]:
    """Go through the likelihoods of all conditions and groups."""
    for name, condition in records.conditions.items():
        yield from ((f"conditions/{name}.toml", likelihood) for likelihood in condition.likelihood)
    for name, group in records.groups.items():
        yield from ((f"conditions/groups/{name}.toml", likelihood) for likelihood in group.likelihood)


def rates(records: Records) -> Iterator[tuple[str, str, Rate]]:
    """Go through all base rates and background rates, each with its field."""
    for name, condition in records.conditions.items():
        yield from _by_setting(f"conditions/{name}.toml", "base_rate", condition.base_rate)
    for name, group in records.groups.items():
        yield from _by_setting(f"conditions/groups/{name}.toml", "base_rate", group.base_rate)
    for name, prior in records.model.prior_groups.items():
        yield from _by_setting("model/prior_groups.toml", f"{name}.base_rate", prior.base_rate)
    for name, finding in records.findings.items():
        if finding.background_rate:
            yield records.file_of[f"findings/{name}"], f"{name}.background_rate", finding.background_rate


def _by_setting(file: str, path: str, given: BaseRates) -> Iterator[tuple[str, str, Rate]]:
    for setting in ("primary_care", "emergency_department"):
        rate: Rate | None = getattr(given, setting)
        if rate:
            yield file, f"{path}.{setting}", rate


def nearest(name: str, known: Collection[str]) -> str:
    """Say which known names are most like one that nobody knows."""
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    return f"Nearest: {', '.join(near)}." if near else ""


def missing(name: str, known: Collection[str], what: str, file: str, path: str) -> Iterator[Problem]:
    """Refuse a name that is none of the known ones."""
    if name not in known:
        yield Problem(f"there is no {what} {name}.", file, path=path, mend=nearest(name, known))
