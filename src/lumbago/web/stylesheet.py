"""The one style file: tokens, page, components, print, in this order; its name holds a hash of its content."""

from __future__ import annotations

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"""("[^"]*")|\s*([{};,])\s*|(:)\s+|\s+""")
"""What is quoted; spaces around what separates; those before a value; any others."""


@dataclass(frozen=True)
class Stylesheet:
    """The style of all pages under a name that changes whenever it does, so that browsers may keep it for ever."""

    path: str
    content: bytes

    @cached_property
    def packed(self) -> bytes:
        """The style as it travels to browsers that can unpack it."""
        return gzip.compress(self.content, mtime=0)


def stylesheet() -> Stylesheet:
    """Put the style file together."""
    web = files("lumbago.web")
    first, last = ("tokens.css", "page.css", "charts.css"), ("print.css",)
    sheets = [*(web / "style" / n for n in first), *_of_components(), *(web / "style" / n for n in last)]
    content = tightened("\n".join(sheet.read_text("utf-8") for sheet in sheets)).encode()
    return Stylesheet(f"/style.{hashlib.sha256(content).hexdigest()[:16]}.css", content)


def tightened(style: str) -> str:
    """Leave out comments and every space that separates nothing."""
    spaced = _SPACE.sub(lambda space: space[space.lastindex] if space.lastindex else " ", _COMMENT.sub("", style))
    return spaced.replace(";}", "}").strip()


def _of_components() -> list[Traversable]:
    folders = sorted((files("lumbago.web") / "components").iterdir(), key=lambda folder: folder.name)
    return [folder / "style.css" for folder in folders if (folder / "style.css").is_file()]
