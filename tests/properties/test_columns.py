"""A table of people says what its rows say: criteria over columns against the plain evaluator, person by person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lumbago.criteria import And, AtLeast, Compare, Criterion, Is, Not, Or, Unless, Values, evaluate, presume
from lumbago.criteria.columns import PEOPLE_A_WORD, Columns, Compiler, FromColumns, Planes, program
from lumbago.criteria.columns.kernel import BLOCK_WORDS
from lumbago.criteria.columns.table import compared
from lumbago.criteria.nodes import NumberOperator
from lumbago.record import Finding, Truth, Vocabulary
from tests.strategies import YES_NO, criteria, known, vocabularies

MANY = settings(max_examples=1500)
SOME = settings(max_examples=150)
FEW = settings(max_examples=15)
COMPARISONS: dict[NumberOperator, Any] = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "==": np.equal,
    "!=": np.not_equal,
}
TYPES: dict[str, Any] = {
    "yes_no": pa.bool_(),
    "number": pa.float64(),
    "choice": pa.dictionary(pa.int8(), pa.string()),
}


@st.composite
def tables(draw: st.DrawFn) -> tuple[Vocabulary, list[Criterion], list[Values]]:
    """Draw criteria and people who may know anything or nothing."""
    vocabulary = draw(vocabularies())
    wanted = draw(st.lists(criteria(vocabulary), min_size=1, max_size=4))
    return vocabulary, wanted, draw(st.lists(known(vocabulary), max_size=12))


def column(finding: Finding, people: Sequence[Values], before: int = 0) -> pa.Array:
    """Make a column; `before` people stand in front of it and are sliced away."""
    values = [None] * before + [person.get(finding.id) for person in people]
    return pa.array(values, TYPES[finding.kind])[before:]


def truths(
    vocabulary: Vocabulary, wanted: Sequence[Criterion], people: Sequence[Values], before: int = 0
) -> list[list[tuple[Truth, Truth]]]:
    """Evaluate and presume all criteria over a table; a column where nobody knows anything is left out."""
    columns = {f.id: column(f, people, before) for f in vocabulary.values() if any(f.id in p for p in people)}
    planes = Planes()
    compiler = Compiler(planes, FromColumns(planes, frozenset(columns)))
    pairs = [judge(c) for c in wanted for judge in (compiler.evaluate, compiler.presume)]
    made = program(planes, [plane for pair in pairs for plane in pair])
    words = made.run(Columns(columns, len(people)).planes, len(people))
    loose = np.unpackbits(words.view(np.uint8), axis=1, bitorder="little")[:, : len(people)].astype(bool)
    read = [_truths(loose[2 * i], loose[2 * i + 1]) for i in range(len(pairs))]
    return [list(zip(read[2 * i], read[2 * i + 1], strict=True)) for i in range(len(wanted))]


def _truths(yes: np.ndarray, no: np.ndarray) -> list[Truth]:
    assert not (yes & no).any()
    return [True if y else False if n else None for y, n in zip(yes, no, strict=True)]


def by_person(wanted: Sequence[Criterion], people: Sequence[Values]) -> list[list[tuple[Truth, Truth]]]:
    return [[(evaluate(c, person), presume(c, person)) for person in people] for c in wanted]


@MANY
@given(tables())
def test_columns_say_what_each_person_says(drawn: tuple[Vocabulary, list[Criterion], list[Values]]) -> None:
    vocabulary, wanted, people = drawn
    assert truths(vocabulary, wanted, people) == by_person(wanted, people)


@SOME
@given(tables(), st.integers(1, 130))
def test_a_slice_of_a_table_says_the_same(drawn: tuple[Vocabulary, list[Criterion], list[Values]], before: int) -> None:
    vocabulary, wanted, people = drawn
    many = people * 20
    assert truths(vocabulary, wanted, many, before) == by_person(wanted, many)


@FEW
@given(tables(), st.integers(0, 100))
def test_more_people_than_fit_in_work_at_once_say_the_same(
    drawn: tuple[Vocabulary, list[Criterion], list[Values]], more: int
) -> None:
    vocabulary, wanted, people = drawn
    many = people[:1] * (BLOCK_WORDS * PEOPLE_A_WORD + more) + people
    told = truths(vocabulary, wanted, many)
    few = by_person(wanted, people)
    for some, each in zip(told, few, strict=True):
        assert some[len(some) - len(people) :] == each
        assert set(some[: len(some) - len(people)]) <= set(each[:1])


def test_a_source_that_is_too_short_is_refused() -> None:
    planes = Planes()
    made = program(planes, [planes.source("short")])
    with pytest.raises(ValueError, match="every 64 people"):
        made.run(lambda _: [np.zeros(1, dtype=np.uint64)], 65)


@pytest.mark.parametrize("kind", [np.float32, np.float64, np.int8])
@pytest.mark.parametrize("people", [1, 63, 64, 65, 1000])
def test_numbers_stand_to_limits_as_numpy_says(kind: Any, people: int) -> None:
    values = np.random.default_rng(people).integers(-3, 4, people).astype(kind)
    if kind is not np.int8:
        values[::5] = np.nan
    limits = [(sign, limit) for sign in COMPARISONS for limit in (-1, 0, 3)]
    told = np.unpackbits(compared(values, limits).view(np.uint8), axis=1, count=people, bitorder="little").astype(bool)
    for row, (sign, limit) in zip(told, limits, strict=True):
        assert np.array_equal(row, COMPARISONS[sign](values, limit))


@SOME
@given(st.data())
def test_any_count_of_many_is_counted(data: st.DataObject) -> None:
    findings = [Finding(f"f{i}") for i in range(data.draw(st.integers(1, 20)))]
    vocabulary = Vocabulary({f.id: f for f in findings})
    items = tuple(data.draw(st.sampled_from([Is(f.id), Not(Is(f.id)), Unless(Is(f.id))])) for f in findings)
    wanted = [AtLeast(count, items) for count in range(1, len(items) + 1)]
    people = data.draw(st.lists(known(vocabulary), min_size=1, max_size=6))
    assert truths(vocabulary, wanted, people) == by_person(wanted, people)


def test_the_same_part_is_made_once() -> None:
    planes = Planes()
    compiler = Compiler(planes, FromColumns(planes, frozenset(f.id for f in YES_NO)))
    a, b, c = (Is(f.id) for f in YES_NO[:3])
    compiler.evaluate(And((Or((a, b)), c)))
    before = len(planes.made)
    compiler.evaluate(Not(Not(And((Or((a, b)), c)))))
    compiler.evaluate(Or((a, b)))
    assert len(planes.made) == before


@pytest.mark.parametrize("kind", [pa.float32(), pa.float64()])
def test_a_number_meets_its_limit_in_any_precision(kind: Any) -> None:
    planes = Planes()
    compiler = Compiler(planes, FromColumns(planes, frozenset({"temperature"})))
    pair = compiler.evaluate(Compare("temperature", ">=", 37.8))
    values = pa.array([37.7, 37.8, 37.9, None], kind)
    words = program(planes, pair).run(Columns({"temperature": values}, 4).planes, 4)
    assert (words & np.uint64(0xF)).ravel().tolist() == [0b0110, 0b0001]
