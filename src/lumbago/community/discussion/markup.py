"""A comment as a page shows it: a small part of Markdown, sanitised, with every link's host in plain sight."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

ALLOWED = ("p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "a", "code")
RULES = ("emphasis", "link", "list", "blockquote", "newline", "escape", "backticks")
DEEPEST = 8


@lru_cache(maxsize=512)
def shown(text: str) -> str:
    """Turn a comment into HTML that can stand in any page: no image, no script, no style, no address but http."""
    reader = MarkdownIt("zero", {"breaks": True, "maxNesting": DEEPEST}).enable(list(RULES))
    tokens = reader.parse(text)
    for token in tokens:
        if token.children:
            token.children = _with_hosts(token.children)
    html: str = reader.renderer.render(tokens, reader.options, {})
    return nh3.clean(
        html,
        tags=set(ALLOWED),
        attributes={"a": {"href"}},
        url_schemes={"http", "https"},
        link_rel="ugc nofollow noopener noreferrer",
    )


def links_in(text: str) -> tuple[str, ...]:
    """List where the links of a comment lead, and addresses that only stand in it."""
    reader = MarkdownIt("zero").enable(list(RULES))
    named = [
        str(child.attrGet("href"))
        for token in reader.parse(text)
        for child in token.children or ()
        if child.type == "link_open"
    ]
    bare = [word for word in text.split() if word.lower().startswith(("http://", "https://", "www."))]
    return (*named, *bare)


def _with_hosts(tokens: list[Token]) -> list[Token]:
    """Put after each link where it leads, unless its words say so: nobody is sent where they do not expect."""
    told: list[Token] = []
    host, words = "", ""
    for token in tokens:
        told.append(token)
        if token.type == "link_open":
            host, words = urlsplit(str(token.attrGet("href"))).netloc.rpartition("@")[2], ""
        elif token.type == "link_close" and host and words.strip().lower() != host:
            told.append(Token("text", "", 0, content=f" ({host})"))
        else:
            words += token.content
    return told
