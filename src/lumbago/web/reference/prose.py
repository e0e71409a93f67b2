"""The text of an article for its page: sentences with their links and marks, and the evidence beside each block."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from markupsafe import Markup

from lumbago.community.articles import Block, Callout, Items, Paragraph, Picture, Sentence, Span, sentences_of
from lumbago.web.reference.claim_words import ClaimWords

Kind: TypeAlias = Literal["paragraph", "items", "steps", "picture", "danger", "do", "old_advice"]
Linking: TypeAlias = Callable[[str], "Link | None"]
"""Finds where a link leads; None where it leads nowhere, and then its words stand alone."""


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link leads; `label` names who pays behind it, and `rel` tells search engines."""

    address: str
    rel: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Some words of a sentence."""

    text: str
    emphasis: str
    link: Link | None
    is_figure: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, and the numbers of the claims it rests on."""

    words: tuple[Words, ...]
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A claim with its number in the article; `again` where it stands in full further up."""

    number: int
    claim: ClaimWords
    again: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A block of an article; what does not apply to its kind is empty."""

    kind: Kind
    lines: tuple[Line, ...] = ()
    items: tuple[tuple[Line, ...], ...] = ()
    inside: tuple[Shown, ...] = ()
    picture: str = ""
    chart: Markup = field(default=Markup())
    alt: str = ""
    notes: tuple[Note, ...] = ()


class Prose:
    """Writes the blocks of one article; its claims are numbered as they are met."""

    def __init__(self, claims: Callable[[str], ClaimWords], linking: Linking, chart: Callable[[str], Markup]) -> None:
        self._claims = claims
        self._linking = linking
        self._chart = chart
        self._numbers: dict[str, int] = {}

    def block(self, block: Block) -> Shown:
        """Write a block with the evidence for its sentences beside it."""
        before = {*self._numbers}
        shown = self._bare(block)
        named = dict.fromkeys(name for sentence in sentences_of(block) for name in sentence.claims)
        notes = tuple(Note(self._number(name), self._claims(name), name in before) for name in named)
        return replace(shown, notes=notes)

    def _bare(self, block: Block) -> Shown:
        if isinstance(block, Paragraph):
            return Shown("paragraph", lines=self._lines(block.sentences))
        if isinstance(block, Items):
            items = tuple(self._lines(item.sentences) for item in block.items)
            return Shown("steps" if block.numbered else "items", items=items)
        if isinstance(block, Picture):
            return Shown("picture", picture=block.name, chart=self._chart(block.name), alt=block.alt)
        return self._callout(block)

    def _callout(self, block: Callout) -> Shown:
        return Shown(block.kind, inside=tuple(self._bare(inside) for inside in block.blocks))

    def _lines(self, sentences: Iterable[Sentence]) -> tuple[Line, ...]:
        return tuple(
            Line(tuple(self._words(span) for span in s.spans), tuple(self._number(name) for name in s.claims))
            for s in sentences
        )

    def _words(self, span: Span) -> Words:
        link = self._linking(span.to) if span.to else None
        return Words(span.text, span.emphasis, link, span.figure is not None)

    def _number(self, name: str) -> int:
        return self._numbers.setdefault(name, len(self._numbers) + 1)
