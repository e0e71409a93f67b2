"""Reading one column: which types an answer may have, and which answers cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from math import isfinite

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from lumbago.errors import Problem
from lumbago.record import Finding
from lumbago.record.place import listed, shown

SAYS = {"yes": True, "true": True, "no": False, "false": False}
UNKNOWN = ("unknown", "")
"""Words for asked and not known; an empty field of a text file was never asked."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Misfits:
    """Answers of one column that cannot be: in which rows, what was given there, and what is wrong with it."""

    column: str
    rows: Mask
    given: pa.Array
    what: str
    mend: str

    def problems(self, first_row: int, most: int) -> Iterator[Problem]:
        """Report so many of them, by the number of their row in the whole table."""
        for row in np.flatnonzero(self.rows)[:most].tolist():
            message = f"{shown(self.given[row].as_py())} {self.what}"
            yield Problem(message, path=f"column {self.column} row {first_row + row}", mend=self.mend)


@dataclass(frozen=True, slots=True)
class Column:
    """One column, read; `asked` says who was asked and did not know, where the column can tell."""

    name: str
    values: pa.Array
    asked: Mask | None = None
    misfits: tuple[Misfits, ...] = field(default=())


def read_column(name: str, column: pa.Array, finding: Finding | None) -> Column | Problem:
    """Read the column of a finding; without one it is a list of medicines."""
    if pa.types.is_null(column.type):
        return Column(name, pa.nulls(len(column), _own_type(finding)))
    if finding is None:
        return _list(name, column)
    if finding.kind == "number":
        return _numbers(name, column, finding)
    if pa.types.is_boolean(column.type) and finding.kind == "yes_no":
        return Column(name, column)
    if _is_text(column.type):
        return _words(name, column, finding)
    wanted = "true, false or null" if finding.kind == "yes_no" else "words"
    return _wrong(name, column, f"{wanted}; or text: {listed(map(shown, (*_words_of(finding), 'unknown')))}")


def _own_type(finding: Finding | None) -> pa.DataType:
    if finding is None:
        return pa.list_(pa.string())
    if finding.kind == "choice":
        return pa.dictionary(pa.int8(), pa.string())
    return pa.float64() if finding.kind == "number" else pa.bool_()


def _wrong(name: str, column: pa.Array, wanted: str) -> Problem:
    return Problem(f"it holds {column.type}, and cannot be read.", path=f"column {name}", mend=f"Give {wanted}.")


def _is_text(kind: pa.DataType) -> bool:
    inner = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_string(inner) or pa.types.is_large_string(inner) or pa.types.is_string_view(inner))


def _words_of(finding: Finding) -> tuple[str, ...]:
    return ("yes", "no") if finding.kind == "yes_no" else finding.choices


def _words(name: str, column: pa.Array, finding: Finding) -> Column:
    """Read words; only the different ones are looked at one by one."""
    coded, words = _coded(column)
    allowed = SAYS if finding.kind == "yes_no" else {choice: choice for choice in finding.choices}
    wrong = _where(coded, [w is not None and w not in allowed and w not in UNKNOWN for w in words])
    mend = f"Use {listed(map(shown, (*_words_of(finding), 'unknown')))}."
    misfits = (Misfits(name, wrong, column, "is not an answer here.", mend),) if wrong.any() else ()
    asked = _where(coded, [word == UNKNOWN[0] for word in words])
    return Column(name, _recoded(coded, words, finding), asked if asked.any() else None, misfits)


def _coded(column: pa.Array) -> tuple[pa.Array, list[str | None]]:
    coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    return coded, [word.strip().lower() if isinstance(word, str) else None for word in coded.dictionary.to_pylist()]


def _where(coded: pa.Array, meant: list[bool]) -> Mask:
    """Say in which rows one of the meant words stands."""
    found = pa.array([*meant, False]).take(pc.fill_null(coded.indices, len(meant)).cast(pa.int32()))
    return np.asarray(found.to_numpy(zero_copy_only=False))


def _recoded(coded: pa.Array, words: list[str | None], finding: Finding) -> pa.Array:
    indices = coded.indices.cast(pa.int32())
    if finding.kind == "yes_no":
        return pa.array([SAYS.get(word or "") for word in words], pa.bool_()).take(indices)
    if words == list(finding.choices) and coded.indices.type == pa.int8():
        return coded
    places = {choice: place for place, choice in enumerate(finding.choices)}
    codes = pa.array([places.get(word or "") for word in words], pa.int8()).take(indices)
    return pa.DictionaryArray.from_arrays(codes, pa.array(finding.choices, pa.string()))


def _numbers(name: str, column: pa.Array, finding: Finding) -> Column | Problem:
    kind = column.type
    if _is_text(kind):
        return _spelled(name, column, finding)
    whole = pa.types.is_integer(kind)
    if not (whole or pa.types.is_floating(kind) or pa.types.is_decimal(kind)):
        return _wrong(name, column, f"numbers{f' in {finding.unit}' if finding.unit else ''}")
    small = whole and kind.bit_width <= 16
    if not (pa.types.is_float32(kind) or pa.types.is_float64(kind)):
        column = column.cast(pa.float32() if small or pa.types.is_float16(kind) else pa.float64(), safe=False)
    values = column.to_numpy(zero_copy_only=False)
    known = ~np.isnan(values)
    if int(known.sum()) + column.null_count != len(column):
        column = pc.if_else(pa.array(known), column, None)
    low = -np.inf if finding.lowest is None else finding.lowest
    high = np.inf if finding.highest is None else finding.highest
    outside = known & ((values < values.dtype.type(low)) | (values > values.dtype.type(high)))
    return Column(name, column, None, _outside(name, column, outside, finding))


def _spelled(name: str, column: pa.Array, finding: Finding) -> Column | Problem:
    """Read numbers that stand there as text, as in a CSV file; if need be the different ones one by one."""
    with suppress(pa.ArrowInvalid):
        return _numbers(name, column.cast(pa.float64()), finding)
    coded, words = _coded(column)
    values = [_number(word or "") for word in words]
    read = _numbers(name, pa.array(values, pa.float64()).take(coded.indices), finding)
    if isinstance(read, Problem):
        return read
    no_number = [word not in (None, *UNKNOWN) and value is None for word, value in zip(words, values, strict=True)]
    wrong, asked = _where(coded, no_number), _where(coded, [word == UNKNOWN[0] for word in words])
    misfits = Misfits(name, wrong, column, "is not a number.", "Give a number, or leave it empty.")
    return Column(name, read.values, asked if asked.any() else None, (misfits, *read.misfits))


def _number(word: str) -> float | None:
    """Read a number; None when it is not one, or has no end."""
    try:
        number = float(word)
    except ValueError:
        return None
    return number if isfinite(number) and "_" not in word else None


def _outside(name: str, column: pa.Array, outside: Mask, finding: Finding) -> tuple[Misfits, ...]:
    if not outside.any():
        return ()
    unit = "" if finding.unit[:1].isdigit() or not finding.unit else f" {finding.unit}"
    ends = {"from": finding.lowest, "to": finding.highest}
    bounds = " ".join(f"{word} {end:.10g}" for word, end in ends.items() if end is not None)
    mend = "Check the number and its unit, or leave it empty."
    return (Misfits(name, outside, column, f"is outside the range {bounds}{unit}.", mend),)


def _list(name: str, column: pa.Array) -> Column | Problem:
    kind = column.type
    if _is_text(kind):
        parts = pc.split_pattern(column.cast(pa.string()), pattern=";")
        return Column(name, _without_gaps(parts))
    if pa.types.is_list(kind) and _is_item(kind.value_type, name):
        return Column(name, column)
    return _wrong(name, column, 'lists of names, or text with ";" between names')


def _is_item(kind: pa.DataType, name: str) -> bool:
    if pa.types.is_struct(kind) and name == "current_medicines":
        return {kind.field(i).name for i in range(kind.num_fields)} <= {"name", "dose_mg", "times_a_day"}
    return bool(pa.types.is_string(kind))


def _without_gaps(parts: pa.Array) -> pa.Array:
    """Trim names, and take an empty text for an empty list."""
    read = [None if names is None else [n.strip() for n in names if n.strip()] for names in parts.to_pylist()]
    return pa.array(read, pa.list_(pa.string()))
