"""From a line of Markdown to sentences: where each ends, what it rests on, and the figures it tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from lumbago.community.articles.article import Emphasis, Sentence, Span
from lumbago.community.articles.told import told
from lumbago.errors import Problem
from lumbago.knowledge.article_records import CLAIM, NO_FACT
from lumbago.knowledge.claims import Claim

MARKS = r"(?:\[\^[^\]\s]+\])*"
END = re.compile(rf"[.?!:][\"”’)*]*{MARKS}(?=\s+|$)")
FIGURE = re.compile(r"\{(\w+)\.(\w+)(?::(\w+))?\}")
LINKS = re.compile(r"^(?:article:[\w-]+|claim:\w+|page:/[\w/-]*|https://\S+)$")
SPOKEN = {"strong_open": "strong", "em_open": "em"}


@cache
def _markdown() -> MarkdownIt:
    """Make a reader of the few signs articles use; it is told of no other."""
    return MarkdownIt("zero").enable(["emphasis", "link", "newline", "escape", "entity"])


def split(text: str) -> Iterator[str]:
    """Cut a paragraph after each sentence and the claims that follow its full stop."""
    start = 0
    for end in END.finditer(text):
        if end.group()[0] != ":" or not text[end.end() :].strip():
            yield text[start : end.end()].strip()
            start = end.end()
    if text[start:].strip():
        yield text[start:].strip()


class Sentences:
    """Reads sentences; what is wrong with them is collected, each with its line."""

    def __init__(self, claims: Mapping[str, Claim], file: str) -> None:
        self.problems: list[Problem] = []
        self._claims = claims
        self._file = file

    def of(self, text: str, line: int) -> tuple[Sentence, ...]:
        """Read the sentences of a paragraph that starts in a line."""
        return tuple(self._sentence(part, line) for part in split(" ".join(text.split())))

    def refuse(self, what: str, line: int, mend: str) -> None:
        """Note a problem of a line."""
        self.problems.append(Problem(what, self._file, line, mend=mend))

    def _sentence(self, text: str, line: int) -> Sentence:
        named = CLAIM.findall(text)
        for claim, name, _form in FIGURE.findall(text):
            if claim not in named:
                self.refuse(f"the figure {claim}.{name} stands without its claim.", line, f"Add [^{claim}].")
        spans = tuple(self._spans(CLAIM.sub("", text), line))
        claims = tuple(dict.fromkeys(name for name in named if name != NO_FACT))
        return Sentence(_begun(spans), claims, line, NO_FACT in named)

    def _spans(self, text: str, line: int) -> Iterator[Span]:
        (inline,) = _markdown().parseInline(text)
        emphasis: Emphasis = ""
        to = ""
        for token in inline.children or ():
            if token.type == "text":
                yield from self._words(token.content, emphasis, to, line)
            elif token.type in ("strong_open", "em_open"):
                emphasis = "strong" if token.type == "strong_open" else "em"
            elif token.type in ("strong_close", "em_close"):
                emphasis = ""
            elif token.type == "link_open":
                to = self._link(token, line)
            elif token.type == "link_close":
                to = ""

    def _link(self, token: Token, line: int) -> str:
        to = str(token.attrs.get("href", ""))
        if not LINKS.match(to):
            self.refuse(f"the link {to} leads nowhere.", line, "Use article:, claim:, page:/ or https://.")
        return to

    def _words(self, text: str, emphasis: Emphasis, to: str, line: int) -> Iterator[Span]:
        start = 0
        for found in FIGURE.finditer(text):
            if found.start() > start:
                yield Span(text[start : found.start()], emphasis, to)
            yield self._figure(*found.groups(), line=line, emphasis=emphasis)
            start = found.end()
        if text[start:]:
            yield Span(text[start:], emphasis, to)

    def _figure(self, claim: str, name: str, form: str | None, *, line: int, emphasis: Emphasis) -> Span:
        known = self._claims.get(claim)
        figure = known.figures.get(name) if known else None
        written = f"{{{claim}.{name}}}"
        if figure is None:
            self.refuse(f"there is no figure {written}.", line, "Name a claim and one of its figures.")
            return Span(written)
        try:
            return Span(told(figure, form or ""), emphasis, figure=figure)
        except ValueError as error:
            self.refuse(f"{written} cannot be told: {error}.", line, "Choose another form.")
            return Span(written)


def _begun(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Let a sentence that begins with a figure begin with a capital."""
    if spans and spans[0].figure is not None:
        first = spans[0]
        text = first.text[:1].upper() + first.text[1:]
        return (Span(text, first.emphasis, first.to, first.figure), *spans[1:])
    return spans
