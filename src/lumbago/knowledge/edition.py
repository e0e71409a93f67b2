"""A whole edition in one piece, so that a visit can be replayed under the knowledge of its day."""

from __future__ import annotations

from lumbago.knowledge.archive import packed, unpacked
from lumbago.knowledge.files import edition_of
from lumbago.knowledge.knowledge import Knowledge
from lumbago.knowledge.load import build


def pack(knowledge: Knowledge) -> bytes:
    """Put every file of an edition in one piece, compressed; `load` and `differences` read a file that holds it."""
    return packed(knowledge.files)


def unpack(piece: bytes) -> Knowledge:
    """Load the edition that `pack` put away; it names itself by its content, as it did then.

    It passed the checks of its day and is not measured by those of today.

    Raises: KnowledgeError when the piece is damaged or its records have a shape this version no longer reads.
    """
    from lumbago.knowledge.reading import read

    files = unpacked(piece)
    return build(read(files), edition_of(files), files)
