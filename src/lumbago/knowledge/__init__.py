"""The knowledge base: records with sources, tiers and editions, and nothing that decides."""

from lumbago.knowledge.claims import Claim, TracedFigure
from lumbago.knowledge.dangers import Danger, Dangers
from lumbago.knowledge.edition import pack, unpack
from lumbago.knowledge.knowledge import Condition, Knowledge, Named, Rule, Topic
from lumbago.knowledge.load import load
from lumbago.knowledge.plan import Exercise, FollowUp, Hold, Imaging, Referral, Treatment

__all__ = [
    "Claim",
    "Condition",
    "Danger",
    "Dangers",
    "Exercise",
    "FollowUp",
    "Hold",
    "Imaging",
    "Knowledge",
    "Named",
    "Referral",
    "Rule",
    "Topic",
    "TracedFigure",
    "Treatment",
    "load",
    "pack",
    "unpack",
]
