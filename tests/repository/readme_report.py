"""The report in README.md is what the command prints; `python -m tests.repository.readme_report` writes it anew."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHOWN = ("spasm-in-the-garden", "numb-when-wiping")
PLACE = re.compile(r"<!-- report -->.*<!-- /report -->", re.DOTALL)


def report() -> str:
    """Run the command on two of the example cases."""
    lines = (ROOT / "examples" / "cases.jsonl").read_text("utf-8").splitlines()
    chosen = "\n".join(line for line in lines if json.loads(line)["id"] in SHOWN)
    command = [sys.executable, "-m", "lumbago.cli", "assess", "-"]
    said = subprocess.run(command, input=chosen, capture_output=True, text=True, check=True, cwd=ROOT)
    return f"<!-- report -->\n```text\n{said.stdout.strip()}\n```\n<!-- /report -->"


def written(readme: str) -> str:
    """Put the report in its place."""
    said = report()
    return PLACE.sub(lambda _: said, readme)


if __name__ == "__main__":
    path = ROOT / "README.md"
    path.write_text(written(path.read_text("utf-8")), "utf-8")
