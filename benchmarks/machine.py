"""Names the machine a figure was measured on."""

from __future__ import annotations

import os
import platform
from pathlib import Path


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
