"""How urgent, from rules and risks together: `differential.action` and `visit.appraise` over a table."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from lumbago.criteria.columns import Plane
from lumbago.knowledge import Knowledge
from lumbago.knowledge.records import Urgency
from lumbago.pathway.cohort.odds import Odds, Unpacked
from lumbago.pathway.differential.action import ACTED_ON, GROUPS_FOR_EMERGENCY, levels
from lumbago.pathway.differential.network import Network
from lumbago.pathway.triage import URGENCIES, rank
from lumbago.record import Setting

Ranks = NDArray[np.uint8]
"""Urgencies as their places in `URGENCIES`."""


def told_by_rules(planes: Mapping[Urgency, Plane], bits: Unpacked) -> Ranks:
    """Give the highest urgency of which a plane holds."""
    found = np.zeros(bits.people, dtype=np.uint8)
    for urgency in URGENCIES[1:]:
        np.maximum(found, bits.of(planes[urgency]) * np.uint8(rank(urgency)), out=found)
    return found


def told_by_risks(
    odds: Odds, net: Network, knowledge: Knowledge, setting: Setting, silent: Mapping[str, Plane], bits: Unpacked
) -> Ranks:
    """Compare every cause with the thresholds of its class of harm."""
    found = np.zeros(bits.people, dtype=np.uint8)
    needed = knowledge.model.ranking.support
    for column, condition in enumerate(net.conditions):
        harm = condition.record.harm_class
        if not harm or condition.record.rules_only:
            continue
        chance, support = odds.probability[column], odds.support[column]
        acts = bits.of(silent[harm]) == 0 if harm in silent else True
        thresholds = levels(condition, knowledge, setting)
        for urgency in ACTED_ON:
            if urgency in thresholds:
                acted = (chance >= thresholds[urgency]) & (support >= math.log(needed[urgency])) & acts
                if urgency == "emergency":
                    acted &= odds.groups[column] >= GROUPS_FOR_EMERGENCY
                np.maximum(found, acted.view(np.uint8) * np.uint8(rank(urgency)), out=found)
    return found
