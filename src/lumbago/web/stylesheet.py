"""The style in a few sheets: one for every page, the others for pages that hold something they style."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

SHEETS: Mapping[str, tuple[str, ...]] = {
    "page": ("tokens.css", "page.css", "drawing", "search_box", "seeing", "urgency_mark", "writing", "print.css"),
    "asking": (
        *("answer_rows", "body_map", "choices", "day_scale", "error_summary", "examination"),
        *("listing", "number", "progress", "scale", "tick_list"),
    ),
    "now": ("now.css",),
    "advice": ("checkpoint", "clock_card", "ledger", "likely", "safety_net", "said", "urgency_card", "warned"),
    "plan": ("icon_array", "medicine", "plan_item", "step_card"),
    "consultation": ("findings_by_system", "ledger_table", "medicine_review", "reason", "sources"),
    "paper": ("paper.css",),
    "charts": ("charts.css",),
    "diary": ("comparison_chart", "day_told", "fan_chart"),
    "reading": ("advertisement", "check_now", "evidence", "prose", "verdict", "reading.css"),
    "references": ("article_link", "checked", "hit", "party", "resting"),
    "talking": ("comment", "evidence_note"),
}
"""What stands in each sheet, in this order: files of the style folder, and components."""

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"""("[^"]*")|\s*([{};,])\s*|(:)\s+|\s+""")
"""What is quoted; spaces around what separates; those before a value; any others."""

_SELECTOR = re.compile(r"([^{},@;]*\.[^{},;]*)(?=[,{])")
_CLASS = re.compile(r"\.([a-zA-Z][\w-]*)")
_CLASSES = re.compile(r' class="([^"]*)"')


@dataclass(frozen=True)
class Sheet:
    """Style under a name that changes whenever it does, so that browsers may keep it for ever."""

    path: str
    content: bytes

    @cached_property
    def packed(self) -> bytes:
        """The style as it travels to browsers that can unpack it."""
        return gzip.compress(self.content, mtime=0)

    @cached_property
    def classes(self) -> frozenset[str]:
        """What the sheet is for: the first class of each of its selectors."""
        selectors = _SELECTOR.findall(self.content.decode())
        return frozenset(found[1] for selector in selectors if (found := _CLASS.search(selector)))


@dataclass(frozen=True)
class Style:
    """All sheets in their order; the first is for every page."""

    sheets: tuple[Sheet, ...]

    @cached_property
    def by_path(self) -> Mapping[str, Sheet]:
        """Find a sheet by its address."""
        return {sheet.path: sheet for sheet in self.sheets}

    def sheets_for(self, body: str) -> list[str]:
        """Name the sheets that style something in a page."""
        worn = {name for names in set(_CLASSES.findall(body)) for name in names.split()}
        first, *others = self.sheets
        return [first.path, *(sheet.path for sheet in others if not worn.isdisjoint(sheet.classes - first.classes))]


def all_sheets() -> Style:
    """Put the sheets together."""
    return Style(tuple(_sheet(name, parts) for name, parts in SHEETS.items()))


def _sheet(name: str, parts: tuple[str, ...]) -> Sheet:
    content = tightened("\n".join(_text(part) for part in parts)).encode()
    return Sheet(f"/style/{name}.{hashlib.sha256(content).hexdigest()[:16]}.css", content)


def _text(part: str) -> str:
    place = ("style", part) if part.endswith(".css") else ("components", part, "style.css")
    return files("lumbago.web").joinpath(*place).read_text("utf-8")


def tightened(style: str) -> str:
    """Leave out comments and every space that separates nothing."""
    spaced = _SPACE.sub(lambda space: space[space.lastindex] if space.lastindex else " ", _COMMENT.sub("", style))
    return spaced.replace(";}", "}").strip()
