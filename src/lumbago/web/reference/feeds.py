"""What machines fetch: the Atom feed of articles, the map of the site, and what search engines may list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from lumbago.community.articles import Article

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
STANDING = ("/", "/articles", "/claims", "/sources", "/about", "/about/evidence", "/disclosure", "/privacy")
"""Pages without a date of their own."""

NOT_FOR_ENGINES = ("/questions", "/result", "/said", "/plan", "/medicines", "/consultation", "/components", "/search")


def atom(articles: Mapping[str, Article], house: str) -> str:
    """Write the feed of articles, the newest first."""
    newest = sorted(articles.values(), key=lambda article: (article.updated, -article.place), reverse=True)
    feed = Element("feed", xmlns=ATOM)
    _text(feed, "title", "Lumbago: articles")
    _text(feed, "id", f"{house}/articles")
    _text(feed, "updated", _moment(max((article.updated for article in newest), default=date.min)))
    SubElement(feed, "link", rel="self", type="application/atom+xml", href=f"{house}/articles.atom")
    SubElement(feed, "link", rel="alternate", type="text/html", href=f"{house}/articles")
    for article in newest:
        _entry(feed, article, house)
    return _written(feed)


def sitemap(articles: Mapping[str, Article], others: Iterable[str], house: str) -> str:
    """Write the map of everything there is to read."""
    root = Element("urlset", xmlns=SITEMAP)
    for path in (*STANDING, *others):
        _text(SubElement(root, "url"), "loc", f"{house}{path}")
    for article in articles.values():
        url = SubElement(root, "url")
        _text(url, "loc", f"{house}/articles/{article.slug}")
        _text(url, "lastmod", article.updated.isoformat())
    return _written(root)


def robots(house: str) -> str:
    """Say what search engines need not ask for."""
    rules = "".join(f"Disallow: {path}\n" for path in NOT_FOR_ENGINES)
    return f"User-agent: *\n{rules}Sitemap: {house}/sitemap.xml\n"


def _entry(feed: Element, article: Article, house: str) -> None:
    entry = SubElement(feed, "entry")
    address = f"{house}/articles/{article.slug}"
    _text(entry, "title", article.title)
    _text(entry, "id", address)
    SubElement(entry, "link", rel="alternate", type="text/html", href=address)
    _text(entry, "published", _moment(article.first_published))
    _text(entry, "updated", _moment(article.updated))
    _text(entry, "summary", article.summary)
    _text(SubElement(entry, "author"), "name", article.byline)
    for topic in article.topics:
        SubElement(entry, "category", term=topic)


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _written(root: Element) -> str:
    indent(root, "")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, "unicode")}\n'
