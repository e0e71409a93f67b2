"""The knowledge base: records with sources, tiers and editions, and nothing that decides."""

from lumbago.knowledge.knowledge import Condition, Knowledge, Named, Rule, Topic
from lumbago.knowledge.load import load

__all__ = ["Condition", "Knowledge", "Named", "Rule", "Topic", "load"]
