"""What the terminal prints of a page of the interview, and of what was answered on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lumbago.cli.wording import together
from lumbago.cli.wrapping import wrapped
from lumbago.knowledge import Knowledge
from lumbago.knowledge.records import FindingRecord
from lumbago.pathway.interview import Finished, Screen
from lumbago.record import Record, Value

DANGERS_NAMED = 3
WELCOME = (
    "Lumbago asks until no answer could change its advice. What you type is not kept.",
    'In danger now? Call your emergency number. At every question: "?" says why it is asked, d is "I don\'t know", '
    "b goes back, c changes an answer, q stops.",
)
STOPPED = {
    "settled": "That is all: no answer left could change this advice.",
    "named": "That is all: you need help now, and more questions would only delay it.",
    "unlikely": "That is all: what is left to ask would change this advice for few people.",
    "examination": "That is all: only an examination by a clinician could tell more.",
}
TOO_EARLY = (
    "IT IS TOO EARLY TO SAY",
    "Not everything that could make this urgent was asked. Run `lumbago ask` again and answer the rest. If you cannot "
    "go on, speak with a doctor or a nurse today. If you are afraid that something is badly wrong, call your "
    "emergency number.",
)


def heading(screen: Screen, number: int) -> str:
    """Give the number, the title and the lead of a page."""
    title = f"{number}. {screen.topic.record.title}"
    return "\n".join(["", title, "-" * len(title), wrapped(screen.topic.record.lead)])


def listed(screen: Screen, knowledge: Knowledge) -> str:
    """Give the list of a page that asks which of several apply."""
    labels = [_capital(knowledge.findings[finding].label) for finding in screen.findings]
    rows = [wrapped(label, f"{number:3} ") for number, label in enumerate(labels, 1)]
    return "\n".join([*rows, "  0 None of these", "  d I don't know"])


def question(finding: str, knowledge: Knowledge) -> str:
    """Give one question with how to find out and what can be typed."""
    words = knowledge.findings[finding]
    lines = ["", wrapped(words.question or words.label), *([wrapped(words.how)] if words.how else [])]
    return "\n".join([*lines, *_answers(words)])


def why(screen: Screen, findings: Sequence[str], knowledge: Knowledge) -> str:
    """Say why something is asked, and which dangers hang on it."""
    reasons = dict.fromkeys(knowledge.findings[finding].why for finding in findings if knowledge.findings[finding].why)
    dangers = list(dict.fromkeys(knowledge.rules[rule].record.person.title for rule in screen.rules))
    found = [f"It helps to find, or to rule out: {together(dangers, DANGERS_NAMED)}."] if dangers else []
    return "\n".join(wrapped(line, "- ") for line in [*reasons, *found] or ["It helps to tell causes apart."])


def answers_of(screen: Screen, record: Record, knowledge: Knowledge) -> str:
    """Name a page with what was answered on it, in one line or two."""
    told = [f"{knowledge.findings[f].label}: {value_in_words(f, record.value(f), knowledge)}" for f in screen.findings]
    yes = [knowledge.findings[f].label for f in screen.findings if record.value(f) is True]
    if screen.topic.record.kind != "any_of":
        return f"{screen.topic.record.title} ({'; '.join(told)})"
    known = any(record.value(f) is not None for f in screen.findings)
    return f"{screen.topic.record.title} ({'; '.join(yes) or ('none of these' if known else 'not known')})"


def value_in_words(finding: str, value: Value | None, knowledge: Knowledge) -> str:
    """Say one answer."""
    if value is None:
        return "not known"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        words = knowledge.findings[finding]
        named = dict(zip(words.choices, words.choice_labels, strict=False))
        return named.get(value) or value.replace("_", " ")
    return f"{value:.10g}"


def stopped(finished: Finished) -> str:
    """Say why no more is asked."""
    return "\n" + wrapped(STOPPED[finished.reason]) + "\n"


def _answers(words: FindingRecord) -> Iterator[str]:
    if words.kind == "yes_no":
        yield "  y yes, n no, d I don't know"
    elif words.kind == "number":
        yield f"  a number{_range(words)}, or d for I don't know"
    else:
        labels = words.choice_labels or tuple(choice.replace("_", " ") for choice in words.choices)
        yield from (wrapped(_capital(label), f"{number:3} ") for number, label in enumerate(labels, 1))
        yield "  d I don't know"


def _range(words: FindingRecord) -> str:
    if words.unit == "0-10":
        return " from 0 to 10"
    units = {"degC": " of °C (or with F)", "days": " of days (or with hours, weeks, months)"}
    return units.get(words.unit, f" of {words.unit}" if words.unit else "")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
