"""A whole edition in one piece, so that a visit can be replayed under the knowledge of its day."""

from __future__ import annotations

import zlib
from pathlib import Path

import msgspec

from lumbago.errors import KnowledgeError, Problem
from lumbago.knowledge.files import PACKAGED, contents, edition_of, read
from lumbago.knowledge.knowledge import Knowledge
from lumbago.knowledge.load import build


def pack(directory: Path = PACKAGED) -> bytes:
    """Put every file of an edition in one piece, compressed."""
    return zlib.compress(msgspec.msgpack.encode(contents(directory)), 9)


def unpack(packed: bytes) -> Knowledge:
    """Load the edition that `pack` put away; it names itself by its content, as it did then.

    Raises: KnowledgeError when the piece is damaged or its records have a shape this version no longer reads.
    """
    try:
        files = msgspec.msgpack.decode(zlib.decompress(packed), type=dict[str, bytes])
    except (zlib.error, msgspec.MsgspecError) as error:
        raise KnowledgeError(
            Problem(f"this stored edition is damaged: {error}.", mend="Take it from a backup.")
        ) from None
    return build(read(files), edition_of(files))
