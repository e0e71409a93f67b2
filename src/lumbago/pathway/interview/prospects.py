"""How likely each rule is to turn out to hold, and on which findings that rests: all rules of an edition at once.

`chance.py` says what is reckoned, one criterion at a time; here the same numbers come from arrays. A sweep up gives the
chance of every group, a sweep down what each finding has part in. Both multiply in the order in which `chance.py` does,
and tests hold the two equal to the last bit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from lumbago.knowledge import Knowledge
from lumbago.pathway.interview.chance import Leaf, Prospect
from lumbago.pathway.interview.levels import FIRST_SLOT, SURELY, Floats, Ints, Level, levels
from lumbago.pathway.interview.trees import Group, Trees


@dataclass(frozen=True)
class Layout:
    """All rules of an edition as levels of groups, over their leaves.

    findings, pairs_of: each finding that a rule names, once for every rule; and which of them are each rule's.
    pair_of: for each place at which a rule names a finding.
    """

    number: Mapping[str, int]
    leaves: Sequence[tuple[Leaf, bool]]
    levels: Sequence[Level]
    roots: Ints
    slots: int
    findings: Sequence[str]
    pairs_of: Sequence[range]
    pair_of: Ints

    def reckoned(self, prospect: Prospect) -> Reckoned:
        """Reckon what can still come of every rule for one person."""
        chances, weights, credit = np.zeros(self.slots), np.zeros(self.slots), np.zeros(len(self.pair_of))
        chances[SURELY] = 1.0
        chances[FIRST_SLOT : FIRST_SLOT + len(self.leaves)] = self._of_leaves(prospect)
        for level in self.levels:
            level.up(chances)
        weights[self.roots] = 1.0
        for level in reversed(self.levels):
            level.down(chances, weights, credit)
        shares = np.bincount(self.pair_of, credit, len(self.findings)).tolist()
        return Reckoned(self, prospect, chances[self.roots].tolist(), shares)

    def _of_leaves(self, prospect: Prospect) -> Floats:
        rates = np.array([prospect.rate(leaf) for leaf, _ in self.leaves])
        chances = np.where(self._wanted, rates, 1 - rates)
        for finding in {**prospect.values, **prospect.record.observations}:
            for number, leaf, holds in self._leaves_of[finding]:
                chances[number] = prospect.of_leaf(leaf, holds)
        return chances

    @cached_property
    def _wanted(self) -> Ints:
        return np.array([holds for _, holds in self.leaves])

    @cached_property
    def _leaves_of(self) -> Mapping[str, list[tuple[int, Leaf, bool]]]:
        found = defaultdict[str, list[tuple[int, Leaf, bool]]](list)
        for number, (leaf, holds) in enumerate(self.leaves):
            found[leaf.finding].append((number, leaf, holds))
        return found


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What came of it: the chance of each rule, and the share of each finding in it."""

    layout: Layout
    prospect: Prospect
    chances: Sequence[float]
    shares: Sequence[float]

    def of_holding(self, rule: str) -> float:
        """Give the probability that a rule will hold in the end, an unknown excuse not counting, in 0..1."""
        return self.chances[self.layout.number[rule]]

    def resting(self, rule: str) -> Iterator[tuple[str, float]]:
        """List the unknown findings on which any of that probability rests, and how much of it."""
        for pair in self.layout.pairs_of[self.layout.number[rule]]:
            if self.shares[pair] > 0 and self.layout.findings[pair] not in self.prospect.values:
                yield self.layout.findings[pair], self.shares[pair]


@lru_cache(maxsize=8)
def layout(knowledge: Knowledge) -> Layout:
    """Lay the rules of an edition out; once."""
    trees, roots = Trees(), list[Group]()
    findings, pairs_of, pair_of = list[str](), list[range](), list[int]()
    for rule in knowledge.rules.values():
        begun = len(trees.named)
        roots.append(trees.grown(rule.criterion))
        names = [leaf.finding for leaf, _ in trees.named[begun:]]
        pairs = {name: len(findings) + i for i, name in enumerate(dict.fromkeys(names))}
        pairs_of.append(range(len(findings), len(findings) + len(pairs)))
        findings.extend(pairs)
        pair_of.extend(pairs[name] for name in names)
    leaves = tuple(dict.fromkeys(trees.named))
    made, slots = levels(trees, leaves)
    return Layout(
        number={name: i for i, name in enumerate(knowledge.rules)},
        leaves=leaves,
        levels=made,
        roots=np.array([slots[id(root)] for root in roots]),
        slots=FIRST_SLOT + len(leaves) + len(trees.groups),
        findings=findings,
        pairs_of=pairs_of,
        pair_of=np.array(pair_of),
    )
