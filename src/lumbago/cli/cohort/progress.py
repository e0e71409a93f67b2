"""How far a table has come, and how fast, for somebody who watches."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

Seen: TypeAlias = Callable[[int], None]

READY = "Getting ready (some ten seconds the first time)"


@contextmanager
def watch(people: int | None, doing: str = "Assessing") -> Iterator[Seen]:
    """Draw a bar on standard error, with the rate, where there is a terminal to draw on; say why it waits at first.

    Unknown: without a number of people beforehand there is no end to draw, only how many so far.
    """
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.completed / task.elapsed:,.0f} a second" if task.completed and task.elapsed else "")

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed:,.0f} people"), Rate())
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task(READY, total=people)
        yield lambda count: progress.update(bar, description=doing, advance=count)
