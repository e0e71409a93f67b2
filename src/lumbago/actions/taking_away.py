"""Everything that is kept of an episode, to take away: for programs as JSON, for tables as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from lumbago.actions.visits import not_found
from lumbago.storage import Database, Event, read_events

COLUMNS = ("number", "recorded_at", "what", "day", "item", "value")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a table program would compute; it is given as text."""


def as_json(database: Database, key: str) -> str:
    """Write every event as it is kept.

    Raises: NotFoundError when there is no such visit.
    """
    events = [
        {"number": e.sequence, "recorded_at": e.recorded_at.isoformat(), "what": e.kind, "content": e.content}
        for e in _events(database, key)
    ]
    return json.dumps({"lumbago": "episode", "version": 1, "events": events}, ensure_ascii=False, indent=2)


def as_csv(database: Database, key: str) -> str:
    """Write one row for each thing that was told, with when and for which day.

    Raises: NotFoundError when there is no such visit.
    """
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(COLUMNS)
    for event in _events(database, key):
        table.writerows([_safe(cell) for cell in row] for row in _rows(event))
    return written.getvalue()


def _events(database: Database, key: str) -> tuple[Event, ...]:
    events = read_events(database, key)
    if not events:
        raise not_found()
    return events


def _rows(event: Event) -> Iterator[tuple[str, ...]]:
    content = event.content
    at = (str(event.sequence), event.recorded_at.isoformat(), event.kind, str(content.get("date", "")))
    told = [(item, value) for item, value in _flat(content) if item != "date"]
    for item, value in told or [("", "")]:
        yield (*at, item, value)


def _flat(content: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for name, value in content.items():
        item = f"{before}{name}"
        if isinstance(value, Mapping):
            yield from _flat(value, f"{item}.")
        elif isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
            for place, one in enumerate(value, start=1):
                yield from _flat(one, f"{item}.{place}.")
        else:
            yield item, _cell(value)


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_cell(one) for one in value)
    if value is None:
        return "unknown"
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
