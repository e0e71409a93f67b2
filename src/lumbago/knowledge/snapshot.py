"""A compiled copy of an edition, keyed by its content: a start need not read TOML or criteria, which stay the truth."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

import msgspec

from lumbago.criteria import Criterion
from lumbago.knowledge.files import Records

FOLDER = "LUMBAGO_CACHE_DIR"
MOST_KEPT = 8
DIGEST_BYTES = 32


class Kept(msgspec.Struct, frozen=True):
    """The records of an edition, and its criteria as they were read, by their text."""

    records: Records
    criteria: dict[str, Criterion]


def folder() -> Path | None:
    """Find where snapshots may be kept; None when there is no such place."""
    named = os.environ.get(FOLDER)
    if named:
        return Path(named)
    shared = os.environ.get("XDG_CACHE_HOME")
    with suppress(RuntimeError):
        return Path(shared or Path.home() / ".cache") / "lumbago"
    return None


def kept(edition: str) -> Kept | None:
    """Read the snapshot of an edition; None when there is none or it is damaged."""
    place = folder()
    if place is None:
        return None
    with suppress(OSError, msgspec.MsgspecError):
        written = (place / _name(edition)).read_bytes()
        digest, content = written[:DIGEST_BYTES], written[DIGEST_BYTES:]
        if digest == _digest(content):
            return msgspec.msgpack.decode(content, type=Kept)
    return None


def keep(edition: str, kept: Kept) -> None:
    """Write the snapshot, whole or not at all; a folder that cannot be written is no reason to stop."""
    place = folder()
    if place is None:
        return
    with suppress(OSError, OverflowError):  # a whole number may be too large to be kept
        content = msgspec.msgpack.encode(kept)
        place.mkdir(parents=True, exist_ok=True)
        _write(place / _name(edition), _digest(content) + content)
        _forget_old(place)


def _write(path: Path, content: bytes) -> None:
    import tempfile  # only the first start of an edition writes

    handle, written = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(written).replace(path)
    except OSError:
        Path(written).unlink(missing_ok=True)
        raise


def _digest(content: bytes) -> bytes:
    """Sum up what is kept, so that a damaged byte does not become another figure."""
    return hashlib.sha256(content).digest()


def _forget_old(place: Path) -> None:
    """Remove all but the newest snapshots; another process may be removing the same ones."""
    newest_first = sorted(place.glob("ed-*.msgpack"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in newest_first[MOST_KEPT:]:
        path.unlink(missing_ok=True)


def _name(edition: str) -> str:
    return f"{edition}-{_code()}.msgpack"


def _code() -> str:
    """Name the version of the shapes and checks: what other code let pass is read and checked anew."""
    digest = hashlib.sha256()
    package = Path(__file__).parent.parent
    for part in ("knowledge", "knowledge/check", "criteria", "record"):
        for path in sorted((package / part).glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:8]
