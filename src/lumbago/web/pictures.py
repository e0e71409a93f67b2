"""The drawings a page shows, by what is done in them; a name without a drawing shows nothing."""

from __future__ import annotations

from markupsafe import Markup

from lumbago.web.drawings.figure import drawn


def drawing(name: str) -> Markup:
    """Draw the figure of a position or an examination."""
    return Markup(drawn(name))  # made of numbers and of our own words, escaped where they enter
