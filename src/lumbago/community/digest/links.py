"""The links of a letter: each does one thing, for one subscription, and cannot be made by anybody else."""

from __future__ import annotations

import hashlib
import hmac
import re
from typing import Literal, TypeAlias

Purpose: TypeAlias = Literal["confirm", "settings", "stop"]
_LINK = re.compile(r"(\d{1,9})-([0-9a-f]{64})")


def link(number: int, key: str, purpose: Purpose, turn: int = 0) -> str:
    """Make what stands at the end of an address.

    turn: counted up with every asking and ending, so that an old link to confirm does nothing; others never age.
    """
    return f"{number}-{_mark(number, key, purpose, turn)}"


def number_in(text: str) -> int | None:
    """Read which subscription a link is for; None where it is no link of ours."""
    found = _LINK.fullmatch(text)
    return int(found[1]) if found else None


def fits(text: str, key: str, purpose: Purpose, turn: int = 0) -> bool:
    """Say whether a link was made here, for this purpose."""
    number = number_in(text)
    return number is not None and hmac.compare_digest(text, link(number, key, purpose, turn))


def _mark(number: int, key: str, purpose: Purpose, turn: int) -> str:
    return hmac.new(key.encode(), f"{purpose} {number} {turn}".encode(), hashlib.sha256).hexdigest()
