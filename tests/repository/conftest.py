"""What the tests of the repository look at: its files, without those that git ignores."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def tracked(folder: Path, ignored: frozenset[str]) -> Iterator[Path]:
    for entry in sorted(folder.iterdir()):
        if entry.name in ignored or entry.name.endswith(".egg-info"):
            continue
        if entry.is_dir():
            yield from tracked(entry, ignored)
        else:
            yield entry


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def files(root: Path) -> list[Path]:
    """Every file of the repository, found without git so that an unpacked archive can be tested too."""
    lines = (root / ".gitignore").read_text().splitlines()
    ignored = frozenset(line.strip("/") for line in lines if line and not line.startswith("#"))
    return list(tracked(root, ignored | {".git"}))


@pytest.fixture(scope="session")
def texts(files: list[Path]) -> dict[Path, str]:
    """The text of every file that is text."""
    read = {}
    for path in files:
        content = path.read_bytes()
        if b"\0" not in content and not path.is_symlink() and os.access(path, os.R_OK):
            read[path] = content.decode()
    return read
