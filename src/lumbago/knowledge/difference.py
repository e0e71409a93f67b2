"""What differs between two editions, record by record and field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec

from lumbago.knowledge.files import contents
from lumbago.knowledge.reading import parsed


class Difference(msgspec.Struct, frozen=True):
    """One field that differs; a whole record that came or went has the field "".

    `before` and `after` are the values as the files give them; None where there is none.
    """

    file: str
    field: str
    kind: Literal["added", "removed", "changed"]
    before: Any
    after: Any

    def __str__(self) -> str:
        where = f"{self.file} {self.field}".rstrip()
        if self.kind == "changed":
            return f"~ {where}: {_short(self.before)} -> {_short(self.after)}"
        return f"{'+' if self.kind == 'added' else '-'} {where}"


def differences(before: Path, after: Path) -> tuple[Difference, ...]:
    """Compare two editions, each in a folder or in a file that `pack` made.

    Raises: KnowledgeError when one of them holds no knowledge base.
    """
    old, new = parsed(contents(before)), parsed(contents(after))
    found = []
    for file in sorted({*old, *new}):
        if file not in new:
            found.append(Difference(file, "", "removed", old[file], None))
        elif file not in old:
            found.append(Difference(file, "", "added", None, new[file]))
        else:
            found.extend(_fields(file, _flat(old[file]), _flat(new[file])))
    return tuple(found)


def _fields(file: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    for field in dict.fromkeys([*old, *new]):
        if field not in new:
            yield Difference(file, field, "removed", old[field], None)
        elif field not in old:
            yield Difference(file, field, "added", None, new[field])
        elif old[field] != new[field]:
            yield Difference(file, field, "changed", old[field], new[field])


def _flat(table: Mapping[str, Any], above: str = "") -> dict[str, Any]:
    """Spell out nested tables as dotted fields; a likelihood is named by its id, so that order does not matter."""
    found: dict[str, Any] = {}
    for name, value in table.items():
        path = f"{above}.{name}" if above else name
        if isinstance(value, dict):
            found.update(_flat(value, path))
        elif isinstance(value, list) and value and all(isinstance(v, dict) and "id" in v for v in value):
            for record in value:
                found.update(_flat(record, f"{path}[{record['id']}]"))
        else:
            found[path] = value
    return found


def _short(value: Any) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 100 else f"{text[:97]}..."
