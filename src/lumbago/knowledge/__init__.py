"""The knowledge base: records with sources, tiers and editions, and nothing that decides."""

from lumbago.knowledge.claim_stale import DueClaim, due_claims
from lumbago.knowledge.claims import Claim, TracedFigure
from lumbago.knowledge.dangers import Danger, Dangers
from lumbago.knowledge.difference import Difference, differences
from lumbago.knowledge.edition import pack, pack_loaded, unpack
from lumbago.knowledge.knowledge import Condition, Knowledge, Named, Rule, Topic
from lumbago.knowledge.load import load
from lumbago.knowledge.plan import Exercise, FollowUp, Hold, Imaging, Referral, Treatment
from lumbago.knowledge.schemas import schemas
from lumbago.knowledge.show import cited, show
from lumbago.knowledge.stale import Due, Stale, stale

__all__ = [
    "Claim",
    "Condition",
    "Danger",
    "Dangers",
    "Difference",
    "Due",
    "DueClaim",
    "Exercise",
    "FollowUp",
    "Hold",
    "Imaging",
    "Knowledge",
    "Named",
    "Referral",
    "Rule",
    "Stale",
    "Topic",
    "TracedFigure",
    "Treatment",
    "cited",
    "differences",
    "due_claims",
    "load",
    "pack",
    "pack_loaded",
    "schemas",
    "show",
    "stale",
    "unpack",
]
