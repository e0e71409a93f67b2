"""How far a long piece of work has come, for somebody who watches."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TypeVar

MANY = 200
"""From more cases than this, waiting is long enough to wonder."""

Item = TypeVar("Item")


def watched(items: Sequence[Item], doing: str) -> Iterable[Item]:
    """Hand the items on, with a bar on standard error when they are many and a person waits for a file."""
    if len(items) <= MANY or not sys.stderr.isatty() or sys.stdout.isatty():
        return items
    from rich.console import Console
    from rich.progress import track

    return track(items, description=doing, console=Console(stderr=True), transient=True)
