"""Speed of the pages with 50 people answering at once, beside a bare Starlette page in the same run: `make bench`.

The people read each page for a second on average, and wait for the next one: the form is sent, kept on disk, the next
question chosen, and its page fetched. What they wait is measured at their end, on loopback; what the server spends is
its processor time. A further benchmark of pages is one more function that gives a `Measured`, and one row for it.
"""

from __future__ import annotations

import asyncio
import gzip
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import numpy as np

from benchmarks.machine import described
from benchmarks.visitors import PAUSE_SECONDS, Answer, Visitor, look_again_and_again, take_a_visit

PEOPLE = 50
SEED = 7
MOST_MEDIAN_MS, MOST_P99_MS = 15, 50
MOST_KILOBYTES = 60
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


def main() -> None:
    """Measure, compare, print, write the page; fail where an answer was none."""
    load = os.getloadavg()[0]
    with started([sys.executable, "-m", "benchmarks.bare_page"]) as server:
        bare = measured(server, lambda n: look_again_and_again(server.port, 12, np.random.default_rng(SEED + n)))
    with started([str(Path(sys.executable).with_name("lumbago")), "serve", "--port"]) as server:
        measured(server, lambda n: take_a_visit(server.port, np.random.default_rng(n + 1)), people=2)  # warms up
        visits = measured(server, lambda n: take_a_visit(server.port, np.random.default_rng(SEED + n)))
        style = asyncio.run(_style(server.port))
    lines = report(visits, bare, style, load)
    print("\n".join(lines))
    PAGE.write_text("\n".join(lines) + "\n", "utf-8")


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


def report(visits: Measured, bare: Measured, style: int, load: float) -> list[str]:
    """Write the page."""
    largest = (max(len(page.text.encode()) for page in visits.pages) + style) / 1e3
    kinds = (("next question", visits), ("bare Starlette page", bare))
    return [
        "# Speed of the pages",
        "",
        f"Made by `make bench`; not edited by hand. {described()} {PEOPLE} people at once, {PAUSE_SECONDS:g} second a "
        f"page, {len(visits.pages)} pages; server, database and people share the machine.",
        f"Others' load on it before the run: {load:.1f} processes; above 1, the figures say more of them than of us.",
        "",
        "| | measured | wanted |",
        "| --- | --- | --- |",
        f"| next question, median wait in ms | {visits.waited_ms(0.5):.1f} | at most {MOST_MEDIAN_MS} |",
        f"| next question, 99th percentile of the wait in ms | {visits.waited_ms(0.99):.1f} | at most {MOST_P99_MS} |",
        f"| largest page with its style, as they travel, in KB | {largest:.1f} | under {MOST_KILOBYTES} |",
        f"| processor time against a bare page | {visits.cpu_ms / bare.cpu_ms:.1f} | |",
        "",
        "| in milliseconds, this run | median wait | 99th percentile | processor time a page |",
        "| --- | --- | --- | --- |",
        *(f"| {n} | {m.waited_ms(0.5):.1f} | {m.waited_ms(0.99):.1f} | {m.cpu_ms:.2f} |" for n, m in kinds),
        "",
        "A next question is two requests: the form, which is on disk before it is answered, and the page it leads to.",
    ]


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


async def _style(port: int) -> int:
    visitor = Visitor(port)
    home = await visitor.get("/")
    path = home.text.partition('rel="stylesheet" href="')[2].partition('"')[0]
    sheet = await visitor.get(path)
    await visitor.leave()
    return len(gzip.compress(sheet.text.encode()))


def _cpu_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _children(process: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


if __name__ == "__main__":
    main()
