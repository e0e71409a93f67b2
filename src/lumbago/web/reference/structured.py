"""What an article tells machines about itself: schema.org's MedicalWebPage, as a block of data that runs nothing."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from lumbago.community.articles import Article
from lumbago.knowledge import Knowledge
from lumbago.web.reference.source_page import source

IN_A_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
"""Signs that could end the block; JSON can write them otherwise."""


def structured(article: Article, knowledge: Knowledge, house: str) -> Markup:
    """Write the block for an article; a review is told only where a clinician made one."""
    page: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "name": article.title,
        "description": article.summary,
        "url": f"{house}/articles/{article.slug}",
        "inLanguage": "en",
        "datePublished": article.first_published.isoformat(),
        "dateModified": article.updated.isoformat(),
        "author": {"@type": "Organization", "name": article.byline},
        "publisher": {"@type": "Organization", "name": "Lumbago", "url": house},
        "about": {"@type": "MedicalCondition", "name": "Back spasm", "alternateName": "Lumbago"},
        "audience": {"@type": "Patient"},
        "keywords": list(article.topics),
        "isAccessibleForFree": True,
        "citation": _citations(article, knowledge),
    }
    if article.reviewed_by:
        page["reviewedBy"] = {"@type": "Person", "name": article.reviewed_by}
    if article.funders:
        page["funder"] = [{"@type": "Organization", "name": name} for name in article.funders]
    written = json.dumps(page, ensure_ascii=False, separators=(",", ":")).translate(IN_A_SCRIPT)
    return Markup(f'<script type="application/ld+json">{written}</script>')


def _citations(article: Article, knowledge: Knowledge) -> list[str]:
    names = dict.fromkeys(name for claim in article.claims for name in knowledge.claims[claim].record.sources)
    cited = [source(name, knowledge.sources[name]) for name in names]
    return [one.link or one.title for one in cited if one.by]  # our own judgement is no work of anybody's
