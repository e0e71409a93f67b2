"""In which order causes are shown: what must be excluded first, then what is likely.

Base rate alone never ranks an emergency, and a probability alone would hide it behind ordinary pain; so a cause that
a fired rule names comes first, and one that nothing supports comes last.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import msgspec

from lumbago.knowledge.records import Urgency
from lumbago.pathway.differential.posterior import Posterior

SUPPORTED = math.log(3)
WORTH_LISTING = 0.01
POSSIBLE = 1e-4
"""Below this a suspect is ruled out by its gate or by age and sex."""

TIE = 1e-3
"""Between suspects that weigh the same, the likelier comes first."""

LAST_RAISED = 2
"""Suspects that are not likely are raised to the second and third place, no further."""


class Suspicion(msgspec.Struct, frozen=True):
    """A fired rule names a cause; `among` counts the causes that rule names."""

    condition: str
    urgency: Urgency
    among: int


def ranked(posterior: Posterior, suspicions: Iterable[Suspicion]) -> tuple[int, ...]:
    """Order all columns of the network.

    1. suspects of fired emergency rules, by probability (at most one half) plus half the share of the rule that
       names fewest; 2. suspects of same-day rules at least half as likely as the leading ordinary cause; 3. ordinary
    causes and supported risks, by probability; 4. other same-day suspects, then the only suspect of a `soon` rule,
    put in second and third place; 5. everything nothing speaks for.

    Source: model/ranking.
    """
    chance = posterior.probability
    order = _Order(posterior, list(suspicions))
    leader = max((chance[i] for i in order.ordinary), default=0.0)
    first = sorted(order.named("emergency"), key=lambda i: (-order.to_exclude(i), i))
    same_day = sorted(order.named("same_day") - set(first), key=lambda i: (-chance[i], i))
    likely = [i for i in same_day if chance[i] >= leader / 2]
    listed = order.likely(exclude={*first, *same_day})
    top = [*first, *likely, *listed]
    unlikely = [i for i in same_day if i not in likely and order.is_possible(i)]
    raised = dict.fromkeys([*unlikely, *order.only_soon(exclude={*first, *same_day})])
    for place, column in enumerate(raised, start=1):
        top = _raised(top, column, place) if place <= LAST_RAISED else top
    rest = sorted(set(range(len(chance))) - set(top), key=lambda i: (-chance[i], i))
    return tuple(dict.fromkeys([*top, *rest]))


def _raised(top: list[int], column: int, place: int) -> list[int]:
    """Put a cause in its place, unless it stands there or higher already."""
    if column in top[: place + 1]:
        return top
    others = [i for i in top if i != column]
    return [*others[:place], column, *others[place:]]


class _Order:
    """What the ranking asks of a posterior and the suspicions."""

    def __init__(self, posterior: Posterior, suspicions: list[Suspicion]) -> None:
        net = posterior.network
        self._columns = {c.id: i for i, c in enumerate(net.conditions)}
        self._posterior = posterior
        self._suspicions = [s for s in suspicions if s.condition in self._columns]
        self.ordinary = [i for i in range(len(net.conditions)) if not net.independent[i]]

    def named(self, urgency: Urgency) -> set[int]:
        return {self._columns[s.condition] for s in self._suspicions if s.urgency == urgency}

    def to_exclude(self, column: int) -> float:
        """Weigh an emergency's suspect: its probability, at most one half, and its share of the most specific rule."""
        named = (s for s in self._suspicions if s.urgency == "emergency" and self._columns[s.condition] == column)
        share = max((1 / s.among for s in named), default=0.0)
        chance = float(self._posterior.probability[column])
        return min(chance, 0.5) + 0.5 * share + TIE * chance

    def is_possible(self, column: int) -> bool:
        """Say whether a suspect is possible at all; for a cause without percentage the rule is enough."""
        shown = self._posterior.network.shown[column]
        return not shown or float(self._posterior.probability[column]) >= POSSIBLE

    def likely(self, exclude: set[int]) -> list[int]:
        chance, support, net = self._posterior.probability, self._posterior.support, self._posterior.network
        risks = [
            i
            for i in range(len(chance))
            if net.independent[i] and net.shown[i] and support[i] >= SUPPORTED and chance[i] >= WORTH_LISTING
        ]
        return sorted({*self.ordinary, *risks} - exclude, key=lambda i: (-chance[i], i))

    def only_soon(self, exclude: set[int]) -> list[int]:
        """List the causes that a `soon` rule names as its only suspect and that are not near the top anyway."""
        single = {self._columns[s.condition] for s in self._suspicions if s.urgency == "soon" and s.among == 1}
        return sorted(single - exclude, key=lambda i: (-self._posterior.probability[i], i))
