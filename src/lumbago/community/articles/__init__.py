"""Articles: every sentence of fact rests on a claim, and every number is drawn from a record."""

from lumbago.community.articles.article import (
    Article,
    Block,
    Callout,
    Items,
    Paragraph,
    Picture,
    Section,
    Sentence,
    Span,
    sentences_of,
)
from lumbago.community.articles.library import articles
from lumbago.community.articles.told import told

__all__ = [
    "Article",
    "Block",
    "Callout",
    "Items",
    "Paragraph",
    "Picture",
    "Section",
    "Sentence",
    "Span",
    "articles",
    "sentences_of",
    "told",
]
