"""Which record names which: for looking from a record to everything that rests on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from lumbago.knowledge.assembly import words
from lumbago.knowledge.knowledge import Knowledge
from lumbago.knowledge.records import ConditionRecord, GroupRecord, Likelihood

NAMES = frozenset(
    {
        *("source", "sources", "finding", "findings", "members", "suspects", "harm_class", "prior_group"),
        *("a", "b", "classes", "medicines", "speaks_of", "implies", "while_unknown"),
        *("guideline", "rule", "red_flags", "related_red_flags", "avoid_red_flags", "instead"),
        *("referrals", "imaging", "treatments"),
        *("rests_on", "record", "claims"),
        *("rests_on", "asks", "fitted_to", "signs", "signs_of_change"),
    }
)
"""Fields that hold ids."""

CRITERIA = frozenset(
    {
        *("when", "entry", "ask_when", "yes_when", "no_when", "present_when", "only_when", "derived_from"),
        "avoid_when",
    }
)
"""Fields that hold a criterion."""


class Stored(msgspec.Struct, frozen=True, eq=False):
    """A record of any kind, as it is stored; `of` is the condition or group a likelihood speaks of."""

    id: str
    kind: str
    record: msgspec.Struct
    of: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.id}" + (f" ({self.of})" if self.of else "")


def stored(knowledge: Knowledge) -> Iterator[Stored]:
    """Go through every record of an edition; what is retired comes last."""
    for kind, records in _kinds(knowledge).items():
        yield from (Stored(name, kind, record) for name, record in records.items())
    for name, (of, entry) in likelihoods(knowledge).items():
        yield Stored(name, "likelihood", entry, of)
    for name, record in knowledge.retired.items():
        yield Stored(name, "retired record", record)


def likelihoods(knowledge: Knowledge) -> dict[str, tuple[str, Likelihood]]:
    """Collect every likelihood by its id, with the condition or group it speaks of."""
    holders: Mapping[str, ConditionRecord | GroupRecord] = {
        **{name: condition.record for name, condition in knowledge.conditions.items()},
        **knowledge.groups,
    }
    return {entry.id: (name, entry) for name, holder in holders.items() for entry in holder.likelihood}


def named_by(record: msgspec.Struct) -> set[str]:
    """Collect the ids a record names; what a condition's likelihoods name is theirs."""
    table = plain(record)
    table.pop("likelihood", None)
    return set(_named(table))


def plain(record: msgspec.Struct) -> dict[str, Any]:
    """Turn a record into tables, lists and values, with what it leaves to the defaults."""
    return {name: _plain(getattr(record, name)) for name in record.__struct_fields__}


def _plain(value: Any) -> Any:
    if isinstance(value, msgspec.Struct):
        return plain(value)
    if isinstance(value, dict):
        return {name: _plain(inside) for name, inside in value.items()}
    return [_plain(item) for item in value] if isinstance(value, (tuple, list)) else value


def _kinds(knowledge: Knowledge) -> dict[str, Mapping[str, msgspec.Struct]]:
    model, formulary = knowledge.model, knowledge.formulary
    return {
        **_of_course(knowledge),
        "rule": {name: rule.record for name, rule in knowledge.rules.items()},
        "condition": {name: condition.record for name, condition in knowledge.conditions.items()},
        "group of conditions": knowledge.groups,
        "finding": knowledge.findings,
        "named criterion": {name: named.record for name, named in knowledge.named.items()},
        "dependence group": knowledge.dependence,
        "topic of the interview": {name: topic.record for name, topic in knowledge.topics.items()},
        "treatment": {name: treatment.record for name, treatment in knowledge.treatments.items()},
        "exercise": {name: exercise.record for name, exercise in knowledge.exercises.items()},
        "everyday advice": knowledge.everyday,
        "hold on exercises": {name: hold.record for name, hold in knowledge.holds.items()},
        "referral": {name: referral.record for name, referral in knowledge.referrals.items()},
        "imaging": {name: imaging.record for name, imaging in knowledge.imaging.items()},
        "follow-up": {name: follow_up.record for name, follow_up in knowledge.follow_up.items()},
        "class of harm": model.harm_classes,
        "prior group": model.prior_groups,
        "score": model.scores,
        "post-test probability": model.post_test_probabilities,
        "medicine": {name: m.record for name, m in formulary.medicines.items()},
        "drug class": {name: c.record for name, c in formulary.classes.items()},
        "interaction": {name: i.record for name, i in formulary.interactions.items()},
        "combination": {name: c.record for name, c in formulary.combinations.items()},
        "morphine equivalent": {n: r.morphine for n, r in formulary.names.ingredient.items() if r.morphine},
        "claim": {name: claim.record for name, claim in knowledge.claims.items()},
        "article": knowledge.articles,
        "danger phrase": knowledge.danger_records,
        "source": knowledge.sources,
    }


def _of_course(knowledge: Knowledge) -> dict[str, Mapping[str, msgspec.Struct]]:
    course = knowledge.told_course
    if course is None:
        return {}
    return {
        "pooled course": course.pooled,
        "shape of a course": course.classes,
        "prior of the shapes": course.priors,
        "prognostic factor": course.factors,
        "step up": {name: rule.record for name, rule in knowledge.escalations.items()},
        "instrument": course.instruments,
        "comparison": {name: choice.record for name, choice in knowledge.choices.items()},
        "part of the course": {
            part: getattr(course, part) for part in ("forecast", "recurrence", "diary", "experiment")
        },
    }


def _named(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _named(item)
    elif isinstance(value, dict):
        for name, inside in value.items():
            if name in CRITERIA and isinstance(inside, str):
                yield from words(inside)
            elif name in NAMES:
                yield from filter(None, [inside] if isinstance(inside, str) else inside)
            else:
                yield from _named(inside)
