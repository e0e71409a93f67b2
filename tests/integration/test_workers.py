"""The server as people start it, its processes killed: what they acknowledged is kept, and others take their place."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from tests.post_office import free_port
from tests.web_pages import Document

WORKERS = 2
LUMBAGO = Path(sys.executable).with_name("lumbago")


class Browser:
    """One that keeps its cookie, sends what a page hides, and comes back when nobody answers."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._opener = build_opener(HTTPCookieProcessor())

    def get(self, path: str) -> Document:
        for _ in range(300):  # a busy machine takes its time
            try:
                return self._open(path)
            except OSError:
                time.sleep(0.2)
        raise AssertionError(f"nobody answers at {self._address}{path}")

    def send(self, path: str, page: Document, fields: dict[str, str]) -> Document:
        hidden = {name: page.value(name) for name in ("token", "asked")}
        return self._open(path, urlencode({**hidden, **fields}).encode())

    def _open(self, path: str, body: bytes | None = None) -> Document:
        with self._opener.open(f"{self._address}{path}", body, timeout=30) as response:
            return Document(response.read().decode())


@contextmanager
def served(folder: Path) -> Iterator[tuple[int, Browser]]:
    port = free_port()
    given = {**os.environ, "LUMBAGO_DATABASE_URL": f"sqlite:///{folder}/visits.db", "LUMBAGO_ADDRESS": ""}
    command = [LUMBAGO, "serve", "--port", str(port), "--workers", str(WORKERS)]
    with subprocess.Popen(command, env=given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            yield server.pid, Browser(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()
            try:
                server.wait(60)  # it ends, even where a worker is just starting
            except subprocess.TimeoutExpired:
                server.kill()
                raise


def workers_of(server: int) -> set[int]:
    return {int(worker) for worker in Path(f"/proc/{server}/task/{server}/children").read_text().split()}


def test_killed_workers_are_replaced_and_what_they_acknowledged_is_kept(tmp_path: Path) -> None:
    with served(tmp_path) as (server, browser):
        page = browser.send("/start", browser.get("/"), {})
        shown = browser.send("/questions/about_you", page, {"age": "63", "sex_at_birth": "female"})
        assert shown.value("asked") not in ("", page.value("asked"))
        killed = workers_of(server)
        assert len(killed) == WORKERS
        for worker in killed:
            os.kill(worker, signal.SIGKILL)
        assert "63" in browser.get("/said").text
        assert not killed & workers_of(server)
