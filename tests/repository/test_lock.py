"""The locks name versions and hashes, no address, and fit pyproject.toml: docs/decisions/0002-lock-without-hosts.md."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCKS = {
    "installer": ["installer"],
    "run": ["project", "build"],
    "test": ["project", "build", "test", "check"],
    "bench": ["project", "build", "test", "check", "bench"],
    "spark": ["project", "build", "test", "check", "bench", "spark"],
}
PINNED = re.compile(r"^(?P<name>[a-z0-9._-]+)==(?P<version>[^ ]+)(?: ; [^\\]+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")

each_lock = pytest.mark.parametrize("lock", LOCKS)


def blocks(root: Path, lock: str) -> list[list[str]]:
    """Split a lock into its packages, each with the lines that belong to it."""
    packages: list[list[str]] = []
    for line in (root / "requirements" / f"{lock}.txt").read_text().splitlines():
        if line.startswith("#"):
            continue
        if line.startswith(" "):
            packages[-1].append(line)
        else:
            packages.append([line])
    return packages


def pins(root: Path, lock: str) -> dict[str, list[str]]:
    """Give the versions locked for each name; there are several where versions of Python differ."""
    versions: dict[str, list[str]] = {}
    for block in blocks(root, lock):
        pinned = PINNED.match(block[0])
        assert pinned, f"{lock}: not a pinned package: {block[0]}"
        versions.setdefault(pinned["name"], []).append(pinned["version"])
    return versions


def wanted(pyproject: dict[str, Any], lock: str) -> list[Requirement]:
    groups = {**pyproject["dependency-groups"], "project": pyproject["project"]["dependencies"]}
    return [Requirement(line) for group in LOCKS[lock] for line in groups[group]]


@pytest.fixture(scope="module")
def pyproject(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text())


def test_every_lock_is_known_here(root: Path) -> None:
    assert {path.stem for path in (root / "requirements").glob("*.txt")} == set(LOCKS)


@each_lock
def test_every_package_has_hashes(root: Path, lock: str) -> None:
    bare = [block[0] for block in blocks(root, lock) if not any(HASH.match(line) for line in block[1:])]
    assert not bare


@each_lock
def test_a_lock_holds_no_address_and_no_option(root: Path, lock: str) -> None:
    lines = (root / "requirements" / f"{lock}.txt").read_text().splitlines()
    assert not [line for line in lines if "://" in line or line.startswith("-") or " @ " in line]


@each_lock
def test_a_lock_satisfies_what_the_project_asks(root: Path, pyproject: dict[str, Any], lock: str) -> None:
    locked = pins(root, lock)
    for requirement in wanted(pyproject, lock):
        versions = locked.get(canonicalize_name(requirement.name), [])
        assert versions, f"{requirement} is in pyproject.toml but not in {lock}.txt: run `make lock`"
        unfit = [version for version in versions if not requirement.specifier.contains(version)]
        assert not unfit, f"{requirement} does not allow what {lock}.txt locks: run `make lock`"


@each_lock
def test_a_lock_holds_nothing_the_project_no_longer_asks(root: Path, pyproject: dict[str, Any], lock: str) -> None:
    asked = {canonicalize_name(requirement.name) for requirement in wanted(pyproject, lock)}
    chosen = [block[0] for block in blocks(root, lock) if "lumbago (pyproject.toml" in "".join(block)]
    direct = {line.partition("==")[0] for line in chosen}
    assert direct == asked, "run `make lock`"


@pytest.mark.parametrize(("smaller", "larger"), [("run", "test"), ("test", "bench")])
def test_a_larger_lock_agrees_with_the_smaller(root: Path, smaller: str, larger: str) -> None:
    assert pins(root, smaller).items() <= pins(root, larger).items()
