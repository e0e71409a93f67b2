"""The machine that runs a program of planes, comparisons of numbers among its steps, 64 people a word.

What is done to a whole row of words or numbers is written as LLVM's own vectors, which it turns into the widest that
the processor has: plain loops took three times as long, because no compiler could know that no two rows are the same.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeAlias

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic
from numba.np.numpy_support import from_dtype
from numpy.typing import NDArray

from lumbago.criteria.columns.native import native

Words: TypeAlias = NDArray[np.uint64]
"""Bits of a plane, 64 people a word, the first person in the lowest bit."""

Code: TypeAlias = NDArray[np.uint32]
"""Steps: what to do, the three places it may read, and the one it writes; see `program.Step`."""

Places: TypeAlias = NDArray[np.int64]
"""Addresses of the planes and columns of a program, or how many bytes they go on from block to block."""

PEOPLE_A_WORD = 64
BLOCK_WORDS = 64
"""Words in work at once: a block of a column of numbers, and of some planes, stays in the first-level cache."""

BLOCK_BYTES = 8 * BLOCK_WORDS

AND, OR, XOR, AND_NOT, COPY, AND_AND, OR_OR, AND_OR, OR_AND, XOR_AND, XOR_OR, LESS, AT_MOST, EQUAL = range(14)
"""What a step does with a, b and c: AND_OR is (a and b) or c, AND_NOT is a and not b, COPY is a.

From LESS on, a is a column of numbers, and b the number of the limit that it is compared with.
"""

EVERYBODY = np.uint64(0xFFFF_FFFF_FFFF_FFFF)
CODES, SINGLE, DOUBLE = np.int8(0).itemsize, np.float32(0).itemsize, np.float64(0).itemsize
"""What columns of numbers hold, by its bytes: words of a dictionary, or numbers in one of two precisions."""

VECTOR_BYTES = 64
_INDEX = ir.IntType(32)
_WORDS = ir.VectorType(ir.IntType(64), BLOCK_WORDS)


def _step(operation: Callable[..., Any]) -> Any:
    """Make `f(a, b, c, into)`: an operation on the blocks at these addresses, of which it loads those it needs."""

    def typed(_: Any, a: Any, b: Any, c: Any, into: Any) -> Any:
        def build(context: Any, builder: Any, made: Any, given: Any) -> Any:
            *read, target = (builder.inttoptr(address, _WORDS.as_pointer()) for address in given)
            load = [partial(builder.load, place, typ=_WORDS, align=1) for place in read]
            builder.store(operation(builder, *load), target, align=8)
            return context.get_dummy_value()

        return types.void(types.int64, types.int64, types.int64, types.int64), build

    return intrinsic(typed)


def _comparison(what: int, kind: Any) -> Any:
    """Make `f(values, limit, into)`: compare a block of numbers with a limit, and write a bit for each."""
    number, size = from_dtype(np.dtype(kind)), np.dtype(kind).itemsize
    lanes = VECTOR_BYTES // size

    def typed(_: Any, values: Any, limit: Any, into: Any) -> Any:
        def build(context: Any, builder: Any, made: Any, given: Any) -> Any:
            row, bits = ir.VectorType(context.get_value_type(number), lanes), ir.IntType(lanes)
            limits, count = _in_all(builder, row, given[1]), BLOCK_WORDS * PEOPLE_A_WORD // lanes
            with cgutils.for_range(builder, ir.Constant(given[0].type, count)) as loop:
                some = builder.load(_lanes_at(builder, given[0], row, loop.index), typ=row, align=1)
                compared = _compare(builder, number, what)(some, limits)
                builder.store(builder.bitcast(compared, bits), _lanes_at(builder, given[2], bits, loop.index), align=1)
            return context.get_dummy_value()

        return types.void(types.int64, number, types.int64), build

    return intrinsic(typed)


def _lanes_at(builder: Any, address: Any, lanes: Any, place: Any) -> Any:
    first = builder.inttoptr(address, lanes.as_pointer())
    return builder.gep(first, [place], source_etype=lanes)


def _compare(builder: Any, number: Any, what: int) -> Callable[..., Any]:
    sign = {LESS: "<", AT_MOST: "<=", EQUAL: "=="}[what]
    return partial(builder.icmp_signed if isinstance(number, types.Integer) else builder.fcmp_ordered, sign)


def _in_all(builder: Any, kind: Any, value: Any) -> Any:
    one = builder.insert_element(ir.Constant(kind, ir.Undefined), value, ir.Constant(_INDEX, 0))
    return builder.shuffle_vector(one, one, ir.Constant(ir.VectorType(_INDEX, kind.count), [0] * kind.count))


_and = _step(lambda on, a, b, _: on.and_(a(), b()))
_or = _step(lambda on, a, b, _: on.or_(a(), b()))
_xor = _step(lambda on, a, b, _: on.xor(a(), b()))
_and_not = _step(lambda on, a, b, _: on.and_(a(), on.not_(b())))
_and_and = _step(lambda on, a, b, c: on.and_(on.and_(a(), b()), c()))
_or_or = _step(lambda on, a, b, c: on.or_(on.or_(a(), b()), c()))
_and_or = _step(lambda on, a, b, c: on.or_(on.and_(a(), b()), c()))
_or_and = _step(lambda on, a, b, c: on.and_(on.or_(a(), b()), c()))
_xor_and = _step(lambda on, a, b, c: on.and_(on.xor(a(), b()), c()))
_xor_or = _step(lambda on, a, b, c: on.or_(on.xor(a(), b()), c()))
_copy = _step(lambda on, a, _b, _c: a())

_less_single, _at_most_single, _equal_single = (_comparison(what, np.float32) for what in (LESS, AT_MOST, EQUAL))
_less_double, _at_most_double, _equal_double = (_comparison(what, np.float64) for what in (LESS, AT_MOST, EQUAL))
_equal_codes = _comparison(EQUAL, np.int8)


@native
def _of_two(what: int, a: int, b: int, c: int, into: int) -> None:
    if what == AND:
        _and(a, b, c, into)
    elif what == OR:
        _or(a, b, c, into)
    elif what == XOR:
        _xor(a, b, c, into)
    elif what == AND_NOT:
        _and_not(a, b, c, into)
    else:
        _copy(a, b, c, into)


@native
def _of_three(what: int, a: int, b: int, c: int, into: int) -> None:
    if what == AND_AND:
        _and_and(a, b, c, into)
    elif what == OR_OR:
        _or_or(a, b, c, into)
    elif what == AND_OR:
        _and_or(a, b, c, into)
    elif what == OR_AND:
        _or_and(a, b, c, into)
    elif what == XOR_AND:
        _xor_and(a, b, c, into)
    else:
        _xor_or(a, b, c, into)


@native
def _compared(what: int, kind: int, values: int, limit: float, into: int) -> None:
    if kind == CODES:
        _equal_codes(values, np.int8(limit), into)
    elif kind == SINGLE and what == LESS:
        _less_single(values, np.float32(limit), into)
    elif kind == SINGLE and what == AT_MOST:
        _at_most_single(values, np.float32(limit), into)
    elif kind == SINGLE:
        _equal_single(values, np.float32(limit), into)
    elif what == LESS:
        _less_double(values, limit, into)
    elif what == AT_MOST:
        _at_most_double(values, limit, into)
    else:
        _equal_double(values, limit, into)


@native
def run(code: Code, limits: NDArray[np.float64], kinds: Places, places: Places, moves: Places, blocks: int) -> None:
    """Run a program on so many blocks: `places` are the addresses it works at, which go on by `moves` after each.

    A comparison has a number: its limit is in `limits` there, and in `kinds` what its column holds.
    """
    for _ in range(blocks):
        for step in range(len(code)):
            what, into = code[step, 0], places[code[step, 4]]
            if what >= LESS:
                number = code[step, 2]
                _compared(what, kinds[number], places[code[step, 1]], limits[number], into)
                continue
            a, b, c = places[code[step, 1]], places[code[step, 2]], places[code[step, 3]]
            if what <= COPY:
                _of_two(what, a, b, c, into)
            else:
                _of_three(what, a, b, c, into)
        for place in range(len(places)):
            places[place] += moves[place]
