"""The language of criteria: what a rule says about findings, how it is read, judged, and said in words."""

from lumbago.criteria.explain import Reader, in_words
from lumbago.criteria.nodes import And, AtLeast, Compare, Criterion, Is, Named, Not, NumberOperator, OneOf, Or, Unless
from lumbago.criteria.parse import parse
from lumbago.criteria.person import Values, could_change, evaluate, presume, settled_by
from lumbago.criteria.structure import findings_in
from lumbago.criteria.write import to_text

__all__ = [
    "And",
    "AtLeast",
    "Compare",
    "Criterion",
    "Is",
    "Named",
    "Not",
    "NumberOperator",
    "OneOf",
    "Or",
    "Reader",
    "Unless",
    "Values",
    "could_change",
    "evaluate",
    "findings_in",
    "in_words",
    "parse",
    "presume",
    "settled_by",
    "to_text",
]
