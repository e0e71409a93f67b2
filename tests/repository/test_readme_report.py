"""What the README shows is what a stranger will see."""

from __future__ import annotations

from pathlib import Path

from tests.repository.readme_report import written


def test_the_report_is_current(root: Path) -> None:
    readme = (root / "README.md").read_text("utf-8")
    assert readme == written(readme), "run `python -m tests.repository.readme_report`"
