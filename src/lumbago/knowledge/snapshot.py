"""A compiled copy of the records, keyed by their content, so that a start need not read TOML, which stays the truth."""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path

import msgspec

from lumbago.knowledge import files as files_module
from lumbago.knowledge import interview_records, model_records, records
from lumbago.knowledge.files import Records

FOLDER = "LUMBAGO_CACHE_DIR"


def folder() -> Path | None:
    """Find where snapshots may be kept; None when there is no such place."""
    named = os.environ.get(FOLDER)
    if named:
        return Path(named)
    shared = os.environ.get("XDG_CACHE_HOME")
    with suppress(RuntimeError):
        return Path(shared or Path.home() / ".cache") / "lumbago"
    return None


def kept(edition: str) -> Records | None:
    """Read the snapshot of an edition; None when there is none or it is damaged."""
    place = folder()
    if place is None:
        return None
    with suppress(OSError, msgspec.MsgspecError):
        return msgspec.msgpack.decode((place / _name(edition)).read_bytes(), type=Records)
    return None


def keep(edition: str, content: Records) -> None:
    """Write the snapshot, whole or not at all; a folder that cannot be written is no reason to stop."""
    place = folder()
    if place is None:
        return
    with suppress(OSError):
        place.mkdir(parents=True, exist_ok=True)
        handle, written = tempfile.mkstemp(dir=place, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(msgspec.msgpack.encode(content))
            Path(written).replace(place / _name(edition))
        except OSError:
            Path(written).unlink(missing_ok=True)


def _name(edition: str) -> str:
    return f"{edition}-{_shapes()}.msgpack"


def _shapes() -> str:
    """Name the version of the shapes: a changed shape must not read an old snapshot."""
    digest = hashlib.sha256()
    for module in (records, model_records, interview_records, files_module):
        digest.update(Path(str(module.__file__)).read_bytes())
    return digest.hexdigest()[:8]
