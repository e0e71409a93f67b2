"""Text for people, in lines that fit a terminal."""

from __future__ import annotations

import textwrap

WIDTH = 78


def wrapped(text: str, start: str = "") -> str:
    """Break a text into lines; the first begins with `start`, and the others stand below what follows it."""
    indent = " " * len(start)
    return textwrap.fill(" ".join(text.split()), WIDTH, initial_indent=start, subsequent_indent=indent)
