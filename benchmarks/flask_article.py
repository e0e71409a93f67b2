"""The peer of an article's page: its text as Markdown, rendered by Flask for each reader, under the same server."""

from __future__ import annotations

import re
import sys

import markdown
from flask import Flask, render_template_string
from granian import Granian
from granian.constants import Interfaces

from lumbago.knowledge import load

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title></head>
<body><header><a href="/">Home</a></header><main><h1>{{ title }}</h1><p>{{ summary }}</p>
{{ body | safe }}</main></body></html>"""

app = Flask(__name__)
ARTICLES = load().articles


@app.get("/health")
def health() -> str:
    return "ok"


@app.get("/articles/<slug>")
def article(slug: str) -> str:
    """Render the text; the names of claims, which only Lumbago understands, are taken out."""
    record = ARTICLES[slug]
    text = re.sub(r"\[\^[^\]]+\]", "", record.text)
    return render_template_string(PAGE, title=record.title, summary=record.summary, body=markdown.markdown(text))


if __name__ == "__main__":
    Granian("benchmarks.flask_article:app", port=int(sys.argv[1]), interface=Interfaces.WSGI, log_enabled=False).serve()
