"""The machine that runs a program of planes, and the comparison of numbers, 64 people at once.

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
from numba.extending import intrinsic
from numpy.typing import NDArray

from lumbago.criteria.columns.native import native

Words: TypeAlias = NDArray[np.uint64]
"""Bits of a plane, 64 people a word, the first person in the lowest bit."""

Code: TypeAlias = NDArray[np.uint32]
"""Steps: what to do, the three planes it may read, and the one it writes; see `program.Step`."""

Places: TypeAlias = NDArray[np.int64]
"""Addresses of the planes of a program, or how many bytes they go on from block to block."""

PEOPLE_A_WORD = 64
LANES = 64
BLOCK_WORDS = 4 * LANES
"""Words in work at once: 2 KiB a plane, so that some hundred planes stay in a second-level cache."""

LINE_WORDS = 8
"""Words of a row that are written at once: a line of the cache."""

BLOCK_BYTES, LANES_BYTES = 8 * BLOCK_WORDS, 8 * LANES

AND, OR, XOR, AND_NOT, COPY, AND_AND, OR_OR, AND_OR, OR_AND, XOR_AND, XOR_OR = range(11)
"""What a step does with a, b and c: AND_OR is (a and b) or c, AND_NOT is a and not b, COPY is a."""

EVERYBODY = np.uint64(0xFFFF_FFFF_FFFF_FFFF)
SIGNS = ("<", "<=", ">", ">=", "==", "!=")
_INDEX = ir.IntType(32)
_WORDS = ir.VectorType(ir.IntType(64), LANES)


def _step(operation: Callable[..., Any]) -> Any:
    """Make `f(a, b, c, into)`: an operation on the blocks at these addresses, of which it loads those it needs."""

    def typed(_: Any, a: Any, b: Any, c: Any, into: Any) -> Any:
        def build(context: Any, builder: Any, made: Any, given: Any) -> Any:
            for begin in range(0, BLOCK_BYTES, LANES_BYTES):
                *read, target = (_lanes_at(builder, address, begin) for address in given)
                load = [partial(builder.load, place, typ=_WORDS, align=8) for place in read]
                builder.store(operation(builder, *load), target, align=8)
            return context.get_dummy_value()

        return types.void(types.int64, types.int64, types.int64, types.int64), build

    return intrinsic(typed)


def _lanes_at(builder: Any, address: Any, begin: int) -> Any:
    moved = builder.add(address, ir.Constant(address.type, begin))
    return builder.inttoptr(moved, _WORDS.as_pointer())


def _comparison(sign: str) -> Any:
    """Make `f(values, first, limit)`: compare 64 numbers with a limit, for 64 bits; no number compares with NaN."""

    def typed(_: Any, values: Any, first: Any, limit: Any) -> Any:
        def build(context: Any, builder: Any, made: Any, given: Any) -> Any:
            kind = _lanes(context, values)
            loaded = builder.load(_row(context, builder, values, given[0], given[1]), typ=kind, align=1)
            compared = _compare(builder, values.dtype, sign)(sign, loaded, _in_all(builder, kind, given[2]))
            return builder.bitcast(compared, ir.IntType(LANES))

        return types.uint64(values, types.intp, values.dtype), build

    return intrinsic(typed)


def _lanes(context: Any, array: Any) -> Any:
    return ir.VectorType(context.get_value_type(array.dtype), LANES)


def _row(context: Any, builder: Any, kind: Any, array: Any, place: Any) -> Any:
    """Point at the lanes of an array that begin at a place."""
    data = context.make_array(kind)(context, builder, array).data
    first = builder.gep(data, [place], source_etype=context.get_value_type(kind.dtype))
    return builder.bitcast(first, _lanes(context, kind).as_pointer())


def _compare(builder: Any, number: Any, sign: str) -> Callable[..., Any]:
    if isinstance(number, types.Integer):
        return builder.icmp_signed  # type: ignore[no-any-return]
    return builder.fcmp_unordered if sign == "!=" else builder.fcmp_ordered  # type: ignore[no-any-return]


def _in_all(builder: Any, kind: Any, value: Any) -> Any:
    one = builder.insert_element(ir.Constant(kind, ir.Undefined), value, ir.Constant(_INDEX, 0))
    return builder.shuffle_vector(one, one, ir.Constant(ir.VectorType(_INDEX, LANES), [0] * LANES))


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

_less, _at_most, _more, _at_least, _equal, _differ = (_comparison(sign) for sign in SIGNS)


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
def run(code: Code, places: Places, moves: Places, blocks: int) -> None:
    """Run a program on so many blocks: `places` are the addresses of the planes, which go on by `moves` after each."""
    for _ in range(blocks):
        for step in range(len(code)):
            what, into = code[step, 0], places[code[step, 4]]
            a, b, c = places[code[step, 1]], places[code[step, 2]], places[code[step, 3]]
            if what <= COPY:
                _of_two(what, a, b, c, into)
            else:
                _of_three(what, a, b, c, into)
        for place in range(len(places)):
            places[place] += moves[place]


@native
def compare(values: NDArray[Any], signs: NDArray[np.int64], limits: NDArray[Any], found: Words) -> None:
    """Compare a column, a whole number of words long, with several limits: a row of bits for each."""
    rows, size = found.shape
    for start in range(0, size, LINE_WORDS):
        for row in range(rows):
            sign, limit = signs[row], limits[row]
            for word in range(start, min(start + LINE_WORDS, size)):
                first = word * PEOPLE_A_WORD
                if sign == 0:
                    found[row, word] = _less(values, first, limit)
                elif sign == 1:
                    found[row, word] = _at_most(values, first, limit)
                elif sign == 2:
                    found[row, word] = _more(values, first, limit)
                elif sign == 3:
                    found[row, word] = _at_least(values, first, limit)
                elif sign == 4:
                    found[row, word] = _equal(values, first, limit)
                else:
                    found[row, word] = _differ(values, first, limit)
