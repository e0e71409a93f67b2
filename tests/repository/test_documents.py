"""The documents are whole, and name only what exists."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

LICENCE_SHA256 = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"  # Apache-2.0 as published
LINK = re.compile(r"\]\((?!\w+:|#)([^)#\s]+)[^)]*\)")
PLACE = re.compile(r"`((?:src|tests|docs|requirements|benchmarks|examples|\.ci)/[^`\s*<:]*)(?:::\w+)?`")
MAKE = re.compile(r"(?:^|`)make ([a-z-]+)", re.MULTILINE)
TERM = re.compile(r"^\*\*(.+?)\*\*", re.MULTILINE)
SECTIONS = ["Status", "Context", "Decision", "Consequences"]
PAGES = ["README", "ARCHITECTURE", "GLOSSARY", "CONTRIBUTING", "CHANGELOG", "SECURITY"]


@pytest.fixture(scope="module")
def pages(texts: dict[Path, str]) -> dict[Path, str]:
    return {path: text for path, text in texts.items() if path.suffix == ".md"}


@pytest.fixture(scope="module")
def decisions(root: Path) -> list[Path]:
    return sorted((root / "docs" / "decisions").glob("*.md"))


@pytest.mark.parametrize("name", PAGES)
def test_the_page_exists_and_has_a_title(root: Path, name: str) -> None:
    assert (root / f"{name}.md").read_text().startswith("# ")


def test_every_link_leads_somewhere(pages: dict[Path, str]) -> None:
    broken = [
        f"{path.name}: {link}"
        for path, text in pages.items()
        for link in LINK.findall(text)
        if not (path.parent / link).exists()
    ]
    assert not broken


def test_every_place_that_a_page_names_exists(pages: dict[Path, str], root: Path) -> None:
    named = {(path.name, place) for path, text in pages.items() for place in PLACE.findall(text)}
    assert named
    assert not {(page, place) for page, place in named if not (root / place).exists()}


def test_every_make_target_that_a_page_names_exists(pages: dict[Path, str], root: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (root / "Makefile").read_text(), re.MULTILINE))
    named = {(path.name, target) for path, text in pages.items() for target in MAKE.findall(text)}
    assert {"run", "test", "check", "accuracy", "bench", "lock", "clean"} <= targets
    assert {("README.md", "run"), ("README.md", "test")} <= named
    assert not {(page, target) for page, target in named if target not in targets}


def test_every_decision_says_status_context_decision_and_consequences(decisions: list[Path]) -> None:
    assert decisions
    for page in decisions:
        headings = re.findall(r"^## (.+)$", page.read_text(), re.MULTILINE)
        assert headings == SECTIONS, page.name


def test_decisions_are_numbered_without_gaps(decisions: list[Path]) -> None:
    assert [int(page.name[:4]) for page in decisions] == list(range(1, len(decisions) + 1))


def test_every_decision_has_a_date_and_a_title_with_its_number(decisions: list[Path]) -> None:
    for page in decisions:
        text = page.read_text()
        assert text.startswith(f"# {page.name[:4]} "), page.name
        assert re.search(r"^(Accepted|Replaced by .+), \d{4}-\d{2}-\d{2}\.", text, re.MULTILINE), page.name


def test_glossary_terms_are_unique_and_in_order(root: Path) -> None:
    text = (root / "GLOSSARY.md").read_text()
    terms = [term.lower() for term in TERM.findall(text)]
    assert len(terms) > 30
    assert not [term for term, count in Counter(terms).items() if count > 1]
    for section in text.split("\n## ")[1:]:
        inside = [term.lower() for term in TERM.findall(section)]
        assert inside == sorted(inside), section.splitlines()[0]


def test_the_licence_is_the_one_pyproject_names(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    assert project["license"] == "Apache-2.0"
    assert project["license-files"] == ["LICENSE"]
    assert hashlib.sha256((root / "LICENSE").read_bytes()).hexdigest() == LICENCE_SHA256
    assert "Apache-2.0" in (root / "README.md").read_text()


def test_the_changelog_names_the_version(root: Path) -> None:
    version = tomllib.loads((root / "pyproject.toml").read_text())["project"]["version"]
    for changelog in ("CHANGELOG.md", "src/lumbago/knowledge/CHANGES.md"):
        assert f"## {version}" in (root / changelog).read_text(), changelog


def test_the_readme_says_what_lumbago_is_not(root: Path) -> None:
    text = (root / "README.md").read_text()
    for phrase in ("not a medical device", "no clinician has signed off", "emergency"):
        assert phrase in text
