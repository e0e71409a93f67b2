"""One visit in the shape that `assess --json` prints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

from lumbago.cli.output import Assessment, Cause, Contribution, NotCleared, Reason
from lumbago.cli.plan_for_machines import care_plan, medicine
from lumbago.cli.wording import next_step
from lumbago.criteria import Reader
from lumbago.knowledge import Condition, Knowledge
from lumbago.knowledge.records import Urgency
from lumbago.pathway.differential import Contribution as Moved
from lumbago.pathway.differential import Posterior, Risk
from lumbago.pathway.triage import OpenRule, rank
from lumbago.pathway.visit import Visit


def assessment(visit: Visit, knowledge: Knowledge, reader: Reader) -> Assessment:
    """Put a visit into the public shape, in the words of one reader."""
    return Assessment(
        id=visit.record.id,
        edition=visit.edition,
        sign_off=None if knowledge.sign_off is None else str(knowledge.sign_off),
        urgency=visit.urgency,
        not_ruled_out=visit.not_ruled_out,
        deadline_hours=visit.deadline_hours,
        next_step=next_step(visit, knowledge),
        because=reasons(visit, knowledge, reader),
        not_cleared=[NotCleared(o.rule.id, list(o.needs)) for o in visit.triage.open],
        differential=list(_causes(visit, reader)),
        medicines=[medicine(judged, reader) for judged in visit.medicines.medicines],
        plan=care_plan(visit.plan, knowledge, reader),
    )


def reasons(visit: Visit, knowledge: Knowledge, reader: Reader) -> list[Reason]:
    """List every rule that holds and every risk to act on, the most urgent first.

    Unknown: where only an answer that nobody could give sets the urgency, the rules it leaves open are the reasons.
    """
    found: list[tuple[Urgency, Reason]] = []
    for fired in visit.triage.fired:
        text = getattr(fired.rule.record, reader)
        sources = list(fired.rule.record.sources)
        found.append((fired.rule.urgency, Reason(text.title, text.why, sources, rule=fired.rule.id)))
    found.extend((risk.urgency, _risk(risk, visit, reader)) for risk in visit.risks)
    found.sort(key=lambda reason: -rank(reason[0]))
    if not found or rank(found[0][0]) < rank(visit.urgency):
        return [*(_asked_in_vain(o, knowledge, reader) for o in visit.triage.open if o.could_not_say), *_only(found)]
    return _only(found)


def _only(found: list[tuple[Urgency, Reason]]) -> list[Reason]:
    return [reason for _, reason in found]


def _risk(risk: Risk, visit: Visit, reader: Reader) -> Reason:
    reason = f"A probability of {risk.probability:.1%} is over {risk.threshold:.1%}, from which this is worth a visit."
    return Reason(name(risk.condition, reader), reason, _sources_for(risk.condition, visit), risk=risk.condition.id)


def _sources_for(condition: Condition, visit: Visit) -> list[str]:
    """Collect the sources of what spoke for a condition, the strongest first."""
    if visit.posterior is None:
        return []
    ledger = visit.posterior.ledger(visit.posterior.column(condition.id))
    return list(dict.fromkeys(c.likelihood.source for c in ledger if c.decibans > 0))


def _asked_in_vain(rule: OpenRule, knowledge: Knowledge, reader: Reader) -> Reason:
    text = getattr(rule.rule.record, reader)
    labels = ", ".join(knowledge.findings[finding].label for finding in rule.could_not_say)
    reason = f"{text.why} It is not ruled out, because the answer is not known: {labels}."
    return Reason(text.title, reason, list(rule.rule.record.sources), rule=rule.rule.id)


def name(condition: Condition, reader: Reader) -> str:
    """Name a condition as this reader does."""
    return condition.record.plain_name if reader == "person" else condition.record.name


def _causes(visit: Visit, reader: Reader) -> Iterator[Cause]:
    odds = visit.posterior
    likely = _likely(odds) if odds is not None else {}
    for condition in visit.causes:
        probability, low, high, contributions = likely.get(condition.id, (None, None, None, []))
        yield Cause(condition.id, name(condition, reader), probability, low, high, contributions)


Likely: TypeAlias = tuple[float, float, float, list[Contribution]]


def _likely(odds: Posterior) -> dict[str, Likely]:
    """Collect probability, interval and ledger of each condition whose probability is shown."""
    net = odds.network
    bounds, ledgers, chances = odds.intervals().tolist(), odds.ledgers(), odds.probability.tolist()
    return {
        condition.id: (chances[column], *bounds[column], [_moved(c) for c in ledgers[column]])
        for column, condition in enumerate(net.conditions)
        if net.shown[column]
    }


def _moved(moved: Moved) -> Contribution:
    answer: Literal["yes", "no"] = "yes" if moved.answer else "no"
    return Contribution(moved.finding, answer, moved.decibans, moved.likelihood.source, moved.likelihood.tier)
