"""A record written and read again is the same record."""

from __future__ import annotations

import msgspec
import pytest

from lumbago.knowledge.files import PACKAGED, Records, contents, read


@pytest.fixture(scope="module")
def records() -> Records:
    return read(contents(PACKAGED))


@pytest.mark.parametrize("kind", [f.name for f in msgspec.structs.fields(Records)])
def test_load_of_dump_is_the_same(records: Records, kind: str) -> None:
    field = next(f for f in msgspec.structs.fields(Records) if f.name == kind)
    value = getattr(records, kind)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(value), type=field.type) == value
    assert msgspec.json.decode(msgspec.json.encode(value), type=field.type) == value
