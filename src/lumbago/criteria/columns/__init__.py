"""Criteria over a table of people: every criterion as two bit planes, known true and known false, 64 people a word.

`person.py` says what a criterion means for one person; this says the same for many, and tests hold the two equal.
"""

from lumbago.criteria.columns.compiled import FAILS, HOLDS, NOBODY_KNOWS, Compiler, Findings, Leaf, Pair
from lumbago.criteria.columns.kernel import PEOPLE_A_WORD, Words
from lumbago.criteria.columns.native import native
from lumbago.criteria.columns.planes import ONE, ZERO, Plane, Planes
from lumbago.criteria.columns.program import Held, Program, Source, held
from lumbago.criteria.columns.steps import program
from lumbago.criteria.columns.table import Columns, FromColumns, Known, Yes, packed

__all__ = [
    "FAILS",
    "HOLDS",
    "NOBODY_KNOWS",
    "ONE",
    "PEOPLE_A_WORD",
    "ZERO",
    "Columns",
    "Compiler",
    "Findings",
    "FromColumns",
    "Held",
    "Known",
    "Leaf",
    "Pair",
    "Plane",
    "Planes",
    "Program",
    "Source",
    "Words",
    "Yes",
    "held",
    "native",
    "packed",
    "program",
]
