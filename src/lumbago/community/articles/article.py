"""An article as it is read: sections, paragraphs, sentences, each sentence with its claims and its figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from lumbago.knowledge.claim_records import ClaimChange
from lumbago.knowledge.claims import TracedFigure

CalloutKind: TypeAlias = Literal["danger", "do", "old_advice"]
Emphasis: TypeAlias = Literal["", "strong", "em"]


@dataclass(frozen=True, slots=True)
class Span:
    """Some words of a sentence: plain, emphasised, a link, or a figure drawn from a record.

    `to` is where a link leads: `article:slug`, `claim:id`, `page:/now`, or an address on the web.
    """

    text: str
    emphasis: Emphasis = ""
    to: str = ""
    figure: TracedFigure | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; `claims` are the ids of what it rests on, and without any it tells no fact."""

    spans: tuple[Span, ...]
    claims: tuple[str, ...]
    line: int
    marked: bool = False  # the writer says that it tells no fact

    @property
    def plain(self) -> str:
        """The sentence as bare words."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that stand together."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list, each item a paragraph; `numbered` where the order matters."""

    items: tuple[Paragraph, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """Where a drawing stands, by its name, with the words that say the same."""

    name: str
    alt: str
    line: int


@dataclass(frozen=True, slots=True)
class Callout:
    """What stands out: a danger, a thing to do now, or old advice beside what is known today."""

    kind: CalloutKind
    blocks: tuple[Paragraph | Items, ...]


Block: TypeAlias = Paragraph | Items | Picture | Callout


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an article; the first has no heading."""

    heading: str
    anchor: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """One article of one edition."""

    slug: str
    title: str
    summary: str
    topics: tuple[str, ...]
    place: int
    byline: str
    reviewed_by: str  # "" until a clinician has read it
    funders: tuple[str, ...]  # ids of the register of who pays; none, and then nobody paid
    next_review: date
    changes: tuple[ClaimChange, ...]  # oldest first; the first is its publication
    sections: tuple[Section, ...]

    @property
    def first_published(self) -> date:
        return self.changes[0].on

    @property
    def updated(self) -> date:
        return self.changes[-1].on

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence, in reading order."""
        return tuple(s for section in self.sections for block in section.blocks for s in sentences_of(block))

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims it rests on, each once, in the order in which they are met."""
        return tuple(dict.fromkeys(claim for sentence in self.sentences for claim in sentence.claims))

    @property
    def pictures(self) -> tuple[Picture, ...]:
        return tuple(b for section in self.sections for b in section.blocks if isinstance(b, Picture))

    @property
    def words(self) -> int:
        """How many words it has, headings left out."""
        return sum(len(sentence.plain.split()) for sentence in self.sentences)

    @property
    def links(self) -> tuple[str, ...]:
        """Where its links lead, each once."""
        return tuple(dict.fromkeys(span.to for s in self.sentences for span in s.spans if span.to))


def sentences_of(block: Block) -> Iterator[Sentence]:
    """Go through the sentences of a block."""
    if isinstance(block, Paragraph):
        yield from block.sentences
    elif isinstance(block, Items):
        for item in block.items:
            yield from item.sentences
    elif isinstance(block, Callout):
        for inside in block.blocks:
            yield from sentences_of(inside)
