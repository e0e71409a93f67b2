"""What stands in the tables instead of a secret, and times as they are read back."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime


def digest(secret: str) -> str:
    """Make what stands in the table of a key or a token, from which neither can be had back."""
    return hashlib.sha256(secret.encode()).hexdigest()


def aware(time: datetime) -> datetime:
    """Give a stored time its zone: SQLite forgets it."""
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time
