"""People who take whole visits over one connection each: a small client that costs the machine little itself."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

import numpy as np

from benchmarks.timed import HEADER

YES = 0.04
"""How often somebody says yes to a question."""

_HIDDEN = re.compile(r'<input type="hidden" name="(token|asked)" value="([^"]*)"')
_RADIO = re.compile(r'type="radio"[^>]* name="([^"]+)" value="([^"]+)"')
MOST_PAGES = 60


@dataclass(slots=True)
class Answer:
    """What came back; how long it took from the first byte sent to the last received, and how long the server."""

    status: int
    headers: Mapping[str, str]
    text: str
    seconds: float
    server_seconds: float


@dataclass(slots=True)
class Visitor:
    """One browser: a connection that stays open, and its cookie."""

    port: int
    cookie: str = ""
    _reader: asyncio.StreamReader | None = field(default=None, repr=False)
    _writer: asyncio.StreamWriter | None = field(default=None, repr=False)

    async def get(self, path: str) -> Answer:
        """Fetch a page."""
        return await self._send("GET", path, "")

    async def post(self, path: str, fields: list[tuple[str, str]]) -> Answer:
        """Send a form, and follow to the page it leads to: what somebody waits for."""
        sent = await self._send("POST", path, urlencode(fields))
        if "location" not in sent.headers:
            return sent
        shown = await self._send("GET", sent.headers["location"], "")
        shown.seconds += sent.seconds
        shown.server_seconds += sent.server_seconds
        shown.headers = {**shown.headers, "location": sent.headers["location"]}
        return shown

    async def leave(self) -> None:
        """Close the connection."""
        if self._writer is not None:
            self._writer.close()
            await self._writer.wait_closed()

    async def _send(self, method: str, path: str, body: str) -> Answer:
        if self._writer is None:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self.port)
        assert self._reader is not None
        started = time.perf_counter()
        self._writer.write(self._request(method, path, body))
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:] if line)}
        content = await self._reader.readexactly(int(headers.get("content-length", 0)))
        seconds = time.perf_counter() - started
        self.cookie = headers.get("set-cookie", self.cookie).partition(";")[0]
        return Answer(int(head[0].split()[1]), headers, content.decode(), seconds, float(headers[HEADER]))

    def _request(self, method: str, path: str, body: str) -> bytes:
        kind = "content-type: application/x-www-form-urlencoded\r\n" if method == "POST" else ""
        return (
            f"{method} {path} HTTP/1.1\r\nhost: 127.0.0.1:{self.port}\r\ncookie: {self.cookie}\r\n{kind}"
            f"content-length: {len(body)}\r\n\r\n{body}"
        ).encode()


async def take_a_visit(port: int, pause_seconds: float, chance: np.random.Generator) -> list[Answer]:
    """Answer every page until the result, reading each for as long on average; give what each next question took."""
    visitor = Visitor(port)
    home = await visitor.get("/")
    await asyncio.sleep(chance.exponential(pause_seconds))  # people do not all arrive at once
    shown = [await visitor.post("/start", [("token", _hidden(home.text)["token"])])]
    path = shown[-1].headers["location"]
    while path == "/questions" or path.startswith("/questions/"):
        if path == "/questions":
            path = (await visitor.get(path)).headers["location"]
            shown[-1] = await visitor.get(path)
        await asyncio.sleep(chance.exponential(pause_seconds))
        shown.append(await visitor.post(path, filled(shown[-1].text, chance)))
        path = shown[-1].headers["location"]
        assert len(shown) < MOST_PAGES, path
    await visitor.leave()
    return shown


async def look_again_and_again(
    port: int, pages: int, pause_seconds: float, chance: np.random.Generator
) -> list[Answer]:
    """Read one page as often, with the same pauses."""
    visitor = Visitor(port)
    shown = []
    for _ in range(pages):
        await asyncio.sleep(chance.exponential(pause_seconds))
        shown.append(await visitor.get("/"))
    await visitor.leave()
    return shown


def filled(page: str, chance: np.random.Generator) -> list[tuple[str, str]]:
    """Fill in the form of a page as somebody might."""
    hidden = _hidden(page)
    fields = list(hidden.items())
    asked = hidden["asked"].split()
    if 'name="has"' in page:
        return [*fields, *(("has", f) for f in [f for f in asked if chance.random() < YES] or ["none"])]
    offered: dict[str, list[str]] = {}
    for name, value in _RADIO.findall(page):
        offered.setdefault(name, []).append(value)
    return [*fields, *(_one(name, offered.get(name, []), chance) for name in asked)]


def _one(name: str, offered: list[str], chance: np.random.Generator) -> tuple[str, str]:
    if name == "age":
        return name, str(chance.integers(18, 85))
    if "yes" in offered:
        return name, "yes" if chance.random() < YES else "no"
    return (name, str(chance.choice(offered))) if offered else (f"{name}.unknown", "unknown")


def _hidden(page: str) -> dict[str, str]:
    return dict(_HIDDEN.findall(page))
