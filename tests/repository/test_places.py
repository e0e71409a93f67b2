"""No file names a package registry or a place on somebody's machine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

# The brackets keep these patterns from finding themselves.
REGISTRIES = re.compile(r"py[p]i\.org|python[h]osted\.org|npm[j]s\.\w|crates[.]io|deb[.]debian[.]org|proxy\.gol[a]ng")
PLACES = re.compile(r"(?<![\w.)>-])/(?:root|work|tmp|home/\w+|Users/\w+)(?=/|[\s\"'`),:;]|$)", re.MULTILINE)


def found(pattern: re.Pattern[str], texts: dict[Path, str]) -> list[str]:
    return [
        f"{path}:{number}: {line.strip()}"
        for path, text in texts.items()
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_registry_is_named(texts: dict[Path, str]) -> None:
    assert not found(REGISTRIES, texts), "the project has to work with any mirror"


def test_no_place_on_a_machine_is_named(texts: dict[Path, str]) -> None:
    assert not found(PLACES, texts)


@pytest.mark.parametrize(
    ("line", "is_place"),
    [
        ("see /ro" + "ot/x", True),
        ("'/tm" + "p'", True),
        ("cd /wo" + "rk", True),
        ("home/work balance", False),
        ("back/work/", False),
        ("/working", False),
    ],
)
def test_places_are_recognised(line: str, is_place: bool) -> None:
    assert bool(PLACES.search(line)) is is_place


def test_registries_are_recognised() -> None:
    assert REGISTRIES.search("https://files.python" + "hosted.org/x")
