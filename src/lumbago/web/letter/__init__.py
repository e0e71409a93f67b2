"""The letter to a specialist: what it says, and the same as a PDF."""

from lumbago.web.letter.content import Letter, letter_to
from lumbago.web.letter.course import Course, course_of
from lumbago.web.letter.pdf import as_pdf

__all__ = ["Course", "Letter", "as_pdf", "course_of", "letter_to"]
