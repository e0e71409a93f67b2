"""How accurate Lumbago was when it was measured: figures that `make accuracy` packaged, in people's words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def measured() -> Mapping[str, Any]:
    """Read the figures: shares in percent, each with its interval where it has one."""
    read: Mapping[str, Any] = json.loads((files("lumbago.web.reference") / "accuracy.json").read_text("utf-8"))
    return read


def out_of_100(share: Mapping[str, float]) -> str:
    """Say a share in percent as people: "about 98 of 100", never all and never none."""
    people = round(share["value"])
    if people >= 100:
        return "nearly all"
    return f"about {people} of 100" if people else "fewer than 1 of 100"


def interval(share: Mapping[str, float]) -> str:
    """Say how far the figure may be off by chance."""
    low, high = round(share["low"]), round(share["high"])
    return f"{low} to {high}" if low != high else f"{share['low']} to {share['high']}"
