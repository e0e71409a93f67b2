"""A file that the operator keeps beside the knowledge base, read as one shape, whole or not at all."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TypeVar

import msgspec

from lumbago.errors import InputError, Problem
from lumbago.knowledge.misfits import misfits

SHAPE_OF_RECORDS = "its shape in knowledge/records.py"

T = TypeVar("T", bound=msgspec.Struct)


def read_operators_file(file: Path, shape: type[T], what: str, guide: str) -> T:
    """Read a TOML file.

    what: what the file is, for somebody who has named another. guide: the page that tells its shape.

    Raises: InputError with everything that does not fit the shape.
    """
    try:
        table = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise InputError(Problem(f"cannot be read: {error.strerror}.", str(file), mend=f"Name {what}.")) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(Problem(f"is no TOML: {error}.", str(file))) from None
    found = [(path, said, _told(mend, guide)) for path, said, mend in misfits(table, shape)]
    if found:
        raise InputError([Problem(said, str(file), path=path, mend=mend) for path, said, mend in found])
    return msgspec.convert(table, shape)


def _told(mend: str, guide: str) -> str:
    """Lead to the operator's page instead of the code, whatever is to be mended."""
    said = mend.replace(SHAPE_OF_RECORDS, guide)
    return said if guide in said else f"{said} See {guide}.".strip()
