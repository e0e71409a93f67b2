"""docs/how-to/errors.md: every example is run, and no message is missing."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.integration.command import lumbago

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "how-to" / "errors.md").read_text()
CODE = [*(ROOT / "src" / "lumbago" / "record").glob("*.py"), *(ROOT / "src" / "lumbago" / "cli").glob("*.py")]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Example:
    """What a file holds, what is typed, what comes back, and what the file holds once it is mended."""

    title: str
    bad: str | None
    command: str
    problems: str
    good: str | None


def examples() -> Iterator[Example]:
    for section in PAGE.split("\n### ")[1:]:
        title = section.partition("\n")[0]
        blocks = BLOCK.findall(section)
        shown = [index for index, (kind, _) in enumerate(blocks) if kind == "console"]
        for index in shown:
            command, _, problems = blocks[index][1].removeprefix("$ ").partition("\n")
            bad = blocks[index - 1][1] if index else None
            good = blocks[index + 1][1] if index + 1 < len(blocks) else None
            yield Example(title, bad, command, problems, good)


EXAMPLES = list(examples())


def run(example: Example, folder: Path, content: str | None, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str, str]:
    monkeypatch.chdir(folder)
    if content is not None:
        (folder / "cases.json").write_text(content.strip())
    done = lumbago(*shlex.split(example.command)[1:])
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.title)
def test_the_example_brings_its_message(example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = "" if "empty" in example.title else example.bad
    assert run(example, tmp_path, content, monkeypatch) == (2, "", example.problems)


MENDED = [example for example in EXAMPLES if example.good is not None]


@pytest.mark.parametrize("example", MENDED, ids=lambda example: example.title)
def test_the_example_is_mended_as_the_page_says(
    example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, told, wrong = run(example, tmp_path, example.good, monkeypatch)
    assert (status, wrong) == (0, "")
    assert told


def messages() -> Iterator[str]:
    """Give the longest fixed part of every message in the code of reading and of the command line."""
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and node.args and called(node) in ("problem", "Problem"):
                parts = [text for text in literals(node.args[0]) if len(text) > 6]
                yield from sorted(parts, key=len)[-1:]


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def literals(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield inner.value.strip()


def test_every_message_is_in_the_catalogue() -> None:
    found = set(messages())
    assert len(found) > 20
    assert not [message for message in found if message not in PAGE]


def test_most_of_the_catalogue_can_be_run() -> None:
    assert len(EXAMPLES) > 30
    assert len(MENDED) > 25
