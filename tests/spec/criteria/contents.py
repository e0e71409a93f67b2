"""The chapters, in the order of the manual."""

from __future__ import annotations

from tests.spec.criteria.findings import CHOICES, NUMBERS, YES_OR_NO
from tests.spec.criteria.joining import AND_OR, AT_LEAST, NAMED, NOT, UNLESS
from tests.spec.criteria.reasons import REASONS
from tests.spec.criteria.refusals import REFUSALS
from tests.spec.criteria.text import WORDS, WRITING

CHAPTERS = (YES_OR_NO, NUMBERS, CHOICES, NOT, AND_OR, AT_LEAST, UNLESS, NAMED, REASONS, WRITING, WORDS, REFUSALS)
