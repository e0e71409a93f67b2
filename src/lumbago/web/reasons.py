"""Why a visit is as urgent as it is: the rules that hold, the risks, and what nobody could say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lumbago.criteria import Reader, in_words
from lumbago.knowledge import Knowledge
from lumbago.knowledge.records import Urgency
from lumbago.pathway.differential import Risk
from lumbago.pathway.triage import FiredRule, OpenRule, rank
from lumbago.pathway.visit import Visit
from lumbago.web.labels import answered, cause_name, label, labels
from lumbago.web.wording import denominator, share


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason; `because` are the answers behind it, `excuses` what could still lift it.

    in_vain: nothing speaks for it, but what was asked could not be answered.
    """

    urgency: Urgency
    title: str
    why: str
    do: str
    because: tuple[str, ...]
    looks_for: str
    excuses: tuple[str, ...]
    sources: tuple[str, ...]
    in_vain: bool = False


def reasons(visit: Visit, knowledge: Knowledge, reader: Reader) -> tuple[Reason, ...]:
    """List every reason, the most urgent first.

    Unknown: where an answer that nobody could give sets the urgency, the rules it leaves open are the first reasons.
    """
    found = [*(_rule(fired, knowledge, reader) for fired in visit.triage.fired)]
    found += [_risk(risk, visit, knowledge, reader) for risk in visit.risks]
    found.sort(key=lambda reason: -rank(reason.urgency))
    if not found or rank(found[0].urgency) < rank(visit.urgency):
        found = [*_asked_in_vain(visit, knowledge, reader), *found]
    return tuple(found)


def _rule(fired: FiredRule, knowledge: Knowledge, reader: Reader) -> Reason:
    text = getattr(fired.rule.record, reader)
    return Reason(
        urgency=fired.rule.urgency,
        title=text.title,
        why=text.why.strip(),
        do=text.do.strip(),
        because=tuple(answered(f, fired.values[f], knowledge, reader) for f in fired.settled_by),
        looks_for=in_words(fired.rule.criterion, labels(knowledge, reader), knowledge.vocabulary, reader),
        excuses=tuple(label(finding, knowledge, reader) for finding in fired.excuses),
        sources=fired.rule.record.sources,
    )


def _risk(risk: Risk, visit: Visit, knowledge: Knowledge, reader: Reader) -> Reason:
    among = denominator([risk.probability, risk.threshold])
    odds = visit.posterior
    ledger = odds.ledger(odds.column(risk.condition.id)) if odds else ()
    pro = [c for c in ledger if c.decibans > 0]
    chance, least = share(risk.probability, among), share(risk.threshold, among).removeprefix("about ")
    why = f"Of people with answers like these, {chance} have it. From {least}, it is worth having it checked."
    return Reason(
        urgency=risk.urgency,
        title=cause_name(risk.condition, reader),
        why=why if reader == "clinician" else f"{risk.condition.record.explanation.strip()} {why}",
        do="",
        because=tuple(answered(c.finding, c.answer, knowledge, reader) for c in pro),
        looks_for="",
        excuses=(),
        sources=tuple(dict.fromkeys(c.likelihood.source for c in pro)),
    )


def _asked_in_vain(visit: Visit, knowledge: Knowledge, reader: Reader) -> Iterator[Reason]:
    """Gather what nobody could say into one reason a danger: several rules may look for the same one."""
    open_by: dict[str, list[OpenRule]] = {}
    for rule in sorted(visit.triage.open, key=lambda rule: -rank(rule.rule.urgency)):
        if rule.could_not_say:
            open_by.setdefault(getattr(rule.rule.record, reader).title, []).append(rule)
    for title, rules in open_by.items():
        unknown = dict.fromkeys(label(f, knowledge, reader) for rule in rules for f in rule.could_not_say)
        yield Reason(
            urgency="soon",
            title=f"Not ruled out: {title[:1].lower()}{title[1:]}" if reader == "person" else f"Not ruled out: {title}",
            why=f"What could not be said: {'; '.join(unknown)}.",
            do="",
            because=(),
            looks_for="",
            excuses=(),
            sources=tuple(dict.fromkeys(source for rule in rules for source in rule.rule.record.sources)),
            in_vain=True,
        )
