"""All articles of an edition, read once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from lumbago.community.articles.article import Article
from lumbago.community.articles.parse import parse
from lumbago.errors import KnowledgeError, Problem
from lumbago.knowledge import Knowledge


@lru_cache(maxsize=4)
def articles(knowledge: Knowledge) -> Mapping[str, Article]:
    """Read every article of an edition, by its slug, in the order in which they are listed.

    Raises: KnowledgeError with every line that cannot be read.
    """
    read: dict[str, Article] = {}
    problems: list[Problem] = []
    for slug, record in sorted(knowledge.articles.items(), key=lambda pair: pair[1].place):
        read[slug], wrong = parse(slug, record, knowledge.claims)
        problems.extend(wrong)
    if problems:
        raise KnowledgeError(problems)
    return read
