"""The shape of every kind of file as JSON Schema, so that an editor can complete and check a record."""

from __future__ import annotations

from typing import Any

import msgspec

from lumbago.knowledge.course_records import Course
from lumbago.knowledge.files import IN_TABLES, ONE_EACH, suffix
from lumbago.knowledge.model_records import Model

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """Write the schema of each kind of file, by the pattern of its paths: `red_flags/*.toml`."""
    shapes: dict[str, Any] = {f"{folder}/*{suffix(folder)}": kind.shape for folder, kind in ONE_EACH.items()}
    for folder, kind in IN_TABLES.items():
        shapes[f"{folder}/*.toml"] = dict[str, kind.shape]  # type: ignore[name-defined]
    shapes |= {f"model/{field.name}.toml": field.type for field in msgspec.structs.fields(Model)}
    shapes |= {f"course/{field.name}.toml": field.type for field in msgspec.structs.fields(Course)}
    return {pattern: {"$schema": DIALECT, **msgspec.json.schema(shape)} for pattern, shape in sorted(shapes.items())}
