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
from lumbago.community.articles.checks import article_problems, without_claim
from lumbago.community.articles.library import articles
from lumbago.community.articles.quality import Quality, quality
from lumbago.community.articles.told import told

__all__ = [
    "Article",
    "Block",
    "Callout",
    "Items",
    "Paragraph",
    "Picture",
    "Quality",
    "Section",
    "Sentence",
    "Span",
    "article_problems",
    "articles",
    "quality",
    "sentences_of",
    "told",
    "without_claim",
]
