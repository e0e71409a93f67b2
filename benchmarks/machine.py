"""Names the machine a figure was measured on, and what it can do at most."""

from __future__ import annotations

import os
import platform
import sys
import time
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


def memory_bandwidth() -> float:
    """Measure how many bytes a second one thread reads and writes, over far more than any cache holds."""
    source, target, best = np.ones(1 << 26), np.empty(1 << 26), float("inf")
    for _ in range(6):
        started = time.perf_counter()
        np.copyto(target, source)
        best = min(best, time.perf_counter() - started)
    return 2 * source.nbytes / best
