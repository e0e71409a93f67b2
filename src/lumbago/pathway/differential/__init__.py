"""Which causes, how likely, and what moved the odds. A risk over its threshold raises the urgency, never lowers it."""

from lumbago.pathway.differential.action import Risk, levels, risks_to_act_on
from lumbago.pathway.differential.posterior import Contribution, Posterior, posterior
from lumbago.pathway.differential.ranking import Suspicion, ranked

__all__ = ["Contribution", "Posterior", "Risk", "Suspicion", "levels", "posterior", "ranked", "risks_to_act_on"]
