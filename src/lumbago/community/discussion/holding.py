"""What may be an advertisement or a flood, told by three plain signs: links, repetition, speed.

Nothing is refused by that. It waits below the others, with the sign named, and a moderator decides.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from lumbago.community.discussion.markup import links_in
from lumbago.errors import InputError, Problem
from lumbago.knowledge.phrases import folded

MOST_LINKS = 2
FASTEST = timedelta(seconds=3)
LIMITS: Sequence[tuple[int, timedelta, str]] = (
    (3, timedelta(minutes=10), "ten minutes"),
    (20, timedelta(days=1), "a day"),
)
"""How many comments one writer may send in how long."""

_LONG_RUN = re.compile(r"(\S)\1{19,}")


def signs_of_spam(text: str, earlier: Collection[str], took: timedelta | None) -> tuple[str, ...]:
    """Name what speaks for an advertisement or a flood.

    earlier: what was written here in the last days, by anybody.
    took: the time from opening the form to sending it; None where it is not known.
    """
    signs = []
    if len(links_in(text)) > MOST_LINKS:
        signs.append("many links")
    if same_words(text) in {same_words(other) for other in earlier} or _LONG_RUN.search(text):
        signs.append("repeated")
    if took is not None and took < FASTEST:
        signs.append("sent within three seconds")
    return tuple(signs)


def same_words(text: str) -> str:
    """Reduce a text to its words, so that a changed comma does not make it another."""
    return " ".join(re.findall(r"\w+", folded(text)))


def check_pace(sent: Collection[datetime], now: datetime) -> None:
    """Let somebody write on.

    Raises: InputError saying from when on, where they wrote too often.
    """
    for most, within, words in LIMITS:
        recent = sorted(at for at in sent if now - at < within)
        if len(recent) >= most:
            again = recent[-most] + within
            said = f"you have sent {most} comments within {words}."
            raise InputError(Problem(said, path="pace", mend=f"Your text is kept on this page. {_when(again, now)}"))


def _when(again: datetime, now: datetime) -> str:
    minutes = max(1, -(-int((again - now).total_seconds()) // 60))
    if minutes < 120:
        return f"Send it in {minutes} minute{'s' if minutes > 1 else ''}."
    return f"Send it in {round(minutes / 60)} hours."
