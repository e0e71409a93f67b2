"""All files of an edition in one piece: compressed, in order, byte for byte."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

import msgspec

from lumbago.errors import KnowledgeError, Problem


def packed(files: Mapping[str, bytes]) -> bytes:
    """Put the files of an edition in one piece."""
    return zlib.compress(msgspec.msgpack.encode(dict(files)), 9)


def unpacked(piece: bytes, where: str = "") -> dict[str, bytes]:
    """Give back the files that `packed` put in one piece.

    Raises: KnowledgeError when the piece is damaged or is none.
    """
    try:
        return msgspec.msgpack.decode(zlib.decompress(piece), type=dict[str, bytes])
    except (zlib.error, msgspec.MsgspecError) as error:
        mend = "Take it from a backup, or name a folder of records."
        raise KnowledgeError(Problem(f"this stored edition is damaged: {error}.", where, mend=mend)) from None
