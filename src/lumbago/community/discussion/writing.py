"""What somebody typed, made fit to be kept: nothing hidden in it, nothing that turns the direction of reading."""

from __future__ import annotations

import re
import unicodedata

from lumbago.errors import InputError, Problem

LONGEST_COMMENT = 5_000
SHORTEST_COMMENT = 2
MOST_MARKS = 2
"""How many accents one letter may carry: more are drawn over the lines above and below."""

_JOINERS = "\u200c\u200d"
"""Signs that cannot be seen and that some scripts and emoji need inside a word."""

_MANY_LINES = re.compile(r"\n{3,}")


def tidy(text: str) -> str:
    """Take out what cannot be seen, keep lines, and cut piled-up accents; what can be read stays as it was typed."""
    lines = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n"))
    seen = "".join(sign for sign in lines if sign in "\n\t" or not _is_hidden(sign))
    return _MANY_LINES.sub("\n\n", "".join(_few_marks(seen))).strip()


def _is_hidden(sign: str) -> bool:
    return sign not in _JOINERS and unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def _few_marks(text: str) -> list[str]:
    kept: list[str] = []
    run = 0
    for sign in text:
        run = run + 1 if unicodedata.combining(sign) else 0
        if run <= MOST_MARKS:
            kept.append(sign)
    return kept


def read_comment(text: str) -> str:
    """Read a comment as it is kept.

    Raises: InputError where it is empty or too long; what was typed is not changed by that.
    """
    clean = tidy(text)
    if len(clean) < SHORTEST_COMMENT:
        raise InputError(Problem("there is nothing to read yet.", path="text", mend="Write your comment."))
    over = len(clean) - LONGEST_COMMENT
    if over > 0:
        said = f"this is {over:,} signs longer than the {LONGEST_COMMENT:,} a comment may have."
        raise InputError(Problem(said, path="text", mend="Shorten it, or send it in parts."))
    return clean
