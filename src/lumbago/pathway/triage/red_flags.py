"""How urgent: red-flag rules alone. What this step decides is a floor; it never says which cause is likely.

Each rule is read twice. By Kleene's logic it is true, false or unknown, which gives the bracket: the highest rule
that is true, and the highest that is true or unknown. Then the unknown ones are read again as presumed: an excuse
nobody confirmed does not excuse. The urgency told lies inside the bracket.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from lumbago.criteria import could_change, presume, settled_by
from lumbago.knowledge import Knowledge, Rule
from lumbago.knowledge.records import Urgency
from lumbago.pathway.triage.urgency import highest, rank
from lumbago.record import Record, Value, known_values


class FiredRule(msgspec.Struct, frozen=True):
    """A rule that holds; `presumed` says that it holds only until an excuse is confirmed."""

    rule: Rule
    presumed: bool
    values: Mapping[str, Value]

    @property
    def settled_by(self) -> tuple[str, ...]:
        """The findings that made it hold."""
        return settled_by(self.rule.criterion, self.values, presumed=self.presumed)

    @property
    def excuses(self) -> tuple[str, ...]:
        """The unknown findings that could still excuse it."""
        return could_change(self.rule.criterion, self.values) if self.presumed else ()


class OpenRule(msgspec.Struct, frozen=True):
    """A rule that neither holds nor is ruled out; `could_not_say` means the person was asked and did not know."""

    rule: Rule
    could_not_say: tuple[str, ...]
    values: Mapping[str, Value]

    @property
    def needs(self) -> tuple[str, ...]:
        """The unknown findings that could still make it hold."""
        return could_change(self.rule.criterion, self.values)


class Triage(msgspec.Struct, frozen=True):
    """The bracket and what stands behind it; established <= urgency <= not_ruled_out."""

    established: Urgency
    urgency: Urgency
    not_ruled_out: Urgency
    fired: tuple[FiredRule, ...]
    open: tuple[OpenRule, ...]


def triage(record: Record, knowledge: Knowledge, values: Mapping[str, Value] | None = None) -> Triage:
    """Read every red-flag rule against one record.

    Unknown: never lowers anything. A rule left open because the person was asked and could not say makes the visit
    `soon` at least, unless the rule's record says why not.
    """
    known = known_values(record, knowledge.vocabulary) if values is None else values
    not_known = frozenset(f for f in record.observations if f not in known and knowledge.vocabulary[f].kind == "yes_no")
    fired: list[FiredRule] = []
    open_rules: list[OpenRule] = []
    for rule in knowledge.rules.values():
        truth, presumed = rule.truths(known)
        if presumed is True:
            fired.append(FiredRule(rule, presumed=truth is None, values=known))
        elif truth is None:
            open_rules.append(OpenRule(rule, _could_not_say(rule, known, not_known), known))
    return _weigh(fired, open_rules)


def _weigh(fired: list[FiredRule], open_rules: list[OpenRule]) -> Triage:
    fired.sort(key=lambda f: (-rank(f.rule.urgency), f.presumed))
    open_rules.sort(key=lambda o: -rank(o.rule.urgency))
    established = highest([f.rule.urgency for f in fired if not f.presumed])
    asked_in_vain: list[Urgency] = ["soon" for o in open_rules if o.could_not_say]
    told = highest([*(f.rule.urgency for f in fired), *asked_in_vain])
    return Triage(
        established=established,
        urgency=told,
        not_ruled_out=highest([told, *(o.rule.urgency for o in open_rules)]),
        fired=tuple(fired),
        open=tuple(open_rules),
    )


def _could_not_say(rule: Rule, known: Mapping[str, Value], not_known: frozenset[str]) -> tuple[str, ...]:
    """List the findings nobody could tell whose yes alone would make an emergency or same-day rule hold."""
    if not not_known or rule.urgency == "soon" or not rule.record.unknown_is_soon:
        return ()
    asked = [f for f in rule.findings if f in not_known]
    return tuple(f for f in asked if presume(rule.criterion, {**known, f: True}) is True)
