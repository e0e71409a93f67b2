"""What must hold for any records: what is written can be read back, and no damage goes unseen."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lumbago.errors import KnowledgeError
from lumbago.knowledge.archive import packed, unpacked
from lumbago.knowledge.derivations import derivation_of
from lumbago.knowledge.files import IN_TABLES, ONE_EACH, PACKAGED, Records, contents, edition_of
from lumbago.knowledge.misfits import misfits
from lumbago.knowledge.model_records import Model
from lumbago.knowledge.reading import parsed, read
from lumbago.record import Derivation, Value

T = TypeVar("T")
SHAPES = [kind.shape for kind in (*ONE_EACH.values(), *IN_TABLES.values())]
MODEL_SHAPES = [field.type for field in msgspec.structs.fields(Model) if isinstance(field.type, type)]

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
numbers = st.floats(allow_nan=False, allow_infinity=False)
st.register_type_strategy(float, numbers)
st.register_type_strategy(str, texts)
st.register_type_strategy(int, st.integers(-(2**63), 2**63 - 1))


def everything_given(shape: type[msgspec.Struct]) -> st.SearchStrategy[Any]:
    """Draw records of a shape with a mapping in every place that starts as an empty one.

    Left to itself, hypothesis takes what the signature says of such a place, which is a mark and no mapping.
    """
    return st.builds(shape, **dict.fromkeys(mappings(shape), ...))


def mappings(shape: type[msgspec.Struct]) -> list[str]:
    return [f.name for f in msgspec.structs.fields(shape) if f.default_factory is not msgspec.NODEFAULT]


for module in list(sys.modules.values()):
    if module.__name__.startswith("lumbago.knowledge."):
        for shape in vars(module).values():
            if isinstance(shape, type) and issubclass(shape, msgspec.Struct) and mappings(shape):
                st.register_type_strategy(shape, everything_given(shape))

WHOLE: Records = read(contents(PACKAGED))


def in_toml(value: Any) -> str:
    """Write a value as TOML writes it in one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{in_toml(name)} = {in_toml(inside)}" for name, inside in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(in_toml, value)) + "]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return json.dumps(value)


def file_of(table: dict[str, Any]) -> bytes:
    return "".join(f"{in_toml(name)} = {in_toml(value)}\n" for name, value in table.items()).encode()


def without_nothing(value: Any) -> Any:
    """Leave out what is None: TOML has no word for it."""
    if isinstance(value, dict):
        return {name: without_nothing(inside) for name, inside in value.items() if inside is not None}
    return [without_nothing(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("shape", [*SHAPES, *MODEL_SHAPES], ids=lambda shape: shape.__name__)
@given(data=st.data())
def test_a_record_written_as_toml_is_read_as_it_was(shape: type[msgspec.Struct], data: st.DataObject) -> None:
    record = data.draw(st.from_type(shape))
    table = without_nothing(msgspec.to_builtins(record))
    (back,) = parsed({"a.toml": file_of(table)}).values()
    assert msgspec.convert(back, shape) == record
    assert list(misfits(back, shape)) == []


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
@given(data=st.data())
def test_a_record_in_a_snapshot_is_read_as_it_was(shape: type[T], data: st.DataObject) -> None:
    record = data.draw(st.from_type(shape))
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(record), type=shape) == record


@pytest.mark.parametrize("kind", [field.name for field in msgspec.structs.fields(Records)])
def test_the_packaged_records_are_read_as_they_were(kind: str) -> None:
    shape = next(field.type for field in msgspec.structs.fields(Records) if field.name == kind)
    records = getattr(WHOLE, kind)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(records), type=shape) == records
    assert msgspec.json.decode(msgspec.json.encode(records), type=shape) == records


values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-3, 3), numbers, texts),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(texts, inner, max_size=3)),
    max_leaves=6,
)


def places(value: Any, above: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """List the way to everything inside a value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [above, *(way for name, item in inside for way in places(item, (*above, name)))]


def replaced(value: Any, way: tuple[Any, ...], by: Any) -> Any:
    if not way:
        return by
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[way[0]] = replaced(value[way[0]], way[1:], by)
    return copy


@pytest.mark.parametrize("shape", [*SHAPES, *MODEL_SHAPES], ids=lambda shape: shape.__name__)
@given(data=st.data())
def test_misfits_are_told_exactly_when_a_table_does_not_convert(
    shape: type[msgspec.Struct], data: st.DataObject
) -> None:
    table = without_nothing(msgspec.to_builtins(data.draw(st.from_type(shape))))
    changed = replaced(table, data.draw(st.sampled_from(places(table))), data.draw(values))
    try:
        msgspec.convert(changed, shape)
    except msgspec.ValidationError:
        assert list(misfits(changed, shape))
    else:
        assert list(misfits(changed, shape)) == []


files = st.dictionaries(texts, st.binary(max_size=30), max_size=4)


@given(files)
def test_packed_files_come_back_as_they_were(given_files: dict[str, bytes]) -> None:
    assert unpacked(packed(given_files)) == given_files


@given(files, st.data())
def test_a_packed_edition_with_a_changed_byte_is_refused_or_names_another_edition(
    given_files: dict[str, bytes], data: st.DataObject
) -> None:
    piece = bytearray(packed(given_files))
    piece[data.draw(st.integers(0, len(piece) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        back = unpacked(bytes(piece))
    except KnowledgeError:
        return
    assert back == given_files or edition_of(back) != edition_of(given_files)


@given(files, files)
def test_editions_have_the_same_name_exactly_when_their_files_are_the_same(
    one: dict[str, bytes], other: dict[str, bytes]
) -> None:
    assert (edition_of(one) == edition_of(other)) == (one == other)


@given(st.sampled_from(sorted(contents(PACKAGED))), st.data())
def test_a_changed_byte_in_any_file_changes_the_edition(path: str, data: st.DataObject) -> None:
    whole = contents(PACKAGED)
    changed = bytearray(whole[path])
    changed[data.draw(st.integers(0, len(changed) - 1))] ^= data.draw(st.integers(1, 255))
    assert edition_of({**whole, path: bytes(changed)}) != edition_of(whole)


names = st.from_regex(r"[a-z_][a-z0-9_]{0,20}", fullmatch=True)
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\"'"), max_size=10)
operators = st.sampled_from(["<", "<=", ">", ">=", "=="])
SPACING: tuple[Callable[[str, str, str], str], ...] = (
    lambda *parts: " ".join(parts),
    lambda *parts: "".join(parts),
    lambda *parts: f"  {'   '.join(parts)} ",
)


@given(names, operators, st.integers(-500, 500) | st.floats(-500, 500), st.sampled_from(SPACING))
def test_how_a_finding_follows_from_a_number_is_read(
    name: str, operator: Any, limit: float, spaced: Callable[[str, str, str], str]
) -> None:
    assume("e" not in repr(limit))
    said = derivation_of(spaced(name, operator, repr(limit)))
    assert said == Derivation(name, operator, float(limit))
    assert said is not None
    assert math.copysign(1, float(limit)) == math.copysign(1, float(said.value))


@given(names, words, st.sampled_from("\"'"))
def test_how_a_finding_follows_from_a_choice_is_read(name: str, word: Value, quote: str) -> None:
    assert derivation_of(f"{name} == {quote}{word}{quote}") == Derivation(name, "==", str(word))


@given(texts)
def test_any_other_text_is_no_derivation(text: str) -> None:
    assume(not any(sign in text for sign in "<>="))
    assert derivation_of(text) is None
