"""From the Markdown of an article's record to the article: sections, lists, callouts and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from lumbago.community.articles.article import Article, Block, Callout, CalloutKind, Items, Paragraph, Picture, Section
from lumbago.community.articles.sentences import Sentences
from lumbago.errors import Problem
from lumbago.knowledge.article_records import ArticleRecord
from lumbago.knowledge.claims import Claim

PICTURE = re.compile(r"^!\[([^\]]+)\]\(figure:(\w+)\)$")
CALLOUT = re.compile(r"^\[!(DANGER|DO|OLD ADVICE)\]\s+")
CALLOUTS: Mapping[str, CalloutKind] = {"DANGER": "danger", "DO": "do", "OLD ADVICE": "old_advice"}


def parse(slug: str, record: ArticleRecord, claims: Mapping[str, Claim]) -> tuple[Article, list[Problem]]:
    """Read an article, and list what is wrong with its text."""
    reading = _Reading(Sentences(claims, f"articles/{slug}.md"))
    sections = tuple(reading.sections(record.text))
    article = Article(
        slug=slug,
        title=record.title,
        summary=record.summary,
        topics=record.topics,
        place=record.place,
        byline=record.byline,
        reviewed_by=record.reviewed_by,
        funders=record.funders,
        next_review=record.next_review,
        changes=record.changes,
        sections=sections,
    )
    return article, reading.sentences.problems


class _Reading:
    def __init__(self, sentences: Sentences) -> None:
        self.sentences = sentences

    def sections(self, text: str) -> Iterator[Section]:
        heading, blocks = "", list[Block]()
        for node in SyntaxTreeNode(MarkdownIt("commonmark").parse(text)).children:
            if node.type == "heading":
                if blocks or heading:
                    yield Section(heading, anchor(heading), tuple(blocks))
                heading, blocks = self._heading(node), []
            else:
                blocks.extend(self._block(node))
        yield Section(heading, anchor(heading), tuple(blocks))

    def _heading(self, node: SyntaxTreeNode) -> str:
        if node.tag != "h2":
            self._refuse(f"a heading of level {node.tag[1:]}.", node, "Use ## for every section.")
        return _source(node)

    def _block(self, node: SyntaxTreeNode) -> Iterator[Block]:
        picture = PICTURE.match(_source(node)) if node.type == "paragraph" else None
        if picture:
            yield Picture(name=picture[2], alt=picture[1], line=_line(node))
        elif node.type == "blockquote":
            yield from self._callout(node)
        else:
            yield from self._words(node)

    def _words(self, node: SyntaxTreeNode) -> Iterator[Paragraph | Items]:
        if node.type == "paragraph":
            yield self._paragraph(node, _source(node))
        elif node.type in ("bullet_list", "ordered_list"):
            yield Items(tuple(self._item(item) for item in node.children), node.type == "ordered_list")
        else:
            self._refuse(f"an article has no {node.type.replace('_', ' ')}.", node, "See how to write an article.")

    def _item(self, item: SyntaxTreeNode) -> Paragraph:
        inside = [node for node in item.children if node.type == "paragraph"]
        if len(inside) != len(item.children):
            self._refuse("an item of a list holds words alone.", item, "Take the inner list out.")
        return self._paragraph(item, " ".join(map(_source, inside)))

    def _callout(self, node: SyntaxTreeNode) -> Iterator[Callout]:
        first = _source(node.children[0]) if node.children else ""
        marked = CALLOUT.match(first)
        if marked is None:
            self._refuse("a quotation without its kind.", node, "Begin it with [!DANGER], [!DO] or [!OLD ADVICE].")
            return
        opening = self._paragraph(node.children[0], first[marked.end() :])
        rest = (block for child in node.children[1:] for block in self._words(child))
        yield Callout(CALLOUTS[marked[1]], (opening, *rest))

    def _paragraph(self, node: SyntaxTreeNode, text: str) -> Paragraph:
        return Paragraph(self.sentences.of(text, _line(node)))

    def _refuse(self, what: str, node: SyntaxTreeNode, mend: str) -> None:
        self.sentences.refuse(what, _line(node), mend)


def anchor(heading: str) -> str:
    """Make the part of an address that leads to a heading."""
    return re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")


def problems_of(records: Mapping[str, ArticleRecord], claims: Mapping[str, Claim]) -> Iterable[Problem]:
    """List what keeps articles from being read."""
    return [problem for slug, record in records.items() for problem in parse(slug, record, claims)[1]]


def _source(node: SyntaxTreeNode) -> str:
    return " ".join(child.content for child in node.children if child.type == "inline")


def _line(node: SyntaxTreeNode) -> int:
    return (node.map[0] if node.map else 0) + 1
