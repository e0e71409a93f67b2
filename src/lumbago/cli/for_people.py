"""One visit as a text to read: how urgent and what to do, what would change it, what it probably is, and why."""

from __future__ import annotations

from collections.abc import Iterator

from lumbago.cli.for_machines import assessment
from lumbago.cli.output import Assessment, Cause
from lumbago.cli.plan_for_people import plan_in_words
from lumbago.cli.wording import HEADLINES, SOMETHING, out_of, together
from lumbago.cli.wrapping import wrapped
from lumbago.criteria import Reader
from lumbago.knowledge import Knowledge
from lumbago.knowledge.show import cited
from lumbago.knowledge.sign_off import standing
from lumbago.pathway.interview import Screen, next_screen
from lumbago.pathway.triage import FiredRule
from lumbago.pathway.visit import Visit

REASONS_SHOWN = 3
CAUSES_SHOWN = 4
DANGERS_SHOWN = 3
WORTH_NAMING = 0.005
"""Chance from which a clinician is told a dangerous cause that nothing else names."""

ANSWERS_SHOWN = 4
SOURCES_SHOWN = 6


def report(visit: Visit, knowledge: Knowledge, reader: Reader) -> str:
    """Write the report of one visit."""
    told = assessment(visit, knowledge, reader)
    parts = [
        _urgency(told, visit, reader),
        *plan_in_words(visit.plan, knowledge, reader),
        *_open(visit, knowledge, reader),
        *_causes(told, visit, knowledge, reader),
        *_because(told, visit, reader),
        *_sources(told, knowledge, reader),
        _footer(knowledge),
    ]
    return "\n\n".join(parts) + "\n\n"


def _urgency(told: Assessment, visit: Visit, reader: Reader) -> str:
    head = f"{told.id}: {HEADLINES[told.urgency]}"
    steps = list(dict.fromkeys(getattr(f.rule.record, reader).do for f in _deciding(visit)))
    return "\n".join([head, "=" * len(head), wrapped(told.next_step), *(wrapped(s, "* ") for s in steps)])


def _deciding(visit: Visit) -> list[FiredRule]:
    """List the rules that make the visit as urgent as it is."""
    return [f for f in visit.triage.fired if f.rule.urgency == visit.urgency][:REASONS_SHOWN]


def _open(visit: Visit, knowledge: Knowledge, reader: Reader) -> Iterator[str]:
    """Say which answers would tell most, where something more urgent is not ruled out."""
    if visit.not_ruled_out == visit.urgency:
        return
    shown = next_screen(visit, knowledge, "clinician" if reader == "clinician" else "person")
    if isinstance(shown, Screen):
        asked = together([_label(finding, knowledge, reader) for finding in shown.findings], len(shown.findings))
        yield wrapped(f"Not ruled out yet: {SOMETHING[visit.not_ruled_out]}. Answer next: {asked}.")
    else:
        yield wrapped("What was not asked could change this, for few people. Answer again if anything new comes up.")


def _causes(told: Assessment, visit: Visit, knowledge: Knowledge, reader: Reader) -> Iterator[str]:
    """List ordinary causes as shares of the whole, and dangers apart, each by itself."""
    if visit.posterior is None:
        if told.because:
            yield wrapped("Under 18 rules alone decide: the figures behind chances were measured on adults.")
        return
    net = visit.posterior.network
    alone = {c.id for i, c in enumerate(net.conditions) if net.independent[i]}
    shown = [cause for cause in told.differential if cause.probability is not None]
    shares = [cause for cause in shown if cause.condition not in alone]
    shares.sort(key=lambda cause: -(cause.probability or 0))
    ordinary = ["What it may be:", *(_cause(c, knowledge, reader) for c in shares[:CAUSES_SHOWN])]
    dangers = [c for c in shown if c.condition in alone and _worth_naming(c, visit, reader)][:DANGERS_SHOWN]
    apart = [
        "To be looked into, each by itself (no shares of a whole):",
        *(_cause(c, knowledge, reader) for c in dangers),
    ]
    if dangers and told.urgency in ("emergency", "same_day"):
        yield "\n".join(apart)
    yield "\n".join(ordinary)
    if dangers and told.urgency not in ("emergency", "same_day"):
        yield "\n".join(apart)


def _worth_naming(cause: Cause, visit: Visit, reader: Reader) -> bool:
    """Say whether a dangerous cause is told: when a rule or a risk names it, or to a clinician from 1 in 200."""
    named = any(cause.condition in f.rule.record.suspects for f in visit.triage.fired)
    acted_on = any(cause.condition == risk.condition.id for risk in visit.risks)
    return named or acted_on or (reader == "clinician" and (cause.probability or 0) >= WORTH_NAMING)


def _cause(cause: Cause, knowledge: Knowledge, reader: Reader) -> str:
    if cause.probability is None or cause.low is None or cause.high is None:
        return wrapped(cause.name, "- ")
    how_often = out_of(cause.probability)
    if reader == "clinician":
        how_often = f"{cause.probability:.1%} ({cause.low:.1%} to {cause.high:.1%})"
    moved = [f"{_label(c.finding, knowledge, reader)}: {c.answer} {c.decibans:+.1f} dB" for c in cause.contributions]
    ledger = f"; {', '.join(moved[:ANSWERS_SHOWN])}" if moved and reader == "clinician" else ""
    return wrapped(f"{cause.name}: {how_often}{ledger}", "- ")


def _because(told: Assessment, visit: Visit, reader: Reader) -> Iterator[str]:
    if not told.because:
        yield wrapped("Why: no danger sign is known, and no risk is high enough to act on.")
        return
    yield "\n".join(["Why:", *(wrapped(f"{r.title}. {r.reason}", "- ") for r in told.because[:REASONS_SHOWN])])
    more = len(told.because) - REASONS_SHOWN
    if more > 0:
        yield f"and {more} more; --json lists them all."


def _sources(told: Assessment, knowledge: Knowledge, reader: Reader) -> Iterator[str]:
    names = list(dict.fromkeys(s for reason in told.because[:REASONS_SHOWN] for s in reason.sources))
    if names and reader == "clinician":
        listed = [wrapped(cited(knowledge.sources[name]), "- ") for name in names[:SOURCES_SHOWN]]
        yield "\n".join(["Sources:", *listed])


def _label(finding: str, knowledge: Knowledge, reader: Reader) -> str:
    if finding in knowledge.named:
        named = knowledge.named[finding].record
        return (named.clinician_label if reader == "clinician" else "") or named.label
    record = knowledge.findings[finding]
    return (record.clinician_label if reader == "clinician" else "") or record.label


def _footer(knowledge: Knowledge) -> str:
    return wrapped(
        f"Knowledge base {knowledge.edition}: {standing(knowledge.sign_off)}. Not a medical device. "
        "If you are afraid that something is badly wrong, call your emergency number."
    )
