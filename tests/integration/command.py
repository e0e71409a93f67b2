"""The command as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

LUMBAGO = str(Path(sys.executable).with_name("lumbago"))


def lumbago(*arguments: str, given: str | bytes = "", **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the command to its end, with this on its standard input and these settings in its environment."""
    content = given.encode() if isinstance(given, str) else given
    environment = {**os.environ, **settings}
    done = subprocess.run([LUMBAGO, *arguments], check=False, input=content, capture_output=True, env=environment)
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())
