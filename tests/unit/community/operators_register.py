"""An operator's register as a file, with its picture: whoever tests money starts from here."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

REGISTER = """
[[funders]]
name = "Spine Trust"
pays_for = "the server"
amount = "500 euros a year"
since = 2026-01-01
address = "https://spinetrust.example/grants"

[[interests]]
name = "A. Writer"
interest = "owns shares in a maker of heat wraps"
since = 2025-06-01

[[affiliates]]
name = "Warm Shop"
earns = "4 in 100 of what you buy there"
hosts = ["warmshop.example"]
since = 2026-01-01

[[advertisers]]
name = "Belt Makers"
image = "belt.png"
words = "A support belt, from Belt Makers."
address = "https://beltmakers.example/belt"
pays = "100 euros a month"
since = 2026-01-01
until = 2027-01-01
"""


def png(width: int = 3, height: int = 2) -> bytes:
    """Draw a small grey picture."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def written(folder: Path, text: str = REGISTER, picture: bytes | None = None) -> Path:
    """Write a register with its picture into a folder."""
    (folder / "belt.png").write_bytes(picture or png(600, 200))
    file = folder / "disclosure.toml"
    file.write_text(text, "utf-8")
    return file
