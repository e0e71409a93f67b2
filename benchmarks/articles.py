"""Speed of an article's page beside the same article as Markdown rendered by Flask, in one run: `make bench`.

Both run in one worker of the same server, and are asked by wrk over eight connections, in turns.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.request import urlopen

from benchmarks.machine import described
from benchmarks.web import Server, started
from lumbago.community.articles import articles
from lumbago.knowledge import load

ROUNDS, SECONDS, CONNECTIONS = 5, 3, 8
WANTED_RATIO, MOST_MS, MOST_KILOBYTES = 1.5, 5, 100
PAGE = Path(__file__).parents[1] / "docs" / "reference" / "speed-articles.md"
RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
REQUESTS = re.compile(r"(\d+) requests in")


@dataclass(frozen=True, slots=True)
class Round:
    """How many pages a second were sent, and what processor time the server spent on one."""

    a_second: float
    cpu_ms: float


def main() -> None:
    """Measure, compare, print, write the page."""
    if shutil.which("wrk") is None:
        sys.exit("wrk is needed to ask for pages fast enough: install it")
    slug = max(articles(load()).values(), key=lambda article: article.words).slug
    path = f"/articles/{slug}"
    lumbago = [str(Path(sys.executable).with_name("lumbago")), "serve", "--workers", "1", "--port"]
    with started(lumbago) as one, started([sys.executable, "-m", "benchmarks.flask_article"]) as other:
        _size(one.port, path), _size(other.port, path)  # warm
        rounds = [(asked(one, path), asked(other, path)) for _ in range(ROUNDS)]
        size = max(_size(one.port, f"/articles/{name}") for name in articles(load()))
    lines = report(slug, [ours for ours, _ in rounds], [theirs for _, theirs in rounds], size)
    print("\n".join(lines))
    PAGE.write_text("\n".join(lines) + "\n", "utf-8")


def asked(server: Server, path: str) -> Round:
    """Ask for a page as often as it comes for some seconds.

    Raises: SystemExit where a page was refused: then nothing was measured.
    """
    spent = server.cpu_seconds()
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", f"http://127.0.0.1:{server.port}{path}"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rate, requests = RATE.search(said), REQUESTS.search(said)
    if "Non-2xx" in said or rate is None or requests is None or requests[1] == "0":
        sys.exit(f"{path} was refused: nothing is compared")
    return Round(float(rate[1]), (server.cpu_seconds() - spent) / int(requests[1]) * 1e3)


def report(slug: str, ours: Sequence[Round], theirs: Sequence[Round], size: int) -> list[str]:
    """Write the page."""
    ratio = median(one.a_second / other.a_second for one, other in zip(ours, theirs, strict=True))
    rows = (("Lumbago, with its evidence", ours), ("Flask, Markdown rendered each time", theirs))
    return [
        "# Speed of the articles",
        "",
        f"Made by `make bench`; not edited by hand. {described()} One worker each, {CONNECTIONS} connections, {ROUNDS} "
        f"rounds of {SECONDS} seconds in turns; servers and wrk share the machine. The longest article: `{slug}`.",
        "",
        "| | measured | wanted |",
        "| --- | --- | --- |",
        f"| pages a second against Flask | {ratio:.1f} x | at least {WANTED_RATIO} x |",
        f"| processor time a page in ms | {median(one.cpu_ms for one in ours):.2f} | under {MOST_MS} |",
        f"| largest article, uncompressed, in KB | {size / 1e3:.1f} | under {MOST_KILOBYTES} |",
        "",
        "| this run, median | pages a second | processor time a page in ms |",
        "| --- | --- | --- |",
        *(
            f"| {name} | {median(r.a_second for r in rounds):,.0f} | {median(r.cpu_ms for r in rounds):.2f} |"
            for name, rounds in rows
        ),
        "",
        "Lumbago draws an article once for an edition and a day, with the evidence for every sentence, and keeps it.",
    ]


def _size(port: int, path: str) -> int:
    with urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as response:
        return len(response.read())


if __name__ == "__main__":
    main()
