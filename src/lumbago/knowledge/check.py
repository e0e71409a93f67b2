"""What must hold between records."""

from __future__ import annotations

from lumbago.errors import Problem
from lumbago.knowledge.files import Records
from lumbago.knowledge.knowledge import Knowledge


def problems(records: Records, knowledge: Knowledge) -> list[Problem]:
    """List everything that does not hold together."""
    return []
