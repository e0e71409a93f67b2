from __future__ import annotations

import json
import math
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago.errors import InputError
from lumbago.record.place import Place
from lumbago.record.strict_json import decode

BAD = [  # a text, and its problems
    ('{"a": 1, "a": 2}', ["f:1 a: the key appears twice. Keep one of them."]),
    ('{"a": {"b": 1, "b": 1, "b": 1}}', ["f:1 a.b: the key appears twice. Keep one of them."]),
    ('{"a": [1, NaN]}', ['f:1 a[1]: NaN is not a number in JSON. Give a number, or "unknown".']),
    ('{"a": Infinity}', ['f:1 a: Infinity is not a number in JSON. Give a number, or "unknown".']),
    ('{"a": -Infinity}', ['f:1 a: -Infinity is not a number in JSON. Give a number, or "unknown".']),
    (
        '{"a": NaN, "b": {"c": 1, "c": 2}, "a": 3}',
        [
            "f:1 a: the key appears twice. Keep one of them.",
            "f:1 b.c: the key appears twice. Keep one of them.",
        ],
    ),
    ('{"a": 1} {}', ["f:1: more follows after the value, at column 10."]),
    ('{"a": 1}\n\n  x', ["f:3: more follows after the value, at column 3."]),
    ("[" * 100_000, ["f:1: brackets are nested too deeply. Write a case as it is shown."]),
]


@pytest.mark.parametrize(("text", "problems"), BAD)
def test_what_would_be_lost_is_refused(text: str, problems: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        decode(text, Place("f"))
    assert [str(problem) for problem in caught.value.problems] == problems


BROKEN = [  # a text that is no JSON, and how its problem starts
    ("", "f:1: this is not JSON: expecting value at column 1. It ends too early"),
    ('{"a": 1', "f:1: this is not JSON: expecting ',' delimiter at column 8. It ends too early"),
    ('{"a"', "f:1: this is not JSON: expecting ':' delimiter at column 5. It ends too early"),
    ('{\n  "a": yes}', "f:2: this is not JSON: expecting value at column 8. Names and text stand in double quotes"),
    ("{'a': 1}", "f:1: this is not JSON: expecting property name enclosed in double quotes at column 2."),
    ('{"a": "\n"}', "f:1: this is not JSON: invalid control character at column 8."),
]


@pytest.mark.parametrize(("text", "start"), BROKEN)
def test_what_is_no_json_is_refused_at_its_column(text: str, start: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(text, Place("f"))
    (problem,) = caught.value.problems
    assert str(problem).startswith(start)


def test_a_number_of_many_digits_is_read_as_a_float() -> None:
    assert decode("9" * 10_000) == math.inf
    assert decode("9" * 300) == int("9" * 300)


VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(VALUES, st.sampled_from([None, 2]))
def test_everything_else_is_read_as_it_was_written(value: Any, indent: int | None) -> None:
    assert decode(f" \n{json.dumps(value, indent=indent)}\n") == value


@given(st.text('{}[]",:1a \n'))
def test_any_text_is_read_as_python_reads_it_or_refused(text: str) -> None:
    with suppress(InputError):
        assert decode(text) == json.loads(text)
