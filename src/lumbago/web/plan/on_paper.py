"""A plan for paper: each thing once, where it begins, with how it is done; what goes on is named again, and no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from lumbago.knowledge import Knowledge
from lumbago.knowledge.plan_records import Stage
from lumbago.pathway.care_plan import Item, Plan
from lumbago.web.plan.doing import Doing, doing

IN_FULL: tuple[Stage, ...] = ("today", "this_week")
"""Told with every step; what lies further off is named, with its dose: the plan is read again by then."""


EXERCISES = 3
"""How many exercises of a part are told; people are asked to choose two or three."""


@dataclass(frozen=True, slots=True)
class PaperPart:
    """One part of the plan: what begins here, what goes on, and what else there is to choose from."""

    title: str
    in_full: bool
    begins: tuple[Doing, ...]
    goes_on: tuple[str, ...]
    to_choose: tuple[str, ...]


def paper_parts(plan: Plan, parts: Iterable[tuple[Stage, str]], knowledge: Knowledge) -> tuple[PaperPart, ...]:
    """Lay a plan out for paper.

    parts: the stages in their order, each with its title.
    """
    told: set[str] = set()
    begun: set[str] = set()
    found = []
    for stage, title in parts:
        items = plan.prevention if stage == "prevention" else plan.at(stage)
        part = _part(
            title,
            stage in IN_FULL,
            [item for item in items if item.id not in told or item.id in begun],
            begun,
            knowledge,
        )
        found.append(part)
        told.update(item.id for item in items)
        begun.update(one.id for one in part.begins)
    return tuple(part for part in found if part.begins or part.goes_on or part.to_choose)


def told_once(parts: tuple[PaperPart, ...]) -> tuple[str, tuple[PaperPart, ...]]:
    """Take the rule for stopping that exercises share out of each of them, to be told once before them.

    Unknown: no rule is shared; it is empty then, and every exercise keeps its own.
    """
    rules = Counter(one.stop_if for part in parts if part.in_full for one in part.begins if one.kind == "exercises")
    rule, times = next(iter(rules.most_common(1)), ("", 0))
    if times < 2 or not rule:
        return "", parts
    return rule, tuple(replace(part, begins=tuple(_without(rule, one) for one in part.begins)) for part in parts)


def _without(rule: str, one: Doing) -> Doing:
    return replace(one, stop_if=one.stop_if.replace(rule, "").strip())


def _part(title: str, in_full: bool, items: Sequence[Item], begun: set[str], knowledge: Knowledge) -> PaperPart:
    new = [item for item in items if item.id not in begun]
    shown = {item.id: doing(item, knowledge) for item in items}
    begins = _begin([item for item in new if _is_for_paper(item)])
    return PaperPart(
        title,
        in_full,
        begins=tuple(shown[item.id] for item in begins),
        goes_on=tuple(shown[item.id].title for item in items if item.id in begun),
        to_choose=tuple(shown[item.id].title for item in new if item not in begins),
    )


def _begin(items: Sequence[Item]) -> list[Item]:
    """Keep as many exercises as somebody chooses; the others are named, to choose from."""
    exercises = [item.id for item in items if item.kind == "exercises"][:EXERCISES]
    return [item for item in items if item.kind != "exercises" or item.id in exercises]


def _is_for_paper(item: Item) -> bool:
    """Say whether it is told in full: what is offered, and every medicine that may be taken."""
    return item.through == "oneself" and (item.status == "offered" or bool(item.medicines))
