"""Hypothesis strategies for whatever rests on the vocabulary: findings, values, criteria.

`situations()` gives all of it together: a vocabulary, named criteria, one criterion and one person's known values.
Ids are few on purpose, so that the same finding often stands in several places of one criterion.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hypothesis import strategies as st

from lumbago.criteria import AtLeast, Compare, Criterion, Is, Named, Not, NumberOperator, OneOf, Unless, Values
from lumbago.criteria.parse import conjunction, disjunction
from lumbago.record import Finding, Value, Vocabulary

OPERATORS: tuple[NumberOperator, ...] = ("<", "<=", ">", ">=", "==", "!=")
WORDS = ("none", "golf", "baseball", "no", "yes", "3_weeks", "cricket_or_other")

YES_NO = [Finding(name) for name in ("saddle_numbness", "leg_weakness", "fever", "l5_weakness", "android_build")]
NUMBERS = [
    Finding("age", "number", unit="years", lowest=0.0, highest=120.0),
    Finding("temperature", "number", unit="degC", lowest=33.0, highest=43.0),
    Finding("change_kg", "number", unit="kg", lowest=-20.0, highest=5.0),
]
CHOICES = [Finding("sport", "choice", choices=WORDS), Finding("pregnant", "choice", choices=("no", "possible", "yes"))]
NAMES = ("any_warning", "well_otherwise")


@dataclass(frozen=True)
class Situation:
    """A criterion in its vocabulary, and what is known of one person."""

    vocabulary: Vocabulary
    named: Mapping[str, Criterion]
    criterion: Criterion
    values: Values


def vocabularies() -> st.SearchStrategy[Vocabulary]:
    """Draw vocabularies of one to five findings, of any kinds."""
    findings = st.lists(
        st.sampled_from([*YES_NO, *NUMBERS, *CHOICES]), min_size=1, max_size=5, unique_by=lambda finding: finding.id
    )
    return findings.map(lambda drawn: Vocabulary({finding.id: finding for finding in drawn}))


def numbers(finding: Finding) -> st.SearchStrategy[float]:
    """Draw a number that the finding can take; round ones often, so that values meet limits."""
    low, high = finding.lowest or 0.0, finding.highest or 0.0
    halves = st.integers(int(low * 2), int(high * 2)).map(lambda doubled: doubled / 2)
    near = st.sampled_from([low, low + 0.5, low + 1, high])
    return st.one_of(near, halves, st.floats(low, high))


def values_of(finding: Finding) -> st.SearchStrategy[Value]:
    """Draw a known answer to the finding."""
    if finding.kind == "number":
        return numbers(finding)
    return st.booleans() if finding.kind == "yes_no" else st.sampled_from(finding.choices)


def known(vocabulary: Vocabulary) -> st.SearchStrategy[dict[str, Value]]:
    """Draw what is known of one person; any finding may be unknown."""
    return st.fixed_dictionaries({}, optional={name: values_of(finding) for name, finding in vocabulary.items()})


def leaves(vocabulary: Vocabulary, named: Mapping[str, Criterion] | None = None) -> st.SearchStrategy[Criterion]:
    """Draw a criterion on one finding, or a named one."""
    single = [leaf_on(finding) for finding in vocabulary.values()]
    return st.one_of(*single, *(st.just(Named(name, inner)) for name, inner in (named or {}).items()))


def leaf_on(finding: Finding) -> st.SearchStrategy[Criterion]:
    if finding.kind == "yes_no":
        return st.just(Is(finding.id))
    if finding.kind == "number":
        return st.builds(Compare, st.just(finding.id), st.sampled_from(OPERATORS), numbers(finding))
    words = st.lists(st.sampled_from(finding.choices), min_size=1, max_size=3, unique=True).map(tuple)
    return st.builds(OneOf, st.just(finding.id), words)


def criteria(
    vocabulary: Vocabulary, named: Mapping[str, Criterion] | None = None, max_leaves: int = 10
) -> st.SearchStrategy[Criterion]:
    """Draw any criterion that text can say."""
    return st.recursive(leaves(vocabulary, named), _grown, max_leaves=max_leaves)


def _grown(inner: st.SearchStrategy[Criterion]) -> st.SearchStrategy[Criterion]:
    several = st.lists(inner, min_size=2, max_size=4)
    return st.one_of(
        several.map(conjunction),
        several.map(disjunction),
        inner.map(Not),
        inner.map(Unless),
        st.lists(inner, min_size=1, max_size=4, unique=True).flatmap(_counted),
    )


def _counted(items: list[Criterion]) -> st.SearchStrategy[Criterion]:
    return st.integers(1, len(items)).map(lambda count: AtLeast(count, tuple(items)))


@st.composite
def situations(draw: st.DrawFn, max_leaves: int = 10) -> Situation:
    """Draw a vocabulary, named criteria, a criterion that may use them, and one person's known values."""
    vocabulary = draw(vocabularies())
    named = draw(st.dictionaries(st.sampled_from(NAMES), criteria(vocabulary, max_leaves=4), max_size=2))
    return Situation(vocabulary, named, draw(criteria(vocabulary, named, max_leaves)), draw(known(vocabulary)))
