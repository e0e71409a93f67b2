"""The house stays easy to read: rooms named after what they hold, short files, short functions."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

DRAWERS = {"util", "helper", "common", "manager", "service", "base", "core", "misc", "lib"}  # and their plurals
FILE_LINES = 300
FUNCTION_LINES = 50


@pytest.fixture(scope="module")
def modules(root: Path) -> dict[Path, str]:
    return {path: path.read_text() for path in sorted((root / "src").rglob("*.py"))}


def test_no_module_or_folder_is_a_drawer(files: list[Path], root: Path) -> None:
    code = [path.relative_to(root) for path in files if path.suffix == ".py"]
    drawers = [
        str(path) for path in code if DRAWERS & {part.lower().rstrip("s") for part in path.with_suffix("").parts}
    ]
    assert not drawers, "a drawer, not a room: name it after what it holds"


def test_no_file_is_long(modules: dict[Path, str]) -> None:
    assert modules
    long = {path.name: len(text.splitlines()) for path, text in modules.items() if len(text.splitlines()) > FILE_LINES}
    assert not long, f"over {FILE_LINES} lines: split it where the subject changes"


def test_no_function_is_long(modules: dict[Path, str]) -> None:
    long = [
        f"{path.name}:{node.lineno} {node.name}"
        for path, text in modules.items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and (node.end_lineno or 0) - node.lineno + 1 > FUNCTION_LINES
    ]
    assert not long, f"over {FUNCTION_LINES} lines: give its steps names"


def test_every_folder_of_code_is_a_package(modules: dict[Path, str], root: Path) -> None:
    bare = {str(path.parent) for path in modules if not (path.parent / "__init__.py").exists()}
    assert not bare, "no __init__.py: the import contracts would not see what is in here"
