"""Figures that cannot be: out of order, out of range, or not what they are said to follow from."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from lumbago.errors import Problem
from lumbago.knowledge.check.walk import likelihoods, rates
from lumbago.knowledge.files import Records
from lumbago.knowledge.records import AgeAndSex, ConditionRecord, Figure, Gate, Likelihood

ROUNDING = 0.02
"""How far a derived ratio may stand from what its sensitivity and specificity give, as a share of it."""

LAST_DIGIT = 0.01
"""What rounding to two digits may add to that."""

CATEGORIES = frozenset(
    {"nonspecific", "radicular", "specific_spinal", "serious_spinal", "visceral_vascular", "muscle_systemic"}
)
SAYS_NO_FIGURE = frozenset({"rule_only", "reference"})


def figures(records: Records) -> Iterator[Problem]:
    """Find every figure that cannot be."""
    yield from _rates(records)
    for file, likelihood in likelihoods(records):
        yield from _likelihood(likelihood, file)
        finding = records.findings.get(likelihood.finding)
        if finding and finding.kind != "yes_no":
            said = f"{likelihood.finding} is a {finding.kind}, and a ratio weighs a yes or a no."
            yield Problem(said, file, path=f"{likelihood.id}.finding", mend="Name a criterion over it.")
    for name, condition in records.conditions.items():
        yield from _condition(condition, f"conditions/{name}.toml")
    yield from _bands(records)


def _rates(records: Records) -> Iterator[Problem]:
    for file, path, rate in rates(records):
        if not 0 <= rate.low <= rate.central <= rate.high <= 1:
            said = f"{rate.low} <= {rate.central} <= {rate.high} does not hold within 0 to 1."
            yield Problem(said, file, path=path, mend="Order them.")
        elif not 0 < rate.central < 1:
            said = f"{rate.central} would settle it before anybody asks."
            yield Problem(said, file, path=f"{path}.central", mend="Give a rate between 0 and 1.")
        yield from _people(rate.n, file, path)
        if rate.verified == "seen" and not (rate.sources or rate.seen_at):
            yield Problem("it says it was read, and not where.", file, path=path, mend="Add sources or seen_at.")


def _likelihood(likelihood: Likelihood, file: str) -> Iterator[Problem]:
    path = likelihood.id
    yield from _people(likelihood.n, file, path)
    for name in ("sensitivity", "specificity", "lr_pos", "lr_neg"):
        yield from _interval(getattr(likelihood, name), file, f"{path}.{name}", ratio=name.startswith("lr"))
    for name in ("sensitivity_range", "specificity_range", "lr_pos_range"):
        span = getattr(likelihood, name)
        ends = [end for end in (span.low, span.high) if end is not None] if span else []
        yield from _order(ends, file, f"{path}.{name}", ratio=name.startswith("lr"))
    if not _says_something(likelihood) and likelihood.use not in SAYS_NO_FIGURE:
        yield Problem("it has no figure at all.", file, path=path, mend='Add one, or set use = "rule_only".')
    yield from _derived(likelihood, file)


def _interval(figure: Figure | None, file: str, path: str, *, ratio: bool) -> Iterator[Problem]:
    if figure is not None:
        parts = [part for part in (figure.low, figure.value, figure.high) if part is not None]
        yield from _order(parts, file, path, ratio=ratio)


def _order(parts: list[float], file: str, path: str, *, ratio: bool) -> Iterator[Problem]:
    inside = all(part > 0 if ratio else 0 <= part <= 1 for part in parts)
    if parts != sorted(parts) or not inside:
        limits = "above 0" if ratio else "within 0 to 1"
        said = " <= ".join(f"{part:g}" for part in parts)
        yield Problem(f"{said} does not hold {limits}.", file, path=path, mend="Give low, value and high in order.")


def _people(count: int | None, file: str, path: str) -> Iterator[Problem]:
    if count is not None and count < 1:
        yield Problem(f"{count} is no number of people.", file, path=f"{path}.n", mend="Give it, or leave n out.")


def _says_something(likelihood: Likelihood) -> bool:
    single = (likelihood.sensitivity, likelihood.specificity, likelihood.lr_pos, likelihood.lr_neg)
    return any((*single, likelihood.sensitivity_range, likelihood.specificity_range, likelihood.lr_pos_range))


def _derived(likelihood: Likelihood, file: str) -> Iterator[Problem]:
    """Compute anew what is said to follow from sensitivity and specificity, both given."""
    se, sp = likelihood.sensitivity, likelihood.specificity
    if se is None or sp is None or not (0 <= se.value <= 1 and 0 < sp.value < 1) or likelihood.use == "reference":
        return
    for name, expected in (("lr_pos", se.value / (1 - sp.value)), ("lr_neg", (1 - se.value) / sp.value)):
        given: Figure | None = getattr(likelihood, name)
        if given and given.derived and abs(given.value - expected) > ROUNDING * expected + LAST_DIGIT:
            said = f"{given.value:g} is said to follow from {se.value:g} and {sp.value:g}, which give {expected:.2f}."
            yield Problem(said, file, path=f"{likelihood.id}.{name}", mend="Compute it anew.")


def _condition(condition: ConditionRecord, file: str) -> Iterator[Problem]:
    if not (condition.base_rate.primary_care or condition.base_rate.emergency_department):
        yield Problem("there is no base rate.", file, path="base_rate", mend="Add one for a setting.")
    if condition.category not in CATEGORIES:
        mend = f"Choose from {', '.join(sorted(CATEGORIES))}."
        yield Problem(f"{condition.category} is no category.", file, path="category", mend=mend)
    if condition.gate:
        yield from _gate(condition.gate, file)
    if condition.age_and_sex:
        yield from _age_and_sex(condition.age_and_sex, file)


def _gate(gate: Gate, file: str) -> Iterator[Problem]:
    for name in ("prior_if_true", "prior_if_false"):
        prior = getattr(gate, name)
        if not 0 < prior < 1:
            yield Problem(f"{prior:g} is no prior.", file, path=f"gate.{name}", mend="Give it between 0 and 1.")


def _age_and_sex(table: AgeAndSex, file: str) -> Iterator[Problem]:
    if len(table.by_age) != len(table.upper_ages):
        yield Problem("by_age and upper_ages differ in length.", file, path="age_and_sex", mend="One for each band.")
    if not all(lower < upper for lower, upper in pairwise(table.upper_ages)):
        yield Problem("the ages do not rise.", file, path="age_and_sex.upper_ages", mend="Order the bands.")
    if min((*table.by_age, table.female, table.male)) < 0:
        yield Problem("a relative prevalence is below 0.", file, path="age_and_sex", mend="Give 0 or more.")


def _bands(records: Records) -> Iterator[Problem]:
    """Find age bands that differ: one table of ages serves all conditions."""
    first: AgeAndSex | None = None
    for name, condition in records.conditions.items():
        table = condition.age_and_sex
        first = first or table
        if table and first and table.upper_ages != first.upper_ages:
            mend = f"Use {list(first.upper_ages)}, as the others do."
            yield Problem("the bands differ.", f"conditions/{name}.toml", path="age_and_sex.upper_ages", mend=mend)
