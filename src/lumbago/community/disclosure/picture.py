"""An advertiser's picture: a PNG or JPEG, known by its bytes, with its size; no other file is ever sent."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property

PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The JPEG segments that hold the size of the picture."""


@dataclass(frozen=True)
class Picture:
    """A picture that can be sent."""

    content: bytes
    media_type: str
    width: int
    height: int

    @cached_property
    def name(self) -> str:
        """A file name that changes with the content, and tells nothing else."""
        ending = "png" if self.media_type == "image/png" else "jpg"
        return f"{hashlib.sha256(self.content).hexdigest()[:16]}.{ending}"


def picture(content: bytes) -> Picture | None:
    """Recognise a picture; None where it is neither PNG nor JPEG, or broken."""
    if content.startswith(PNG) and content[12:16] == b"IHDR":
        return _sized(content, "image/png", content[16:20], content[20:24])
    return _jpeg(content) if content.startswith(JPEG) else None


def _jpeg(content: bytes) -> Picture | None:
    """Walk from segment to segment until one holds the size."""
    at = 2
    while content[at : at + 1] == b"\xff" and at + 9 <= len(content):
        if content[at + 1] in FRAMES:
            return _sized(content, "image/jpeg", content[at + 7 : at + 9], content[at + 5 : at + 7])
        at += 2 + max(2, int.from_bytes(content[at + 2 : at + 4]))
    return None


def _sized(content: bytes, media_type: str, width: bytes, height: bytes) -> Picture | None:
    wide, high = int.from_bytes(width), int.from_bytes(height)
    return Picture(content, media_type, wide, high) if wide and high else None
