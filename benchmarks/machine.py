"""Names the machine a figure was measured on, and what it can do at most."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

import numpy as np


def described() -> str:
    """Say what machine this is, in one sentence."""
    return (
        f"Machine: {os.cpu_count()} cores of {_processor()}, Python {platform.python_version()}, {platform.system()}."
    )


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def say(what: str) -> None:
    """Tell somebody who watches what is being done."""
    print(f"... {what}", file=sys.stderr, flush=True)


class Copying:
    """Copies far more than any cache holds, with one thread: what the memory of this machine can do at most."""

    def __init__(self) -> None:
        self._source, self._target = np.ones(1 << 26), np.zeros(1 << 26)
        self.moved = 2 * self._source.nbytes

    def run(self) -> None:
        np.copyto(self._target, self._source)
