"""The letter itself, as plain text and as HTML that says the same; nothing in it is loaded from anywhere."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from lumbago.community.digest.news import Change, News, Reply, Rhythm

WIDTH = 72
RHYTHM_WORDS: dict[Rhythm, str] = {"daily": "daily", "weekly": "weekly"}


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the letter's links lead; `house` is the address of the pages."""

    house: str
    settings: str
    stop: str
    emergency_number: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """A letter that is written: its subject, and both its forms."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class _Entry:
    title: str
    what: str
    address: str


def write(told: News, rhythm: Rhythm, to: Addresses) -> Written:
    """Write an issue."""
    parts = [(heading, list(entries)) for heading, entries in _parts(told, to)]
    subject = _subject(told)
    return Written(f"Lumbago: {subject}", _text(parts, rhythm, to), _html(subject, parts, rhythm, to))


def _subject(told: News) -> str:
    counted = (
        (len(told.changes), "change in the advice", "changes in the advice"),
        (len(told.articles), "new article", "new articles"),
        (len(told.replies), "answer to you", "answers to you"),
    )
    said = [f"{count} {one if count == 1 else many}" for count, one, many in counted if count]
    return ", ".join(said)


def _parts(told: News, to: Addresses) -> Iterator[tuple[str, Iterator[_Entry]]]:
    if told.changes:
        yield "What changed in the advice", (_change(c, to) for c in told.changes)
    if told.articles:
        yield "New to read", (_change(c, to) for c in told.articles)
    if told.replies:
        yield "Answers to you", (_reply(r, to) for r in told.replies)


def _change(change: Change, to: Addresses) -> _Entry:
    verdict = f" Verdict now: {change.verdict.lower()}." if change.verdict else ""
    return _Entry(change.title, f"{change.what}{verdict}", f"{to.house}{change.path}")


def _reply(reply: Reply, to: Addresses) -> _Entry:
    return _Entry(f"{reply.name}, under {reply.article}", reply.words, f"{to.house}{reply.path}")


def _ending(rhythm: Rhythm, to: Addresses) -> tuple[str, str]:
    dial = to.emergency_number or "your emergency number"
    return (
        f"In danger now? Call {dial}. This letter is no medical advice for you alone, and no clinician has signed "
        "off what Lumbago knows.",
        f"You get this because you asked for the {RHYTHM_WORDS[rhythm]} digest and confirmed it.",
    )


def _text(parts: list[tuple[str, list[_Entry]]], rhythm: Rhythm, to: Addresses) -> str:
    lines: list[str] = []
    for heading, entries in parts:
        lines += [heading, "=" * len(heading), ""]
        for entry in entries:
            lines += [*textwrap.wrap(entry.title, WIDTH), *_wrapped(entry.what), entry.address, ""]
    danger, why = _ending(rhythm, to)
    lines += ["-- ", *_wrapped(danger), "", *_wrapped(why), f"Change it: {to.settings}", f"End it: {to.stop}"]
    return "\n".join(lines) + "\n"


def _wrapped(text: str) -> list[str]:
    return [piece for line in text.splitlines() for piece in textwrap.wrap(line, WIDTH) or [""]]


STYLE = (
    "body{margin:0;background:#faf6ee;color:#221d17;font:18px/1.5 Ubuntu,Calibri,'Noto Sans',sans-serif}"
    "main,footer,header{max-width:36rem;margin:0 auto;padding:0 1.2rem}header{padding-top:1.4rem;font-weight:600}"
    "h1{font-size:1.5rem;line-height:1.25;margin:1.2rem 0 0}h2{font-size:1.2rem;margin:2rem 0 .6rem}"
    "h3{font-size:1rem;margin:1.2rem 0 0}p{margin:.3rem 0}a{color:#0b5b5e}"
    "footer{color:#574e43;font-size:16px;margin-top:2.5rem;padding-bottom:2rem}"
    "@media (prefers-color-scheme:dark){body{background:#181511;color:#f3ecdf}a{color:#7fd0c8}footer{color:#c9bfb0}}"
)


def _html(subject: str, parts: list[tuple[str, list[_Entry]]], rhythm: Rhythm, to: Addresses) -> str:
    body = "".join(f"<h2>{html.escape(heading)}</h2>{''.join(map(_entry_html, entries))}" for heading, entries in parts)
    danger, why = (html.escape(sentence) for sentence in _ending(rhythm, to))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">'
        f"<title>Lumbago</title><style>{STYLE}</style></head><body><header>Lumbago</header>"
        f"<main><h1>{html.escape(subject)}</h1>{body}</main><footer><p>{danger}</p><p>{why}</p>"
        f'<p><a href="{html.escape(to.settings)}">Change what you get</a> · '
        f'<a href="{html.escape(to.stop)}">End it</a></p></footer></body></html>\n'
    )


def _entry_html(entry: _Entry) -> str:
    words = "<br>".join(html.escape(line) for line in entry.what.splitlines())
    return f'<h3><a href="{html.escape(entry.address)}">{html.escape(entry.title)}</a></h3><p>{words}</p>'
