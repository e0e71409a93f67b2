"""A code to write down and type in again: letters that cannot be mistaken, and one that checks the others.

>>> written = write_code(1234567890123456789012345)
>>> read_code(written.lower().replace("-", " ")) == written
True
"""

from __future__ import annotations

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: without I, L, O and U."""

READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V", "-": "", " ": "", ".": "", "–": "", "—": ""})
LENGTH = 20
BITS = 5 * LENGTH
GROUP = 4


def write_code(secret: int) -> str:
    """Write a number as a code, such as `7K3M-Q0ZD-...`; it holds 100 bits of the number."""
    signs = "".join(SIGNS[(secret >> (5 * place)) & 31] for place in range(LENGTH))
    whole = signs + _check(signs)
    return "-".join(whole[start : start + GROUP] for start in range(0, len(whole), GROUP))


def read_code(text: str) -> str | None:
    """Read a code as somebody types it, in any case and spacing; None when it cannot be one: a sign is wrong."""
    signs = text.strip().upper().translate(READ_AS)
    if len(signs) != LENGTH + 1 or any(sign not in SIGNS for sign in signs) or _check(signs[:-1]) != signs[-1]:
        return None
    return "-".join(signs[start : start + GROUP] for start in range(0, len(signs), GROUP))


def _check(signs: str) -> str:
    """Compute the last sign (Luhn's sum, for 32 signs): any one wrong sign and nearly any two that swapped show."""
    total = 0
    for place, sign in enumerate(reversed(signs)):
        value = SIGNS.index(sign) * (2 if place % 2 == 0 else 1)
        total += value // len(SIGNS) + value % len(SIGNS)
    return SIGNS[-total % len(SIGNS)]
