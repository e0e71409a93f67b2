"""The letter to a specialist: what it says, and the same as a PDF."""

from lumbago.web.letter.content import Letter, letter_to
from lumbago.web.letter.pdf import as_pdf

__all__ = ["Letter", "as_pdf", "letter_to"]
