"""What to do now and next: treatments, exercises, medicines that are safe, whom to see, and what is not worth doing."""

from lumbago.pathway.care_plan.items import Item, Kind, Status, Through, Why
from lumbago.pathway.care_plan.plan import Plan, plan
from lumbago.pathway.care_plan.seeing import Advised

__all__ = ["Advised", "Item", "Kind", "Plan", "Status", "Through", "Why", "plan"]
