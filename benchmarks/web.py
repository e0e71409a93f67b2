"""Speed of the pages with 50 people answering at once, beside a bare Starlette page in the same run: `make bench`.

Each of the people reads a page for some seconds, sends its form, and gets the next question: the answers are kept on
disk, the question chosen, and its page made. The server's time is taken at the server, from the request to its answer
(`benchmarks/timed.py`), the form and the page added up; the wait is taken at the people's end, on loopback. People who
read as people do come first, then some who hurry so much that each has to be answered while many others are.
"""

from __future__ import annotations

import asyncio
import gzip
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeAlias
from urllib.error import URLError
from urllib.request import urlopen

import numpy as np

from benchmarks.machine import described
from benchmarks.visitors import Answer, Visitor, look_again_and_again, take_a_visit

PEOPLE = 50
SEED = 7
READING_SECONDS, HURRY_SECONDS = 5.0, 1.0
"""How long a page is read on average: as long as it takes, and far shorter than people need."""

MOST_MEDIAN_MS, MOST_P99_MS = 15, 50
MOST_KILOBYTES = 60
SHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
PAGE = Path(__file__).parents[1] / "docs" / "reference" / "speed-web.md"


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers, and how much processor time it and its workers have spent."""

    port: int
    process: int

    def cpu_seconds(self) -> float:
        """Add up the time of the process and of its children."""
        return sum(_cpu_seconds(one) for one in (self.process, *_children(self.process)))


@dataclass(frozen=True, slots=True)
class Measured:
    """What people waited for their pages, and what the server spent on one."""

    pages: Sequence[Answer]
    cpu_ms: float

    def waited_ms(self, share: float) -> float:
        """Give a quantile of the waiting times."""
        return float(np.quantile([page.seconds for page in self.pages], share)) * 1e3

    def served_ms(self, share: float) -> float:
        """Give a quantile of the server's times."""
        return float(np.quantile([page.server_seconds for page in self.pages], share)) * 1e3


def main() -> None:
    """Measure, compare, print, write the page; fail where an answer was none."""
    load = os.getloadavg()[0]
    with started([sys.executable, "-m", "benchmarks.bare_page"]) as server:
        bare = measured(server, lambda n: look_again_and_again(server.port, 12, HURRY_SECONDS, _chance(n)))
    with started([sys.executable, "-m", "benchmarks.timed"]) as server:
        measured(server, lambda n: take_a_visit(server.port, HURRY_SECONDS, _chance(-n - 1)), people=4)  # warms up
        read = measured(server, lambda n: take_a_visit(server.port, READING_SECONDS, _chance(n)))
        hurried = measured(server, lambda n: take_a_visit(server.port, HURRY_SECONDS, _chance(PEOPLE + n)))
        sheets = asyncio.run(_sheets(server.port, (*read.pages, *hurried.pages)))
    lines = report(read, hurried, bare, sheets, load)
    print("\n".join(lines))
    PAGE.write_text("\n".join(lines) + "\n", "utf-8")


def _chance(person: int) -> np.random.Generator:
    return np.random.default_rng(SEED + PEOPLE + person)


def measured(server: Server, person: Callable[[int], Awaitable[list[Answer]]], people: int = PEOPLE) -> Measured:
    """Let so many people do something at once.

    Raises: SystemExit where a page was refused: then nothing was measured.
    """
    spent = server.cpu_seconds()

    async def everybody() -> list[list[Answer]]:
        return await asyncio.gather(*(person(number) for number in range(people)))

    pages = [page for shown in asyncio.run(everybody()) for page in shown]
    refused = [page.status for page in pages if page.status != 200]
    if refused:
        sys.exit(f"{len(refused)} pages were refused ({refused[0]}): nothing is compared")
    return Measured(pages, (server.cpu_seconds() - spent) / len(pages) * 1e3)


def report(read: Measured, hurried: Measured, bare: Measured, sheets: Sheets, load: float) -> list[str]:
    """Write the page."""
    pages = [*read.pages, *hurried.pages]
    unpacked, packed = zip(*(_weight(page.text, sheets) for page in pages), strict=True)
    kinds = (
        (f"next question, {READING_SECONDS:g} seconds a page", read),
        (f"next question, {HURRY_SECONDS:g} second a page", hurried),
        ("bare Starlette page", bare),
    )
    return [
        "# Speed of the pages",
        "",
        f"Made by `make bench`; not edited by hand. {described()} {PEOPLE} people at once, {len(pages)} pages; server "
        "(a worker for each processor), database and people share the machine.",
        f"Others' load on it before the run: {load:.1f} processes; above 1, the figures say more of them than of us.",
        "",
        f"| the server's time for the next question, {HURRY_SECONDS:g} second a page | measured | wanted |",
        "| --- | --- | --- |",
        f"| median, in ms | {hurried.served_ms(0.5):.1f} | at most {MOST_MEDIAN_MS} |",
        f"| 99th percentile, in ms | {hurried.served_ms(0.99):.1f} | at most {MOST_P99_MS} |",
        f"| largest page with its style, as they travel, in KB | {max(packed) / 1e3:.1f} | under {MOST_KILOBYTES} |",
        f"| the same, unpacked | {max(unpacked) / 1e3:.1f} | under {MOST_KILOBYTES} |",
        f"| processor time against a bare page | {hurried.cpu_ms / bare.cpu_ms:.1f} | |",
        "",
        "| in milliseconds, this run | server, median | 99th percentile | wait, median | 99th percentile "
        "| processor time a page |",
        "| --- | --- | --- | --- | --- | --- |",
        *(_row(name, kind) for name, kind in kinds),
        "",
        "A next question is two requests, added up: the form, which is on disk before it is answered, and the page it "
        "leads to; the result, where every visit ends, counts as one. The server's time runs from when the application "
        "gets a request until it gives the answer back, and is taken there; the wait is what somebody on this machine "
        f"sees. {READING_SECONDS:g} seconds are what it takes to read a page; {HURRY_SECONDS:g} second nobody keeps "
        "up, but so many at once are as much work as a crowd that reads.",
    ]


def _row(name: str, kind: Measured) -> str:
    times = (kind.served_ms(0.5), kind.served_ms(0.99), kind.waited_ms(0.5), kind.waited_ms(0.99))
    return f"| {name} | {' | '.join(f'{time:.1f}' for time in times)} | {kind.cpu_ms:.2f} |"


class Sheet(NamedTuple):
    """How large a sheet of the style is, in bytes."""

    unpacked: int
    packed: int


Sheets: TypeAlias = Mapping[str, Sheet]


def _weight(page: str, sheets: Sheets) -> tuple[int, int]:
    """How large a page is with its style, in bytes: as it is read, and with the style packed, as it travels."""
    linked = [sheets[path] for path in SHEET.findall(page)]
    alone = len(page.encode())
    return alone + sum(sheet.unpacked for sheet in linked), alone + sum(sheet.packed for sheet in linked)


@contextmanager
def started(command: Sequence[str]) -> Iterator[Server]:
    """Start a server on a free port, with an empty database; end it afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "LUMBAGO_DATABASE_URL": f"sqlite:///{folder}/visits.db", "LUMBAGO_ADDRESS": ""}
        process = subprocess.Popen([*command, str(port)], env=environment, stdout=subprocess.DEVNULL)
        try:
            _wait_for(port)
            yield Server(port, process.pid)
        finally:
            process.terminate()
            process.wait(10)


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            with urlopen(f"http://127.0.0.1:{port}/health", timeout=1):
                return
        except (URLError, ConnectionError):
            time.sleep(0.1)
    sys.exit("the server did not start")


async def _sheets(port: int, pages: Iterable[Answer]) -> Sheets:
    """Fetch the sheets that pages link; they travel packed, and pages of a visit do not."""
    visitor = Visitor(port)
    sheets = {}
    for path in {path for page in pages for path in SHEET.findall(page.text)}:
        content = (await visitor.get(path)).text.encode()
        sheets[path] = Sheet(len(content), len(gzip.compress(content)))
    await visitor.leave()
    return sheets


def _cpu_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _children(process: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


if __name__ == "__main__":
    main()
