"""The two ends of a conversation: what is printed, and what is typed."""

from __future__ import annotations

import sys

from lumbago.cli.ask.replies import tidy
from lumbago.cli.printing import finish_output, put
from lumbago.errors import LumbagoError

LONGEST_LINE = 10_000


class InputEnded(LumbagoError):  # noqa: N818 - nothing is wrong: a pipe is empty, or somebody pressed Ctrl+D
    """Nobody will type anything more."""


def say(text: str) -> None:
    """Print a few lines."""
    put(f"{text}\n")


def hear() -> str:
    """Wait for one line, and tidy it; of one that is far too long the beginning is taken.

    Raises: InputEnded.
    """
    put("> ")
    finish_output()
    raw = sys.stdin.buffer.readline(LONGEST_LINE)
    if not raw:
        put("\n")
        raise InputEnded
    rest = raw
    while rest and not rest.endswith(b"\n"):
        rest = sys.stdin.buffer.readline(LONGEST_LINE)
    if not sys.stdin.isatty():
        put("\n")
    return tidy(raw.decode("utf-8", "replace"))
