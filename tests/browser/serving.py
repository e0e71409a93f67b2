"""Starts the server as people start it, in a process of its own, and stops it afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import urlopen

from tests.post_office import free_port

AS_PEOPLE_DO = "from lumbago.web.serve import serve; serve(port={port})"


@contextmanager
def serving(start: str = AS_PEOPLE_DO, host: str = "127.0.0.1", **environment: str) -> Iterator[str]:
    """Serve on a free port; gives the address. `host` is the name browsers use."""
    port = free_port()
    address = f"http://{host}:{port}"
    given = {**os.environ, "LUMBAGO_ADDRESS": address, **environment}
    server = subprocess.Popen([sys.executable, "-c", start.format(port=port)], env=given)
    try:
        _wait_for(f"{address}/health")
        yield address
    finally:
        server.terminate()
        server.wait(60)  # a busy machine takes its time


def _wait_for(url: str) -> None:
    for _ in range(1200):  # a busy machine takes its time
        try:
            with urlopen(url, timeout=5) as response:
                assert response.status == 200
                return
        except OSError:  # refused, or not answered in time
            time.sleep(0.1)
    raise AssertionError(f"no server at {url}")
