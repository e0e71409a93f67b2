"""One visit as a text to read: how urgent and what to do, what would change it, what it probably is, and why."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from lumbago.cli.for_machines import assessment
from lumbago.cli.output import Assessment, Cause
from lumbago.cli.wording import HEADLINES, out_of, together
from lumbago.criteria import Reader
from lumbago.knowledge import Knowledge
from lumbago.pathway.visit import Visit

WIDTH = 78
REASONS_SHOWN = 3
CAUSES_SHOWN = 4
QUESTIONS_SHOWN = 4
ANSWERS_SHOWN = 3


def report(visit: Visit, knowledge: Knowledge, reader: Reader) -> str:
    """Write the report of one visit."""
    told = assessment(visit, knowledge, reader)
    parts = [
        _urgency(told),
        *_because(visit, told, reader),
        *_open(told, knowledge, reader),
        *_causes(told, knowledge, reader),
        _footer(told),
    ]
    return "\n\n".join(parts) + "\n\n"


def _urgency(told: Assessment) -> str:
    head = f"{told.id}: {HEADLINES[told.urgency]}"
    return f"{head}\n{'=' * len(head)}\n{_wrapped(told.next_step)}"


def _because(visit: Visit, told: Assessment, reader: Reader) -> Iterator[str]:
    if not told.because:
        yield _wrapped("No danger sign is known, and no risk is high enough to act on.")
    done = {fired.rule.id: getattr(fired.rule.record, reader).do for fired in visit.triage.fired}
    for reason in told.because[:REASONS_SHOWN]:
        what = "" if reason.rule not in done else f" {done[reason.rule]}"
        yield _wrapped(f"{reason.title}.", "* ") + "\n" + _wrapped(f"{reason.reason}{what}", "  ")


def _open(told: Assessment, knowledge: Knowledge, reader: Reader) -> Iterator[str]:
    if told.not_ruled_out == told.urgency:
        return
    needs = dict.fromkeys(finding for rule in told.not_cleared for finding in rule.needs)
    labels = [_label(finding, knowledge, reader) for finding in needs]
    head = f"Not ruled out: {HEADLINES[told.not_ruled_out].lower()}. It would change with: "
    yield _wrapped(f"{head}{together(labels, QUESTIONS_SHOWN)}.")


def _causes(told: Assessment, knowledge: Knowledge, reader: Reader) -> Iterator[str]:
    shown = [cause for cause in told.differential if cause.probability is not None][:CAUSES_SHOWN]
    if shown:
        yield "\n".join(["What it may be:", *(_cause(cause, knowledge, reader) for cause in shown)])


def _cause(cause: Cause, knowledge: Knowledge, reader: Reader) -> str:
    if cause.probability is None or cause.low is None or cause.high is None:
        return _wrapped(cause.name, "- ")
    how_often = out_of(cause.probability)
    if reader == "clinician":
        how_often = f"{cause.probability:.1%} ({cause.low:.1%} to {cause.high:.1%})"
    moved = [f"{_label(c.finding, knowledge, reader)} {c.answer} {c.decibans:+.1f} dB" for c in cause.contributions]
    ledger = f"; {', '.join(moved[:ANSWERS_SHOWN])}" if moved and reader == "clinician" else ""
    return _wrapped(f"{cause.name}: {how_often}{ledger}", "- ")


def _label(finding: str, knowledge: Knowledge, reader: Reader) -> str:
    if finding in knowledge.named:
        named = knowledge.named[finding].record
        return (named.clinician_label if reader == "clinician" else "") or named.label
    record = knowledge.findings[finding]
    return (record.clinician_label if reader == "clinician" else "") or record.label


def _footer(told: Assessment) -> str:
    return _wrapped(
        f"Knowledge base {told.edition}: a draft that no clinician has signed off. Not a medical device. "
        "If you are afraid that something is badly wrong, call your emergency number."
    )


def _wrapped(text: str, start: str = "") -> str:
    indent = " " * len(start)
    return textwrap.fill(" ".join(text.split()), WIDTH, initial_indent=start, subsequent_indent=indent)
