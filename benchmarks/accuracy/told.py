"""What the pages for people say of accuracy: a few figures of docs/reference/accuracy.md, packaged with the pages."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PACKAGED = Path(__file__).parents[2] / "src" / "lumbago" / "web" / "reference" / "accuracy.json"

SHARE = re.compile(r"([\d.]+)% \(([\d.]+)% to ([\d.]+)%\)")
CASES = {
    "acceptable_urgency": "acceptable urgency",
    "urgent_called_lower": "urgent cases called lower",
    "cause_first": "right cause first",
    "cause_among_three": "right cause among the first three",
}
LEVELS = ("emergency", "same_day", "soon", "self_care")


def told(page: str) -> dict[str, Any]:
    """Take the figures out of the page that `make accuracy` made."""
    return {
        "records": _found(r"from the judging records `(judging-[0-9a-f]+)`", page),
        "cases": {
            "count": int(_found(r"\| measure \| (\d+) cases \|", page)),
            **{name: _share(words, page) for name, words in CASES.items()},
        },
        "ordinary": {
            "count": int(_found(r"every question answered \((\d+)\)", page)),
            **{level: _share(level, page, after="\n| told |") for level in LEVELS},
        },
        "dangerous": {"told_lower": float(_found(r"\| \*\*mean over causes\*\* \| \*\*([\d.]+)%\*\*", page))},
    }


def package(page: str) -> None:
    """Write the figures where the pages read them."""
    PACKAGED.write_text(json.dumps(told(page), indent=2) + "\n", "utf-8")


def _share(name: str, page: str, after: str = "") -> Mapping[str, float]:
    """Read a share and its interval, in percent, from the first row of this name."""
    row = _found(rf"\| {re.escape(name)} \| ([^|]+) \|", page[page.index(after) :])
    found = SHARE.match(row)
    if found is None:
        raise ValueError(f"{name}: {row} is no share with an interval")
    return dict(zip(("value", "low", "high"), map(float, found.groups()), strict=True))


def _found(pattern: str, page: str) -> str:
    found = re.search(pattern, page)
    if found is None:
        raise ValueError(f"the page of accuracy has nothing like {pattern}")
    return found[1]
