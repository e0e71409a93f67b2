"""How often each unasked finding is expected to be a yes in this person, to order questions by.

The background rate is that of ordinary pain. It rises with every cause that what was said makes likelier, by that
cause's likelihood ratio; and a finding that makes sense only for some is a yes only among those.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from lumbago.knowledge import Knowledge
from lumbago.pathway.differential import Posterior
from lumbago.pathway.interview.chance import Prospect
from lumbago.record import Record

HIGHEST = 0.9
"""No finding is taken for certain before it is asked."""


def expected_rates(odds: Posterior | None, knowledge: Knowledge) -> Mapping[str, float]:
    """Give the probability of a yes to each finding that has a background rate, in 0..1.

    Unknown: under 18 there are no odds, and the rates are those of whoever the question makes sense for.
    """
    rates = dict(_rates_where_asked(knowledge))
    if odds is not None:
        network = odds.network
        lifts = 1 + (np.exp(network.weights[1]) - 1) @ odds.probability
        for name, lift in zip(network.row_names, lifts.tolist(), strict=True):
            if name in rates:
                rates[name] = min(HIGHEST, rates[name] * lift)
    return rates


@lru_cache(maxsize=8)
def _rates_where_asked(knowledge: Knowledge) -> Mapping[str, float]:
    rates = {name: rate.central for name, rate in knowledge.background_rates.items()}
    nobody = Prospect(Record(), {}, rates)
    share = {name: nobody.of_holding(when) for name, when in knowledge.ask_when.items()}
    return {name: min(HIGHEST, rate / max(share.get(name, 1.0), rate)) for name, rate in rates.items()}
