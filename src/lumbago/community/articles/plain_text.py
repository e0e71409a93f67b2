"""A text of any kind as sentences with their lines: Markdown's signs are taken away, code and heads are left out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from lumbago.community.articles.sentences import split

HEAD = re.compile(r"\A(\+\+\+|---)\n.*?^\1\n", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"^(```|~~~).*?^\1", re.DOTALL | re.MULTILINE)
COMMENT = re.compile(r"<!--.*?-->|<(?:script|style)\b.*?</(?:script|style)>", re.DOTALL | re.IGNORECASE)
ENDS = ("-->", "</script>", "</style>", "</SCRIPT>", "</STYLE>")
SIGNS = (
    (re.compile(r"!\[[^\[\]]{0,500}\]\([^()]{0,500}\)"), ""),
    (re.compile(r"\[([^\[\]]{0,500})\]\([^()]{0,500}\)"), r"\1"),
    (re.compile(r"\[\^[^\[\]]{0,100}\]"), ""),
    (re.compile(r"\[!\w[\w ]*\]"), ""),
    (re.compile(r"<[^<>]{1,200}>"), " "),
    (re.compile(r"^\s*(?:[>#*+-]+\s+|\d+[.)]\s+)+", re.MULTILINE), ""),
    (re.compile(r"[*_`]{1,3}"), ""),
)
NEW_PARAGRAPH = re.compile(r"^\s*(?:[#*+-]+\s|\d+[.)]\s|$)")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a text and the line it begins in, counted from 1."""

    text: str
    number: int


def sentences_in(text: str) -> Iterator[Line]:
    """Go through the sentences of a text."""
    for pattern in (HEAD, CODE):
        text = pattern.sub(_only_lines, text)
    closed = max(text.rfind(end) + len(end) for end in ENDS)  # what never ends is not looked for
    text = COMMENT.sub(_only_lines, text[:closed]) + text[closed:]
    for first, lines in _paragraphs(text.splitlines()):
        yield from _sentences(first, lines)


def _only_lines(found: re.Match[str]) -> str:
    return "\n" * found.group().count("\n")


def _paragraphs(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Join lines until an empty one, a heading or an item of a list begins something new."""
    first, held = 1, list[str]()
    for number, line in enumerate([*lines, ""], start=1):
        bare = line.lstrip("> ")
        if NEW_PARAGRAPH.match(bare) and held:
            yield first, held
            held = []
        if bare.strip():
            first = first if held else number
            held.append(bare)
            if bare.startswith("#"):
                yield first, held
                held = []


def _sentences(first: int, lines: list[str]) -> Iterator[Line]:
    cleaned = [_bare(line) for line in lines]
    starts = [0]
    for line in cleaned:
        starts.append(starts[-1] + len(line) + 1)
    whole, at = " ".join(cleaned), 0
    for sentence in split(whole):
        at = whole.index(sentence, at)
        if sentence.strip(" .?!"):
            yield Line(sentence, first + bisect_right(starts, at) - 1)
        at += len(sentence)


def _bare(line: str) -> str:
    for pattern, instead in SIGNS:
        line = pattern.sub(instead, line)
    return line.strip()
