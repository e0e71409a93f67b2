"""Why a table does not have the shape of its record: every misfit, where msgspec stops at the first."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from types import UnionType
from typing import Any, Literal, TypeAlias, Union, get_args, get_origin

import msgspec

Misfit: TypeAlias = tuple[str, str, str]
"""The field, what is wrong with it, and how to mend it."""


def misfits(value: object, shape: Any, path: str = "") -> Iterator[Misfit]:
    """List everything in a value that keeps it from being converted to a shape; nothing when it fits."""
    fault = _fault(value, shape)
    if not fault:
        return
    inside = list(_inside(value, _certain(shape), path))
    yield from inside or [(path, fault, _choices(shape))]


def _fault(value: object, shape: Any) -> str:
    try:
        msgspec.convert(value, shape)
    except msgspec.ValidationError as error:
        return str(error).partition(" - at `$")[0] + "."
    return ""


def _inside(value: object, shape: Any, path: str) -> Iterator[Misfit]:
    if isinstance(value, dict) and isinstance(shape, type) and issubclass(shape, msgspec.Struct):
        yield from _fields(value, shape, path)
    elif isinstance(value, dict) and get_origin(shape) is dict:
        key_shape, item_shape = get_args(shape)
        for name, item in value.items():
            yield from misfits(name, key_shape, _at(path, name))
            yield from misfits(item, item_shape, _at(path, name))
    elif isinstance(value, list) and get_origin(shape) in (tuple, list):
        for number, item in enumerate(value):
            yield from misfits(item, get_args(shape)[0], f"{path}[{_called(item, number)}]")


def _fields(table: dict[str, Any], shape: type[msgspec.Struct], path: str) -> Iterator[Misfit]:
    fields = {field.name: field for field in msgspec.structs.fields(shape)}
    for name in table:
        if name not in fields:
            near = difflib.get_close_matches(name, fields, n=1)
            yield _at(path, name), f"unknown field `{name}`.", f"Did you mean {near[0]}?" if near else "Take it out."
    for name, field in fields.items():
        if name in table:
            yield from misfits(table[name], field.type, _at(path, name))
        elif field.required:
            yield path, f"missing required field `{name}`.", "Add it."


def _certain(shape: Any) -> Any:
    """Take away what says that a field may be missing."""
    if get_origin(shape) in (Union, UnionType):
        certain = [part for part in get_args(shape) if part is not type(None)]
        return certain[0] if len(certain) == 1 else shape
    return shape


def _choices(shape: Any) -> str:
    words = get_args(_certain(shape)) if get_origin(_certain(shape)) is Literal else ()
    return f"Choose from {', '.join(words)}." if words else "See its shape in knowledge/records.py."


def _at(path: str, name: object) -> str:
    return f"{path}.{name}" if path else str(name)


def _called(item: object, number: int) -> str:
    """Name an item of a list by its id, where it has one."""
    name = item.get("id") if isinstance(item, dict) else None
    return name if isinstance(name, str) else str(number)
