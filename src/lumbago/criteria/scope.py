"""What the names in one criterion stand for, and how to say that one stands for nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping

import msgspec

from lumbago.criteria.nodes import Criterion, Is, Named
from lumbago.criteria.syntax import fault, position_of
from lumbago.errors import CriterionError
from lumbago.record.findings import Finding, Vocabulary

_BARE = {
    "number": "`{0}` is a number and cannot stand alone. Compare it, as in `{0} >= {1:g}`.",
    "choice": '`{0}` is a choice and cannot stand alone. Compare it, as in `{0} == "{1}"`.',
}


class Scope(msgspec.Struct, frozen=True):
    """The text being read, and everything its names may mean."""

    text: str
    vocabulary: Vocabulary
    named: Mapping[str, Criterion]

    def fault(self, node: ast.expr, message: str) -> CriterionError:
        """Build the error that points at this part of the text."""
        return fault(self.text, position_of(self.text, node), message)

    def bare(self, node: ast.Name) -> Criterion:
        """Read a name that stands alone: a yes-or-no finding, or a named criterion."""
        if node.id in self.named and node.id not in self.vocabulary:
            return Named(node.id, self.named[node.id])
        finding = self.finding(node)
        if finding.kind == "yes_no":
            return Is(finding.id)
        middle = ((finding.lowest or 0.0) + (finding.highest or 0.0)) / 2
        example = (finding.choices or ("...",))[0] if finding.kind == "choice" else middle
        raise self.fault(node, _BARE[finding.kind].format(finding.id, example))

    def finding(self, node: ast.Name) -> Finding:
        """Find the finding that a name stands for.

        Raises: CriterionError where there is none, or where a named criterion has the same name.
        """
        if node.id in self.named and node.id in self.vocabulary:
            raise self.fault(node, f"`{node.id}` is the name of both a finding and a criterion. Rename one of them.")
        if node.id in self.named:
            raise self.fault(node, f"`{node.id}` is a named criterion: write `{node.id}` or `not {node.id}`.")
        if node.id not in self.vocabulary:
            raise self.fault(node, f"Nothing is called `{node.id}`.{nearest(node.id, [*self.vocabulary, *self.named])}")
        return self.vocabulary[node.id]


def nearest(word: str, known: Iterable[str]) -> str:
    """Write the hint that offers the known words most like this one; empty when none is."""
    import difflib  # only a slip needs it

    close = difflib.get_close_matches(word.lower(), list(known), n=3, cutoff=0.5)
    return f" Did you mean {' or '.join(f'`{name}`' for name in close)}?" if close else ""
