"""The machine that runs a program of planes, and the comparison of numbers, 64 people at once.

What is done to a whole row of words or numbers is written as LLVM's own vectors, which it turns into the widest that
the processor has: plain loops took three times as long, because no compiler could know that no two rows are the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from llvmlite import ir
from numba import carray, types
from numba.extending import intrinsic
from numpy.typing import NDArray

from lumbago.criteria.columns.native import native

Words: TypeAlias = NDArray[np.uint64]
"""Bits of a plane, 64 people a word, the first person in the lowest bit."""

Code: TypeAlias = NDArray[np.int32]
"""Steps: what to do, what it reads, and where it writes; see `program.Step`."""

PEOPLE_A_WORD = 64
LANES = 64
BLOCK_WORDS = 4 * LANES
"""Words in work at once: 2 KiB a plane, so that some hundred planes stay in a second-level cache."""

LINE_WORDS = 8
"""Words of a row that are written at once: a line of the cache."""

SOURCE, AND, OR, XOR, ROW = range(5)
EVERYBODY = np.uint64(0xFFFF_FFFF_FFFF_FFFF)
SIGNS = ("<", "<=", ">", ">=", "==", "!=")
_INDEX = ir.IntType(32)


def _operation(name: str) -> Any:
    """Make `f(room, a, b, into)`: an operation on 64 words of `room` from place `a`, and 64 from `b`."""

    def typed(_: Any, room: Any, a: Any, b: Any, into: Any) -> Any:
        def build(context: Any, builder: Any, made: Any, given: Any) -> Any:
            one, other, target = (_row(context, builder, room, given[0], place) for place in given[1:])
            kind = _lanes(context, room)
            loaded = (builder.load(place, typ=kind, align=8) for place in (one, other))
            builder.store(getattr(builder, name)(*loaded), target, align=8)
            return context.get_dummy_value()

        return types.void(room, types.intp, types.intp, types.intp), build

    return intrinsic(typed)


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


def _pointer(_: Any, address: Any) -> Any:
    def build(context: Any, builder: Any, made: Any, given: Any) -> Any:
        return builder.inttoptr(given[0], context.get_value_type(made.return_type))

    return types.CPointer(types.uint64)(address), build


_words_at: Any = intrinsic(_pointer)
"""Let an address be a pointer to words."""

_and, _or, _xor = (_operation(name) for name in ("and_", "or_", "xor"))
_less, _at_most, _more, _at_least, _equal, _differ = (_comparison(sign) for sign in SIGNS)


@native
def _copy(source: Words, first: int, target: Words, into: int, count: int) -> None:
    for word in range(count):
        target[into + word] = source[first + word]


@native
def run(code: Code, slots: int, addresses: Words, found: Words) -> None:
    """Run a program block by block: slot 0 is nobody, 1 is everybody; each address is that of a source's words."""
    size = found.shape[1]
    room = np.empty(slots * BLOCK_WORDS, dtype=np.uint64)
    room[:BLOCK_WORDS] = 0
    room[BLOCK_WORDS : 2 * BLOCK_WORDS] = EVERYBODY
    for start in range(0, size, BLOCK_WORDS):
        count = min(BLOCK_WORDS, size - start)
        for step in range(len(code)):
            what, a, b = code[step, 0], code[step, 1] * BLOCK_WORDS, code[step, 2] * BLOCK_WORDS
            into = code[step, 3] * BLOCK_WORDS
            if what == AND:
                for lanes in range(0, BLOCK_WORDS, LANES):
                    _and(room, a + lanes, b + lanes, into + lanes)
            elif what == OR:
                for lanes in range(0, BLOCK_WORDS, LANES):
                    _or(room, a + lanes, b + lanes, into + lanes)
            elif what == XOR:
                for lanes in range(0, BLOCK_WORDS, LANES):
                    _xor(room, a + lanes, b + lanes, into + lanes)
            elif what == SOURCE:
                words = carray(_words_at(addresses[code[step, 1]]), size)
                _copy(words, start, room, into, count)
            else:
                _copy(room, a, found[code[step, 2]], start, count)


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
