"""A table of people says what its rows say: criteria over columns against the plain evaluator, person by person."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lumbago.criteria import And, AtLeast, Compare, Criterion, Is, Not, Or, Unless, Values, evaluate, presume
from lumbago.criteria.columns import Columns, Compiler, FromColumns, Held, Planes, program
from lumbago.criteria.columns.program import BLOCK_PEOPLE, held
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
    words = made.run(Columns(columns, len(people)), len(people))
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
    many = people[:1] * (BLOCK_PEOPLE + more) + people
    told = truths(vocabulary, wanted, many)
    few = by_person(wanted, people)
    for some, each in zip(told, few, strict=True):
        assert some[len(some) - len(people) :] == each
        assert set(some[: len(some) - len(people)]) <= set(each[:1])


class Short(Columns):
    """A table whose planes hold 64 people, however many there are."""

    def planes(self, keys: Sequence[Hashable]) -> list[Held]:
        return [held(np.zeros(1, dtype=np.uint64), 1) for _ in keys]


def test_a_source_that_is_too_short_is_refused() -> None:
    planes = Planes()
    made = program(planes, [planes.source("short")])
    with pytest.raises(ValueError, match="a value for everybody"):
        made.run(Short({}, 65), 65)


@pytest.mark.parametrize("kind", [pa.float32(), pa.float64()])
@pytest.mark.parametrize("people", [1, 63, 64, 65, BLOCK_PEOPLE, BLOCK_PEOPLE + 1000])
@pytest.mark.parametrize("before", [0, 3])
def test_numbers_stand_to_limits_as_numpy_says(kind: Any, people: int, before: int) -> None:
    values = np.random.default_rng(people).integers(-3, 4, before + people) * 0.5
    gaps = np.arange(before + people) % 5 == 0
    column = pa.array(values, kind, mask=gaps)[before:]
    planes = Planes()
    compiler = Compiler(planes, FromColumns(planes, frozenset({"number"})))
    limits = [(sign, limit) for sign in COMPARISONS for limit in (-1.0, 0.0, 0.5)]
    pairs = [compiler.evaluate(Compare("number", sign, limit)) for sign, limit in limits]
    words = program(planes, [plane for pair in pairs for plane in pair]).run(
        Columns({"number": column}, people), people
    )
    told = np.unpackbits(words.view(np.uint8), axis=1, count=people, bitorder="little").astype(bool)
    values, known = values[before:], ~gaps[before:]
    for yes, no, (sign, limit) in zip(told[::2], told[1::2], limits, strict=True):
        holds = COMPARISONS[sign](values, limit)
        assert np.array_equal(yes, holds & known)
        assert np.array_equal(no, ~holds & known)


def test_numbers_of_a_kind_that_the_machine_does_not_read_are_refused() -> None:
    with pytest.raises(TypeError, match="age holds int32"):
        Columns({"age": pa.array([40], pa.int32())}, 1).numbers("age")


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
    words = program(planes, pair).run(Columns({"temperature": values}, 4), 4)
    assert (words & np.uint64(0xF)).ravel().tolist() == [0b0110, 0b0001]
