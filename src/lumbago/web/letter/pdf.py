"""A letter as a PDF. Every word goes in as data, so that nothing a person wrote is ever read as markup."""

from __future__ import annotations

from datetime import datetime
from importlib.resources import files
from typing import Literal

import msgspec
import typst

from lumbago.web.letter.content import Letter

TEMPLATE = "letter.typ"
ACCESSIBLE: Literal["ua-1"] = "ua-1"
"""PDF/UA: tagged, titled, with its language."""


def as_pdf(letter: Letter, made: datetime) -> bytes:
    """Set a letter as a tagged PDF with a title.

    made: stands in the file as its date.
    """
    content = msgspec.json.encode(letter).decode()
    try:
        return _set(content, made, ACCESSIBLE)
    except typst.TypstError:  # the standard refuses a sign that no font here has, such as an emoji in a name
        return _set(content, made, None)


def _set(content: str, made: datetime, standard: Literal["ua-1"] | None) -> bytes:
    return bytes(
        typst.compile(
            (files(__package__) / TEMPLATE).read_bytes(),
            format="pdf",
            ignore_system_fonts=True,
            sys_inputs={"letter": content},
            timestamp=int(made.timestamp()),
            pdf_standards=standard,
        )
    )
