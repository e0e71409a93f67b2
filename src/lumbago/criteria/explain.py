"""Say a criterion in plain English.

The words are the findings' own labels; this module only joins them. Lists are kept apart by punctuation alone, so a
reader can tell which parts belong together: commas inside, semicolons around, brackets where that is not enough.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

import msgspec

from lumbago.criteria.nodes import And, AtLeast, Compare, Criterion, Is, Named, Not, NumberOperator, OneOf, Or, Unless
from lumbago.criteria.write import plain_number
from lumbago.record.findings import Finding

Reader: TypeAlias = Literal["person", "clinician"]

_OPPOSITE: dict[NumberOperator, NumberOperator] = {
    "<": ">=",
    "<=": ">",
    ">": "<=",
    ">=": "<",
    "==": "!=",
    "!=": "==",
}
_NUMBER_WORDS: dict[NumberOperator, str] = {
    "<": "is less than {}",
    "<=": "is at most {}",
    ">": "is more than {}",
    ">=": "is at least {}",
    "==": "is {}",
    "!=": "is not {}",
}
_AGE_WORDS: dict[NumberOperator, str] = {
    "<": "you are younger than {}",
    "<=": "you are {} or younger",
    ">": "you are older than {}",
    ">=": "you are {} or older",
    "==": "you are {}",
    "!=": "you are not {}",
}
_UNIT_WORDS = {"degC": "°C", "beats/min": "beats a minute", "breaths/min": "breaths a minute"}
_SCALE = re.compile(r"\d+-(\d+)")  # a unit such as 0-10
_ARTICLE = re.compile(r"(?:an?|any|some) ")
_NO_FINDINGS: Mapping[str, Finding] = {}


def in_words(
    criterion: Criterion,
    labels: Mapping[str, str],
    findings: Mapping[str, Finding] = _NO_FINDINGS,
    reader: Reader = "person",
) -> str:
    """Say what has to hold, as a phrase without a capital or a full stop.

    labels: by finding or named criterion, and by `finding=choice` for the words of a choice. What has no label is
        called by its id; a named criterion without one is spelled out.
    findings: the vocabulary, for the units of numbers.
    reader: a person's age is said as "you are 65 or older", unless a clinician reads.
    """
    return _Words(labels, findings, reader).of(criterion)


class _Words(msgspec.Struct, frozen=True):
    labels: Mapping[str, str]
    findings: Mapping[str, Finding]
    reader: Reader

    def of(self, criterion: Criterion) -> str:
        match criterion:
            case Is(finding):
                return self.label(finding)
            case Compare(finding, operator, limit):
                return self.number(finding, operator, limit)
            case OneOf(finding, choices):
                return f"{self.label(finding)} is {_joined(self.choices(finding, choices), 'or')}"
            case Named(name, inner):
                return self.labels.get(name) or self.of(inner)
            case Not(inner):
                return self.denied(inner)
            case Unless(inner):
                return f"unless {self.item(inner)}"
        return self.group(criterion)

    def group(self, criterion: And | Or | AtLeast) -> str:
        if isinstance(criterion, And):
            return self.conjunction(criterion)
        if isinstance(criterion, Or):
            return _joined(self.items(criterion.items), "or")
        return f"at least {criterion.count} of: {_joined(self.items(criterion.items), 'and')}"

    def conjunction(self, criterion: And) -> str:
        """Say what has to hold first, and all that excuses last."""
        signs = _joined(self.items([item for item in criterion.items if not isinstance(item, Unless)]), "and")
        excuses = _joined(self.items(_excuses(criterion)), "or")
        if not (signs and excuses):
            return signs or f"unless {excuses}"
        excuses = f"({excuses})" if ";" in excuses or "unless" in excuses else excuses
        return f"{signs}{';' if _holds_list(signs) else ','} unless {excuses}"

    def denied(self, inner: Criterion) -> str:
        match inner:
            case Is(finding):
                return _without(self.label(finding))
            case Compare(finding, operator, limit):
                return self.number(finding, _OPPOSITE[operator], limit)
            case OneOf(finding, choices):
                words = self.choices(finding, choices)
                return f"{self.label(finding)} is {f'not {words[0]}' if len(words) == 1 else _none_of(words)}"
            case Named(name, hidden):
                return _without(self.labels[name]) if name in self.labels else self.denied(hidden)
            case Not(kept) | Unless(kept):
                return self.of(kept)
        return self.denied_group(inner)

    def denied_group(self, inner: And | Or | AtLeast) -> str:
        if isinstance(inner, Or):
            single = all(isinstance(item, Is) for item in inner.items)
            return _none_of(self.items(inner.items), single)
        if isinstance(inner, And):
            return f"not ({self.of(inner)})" if _excuses(inner) else f"not {self.item(inner)}"
        return f"fewer than {inner.count} of: {_joined(self.items(inner.items), 'and')}"

    def items(self, criteria: Sequence[Criterion]) -> list[str]:
        return [self.item(criterion) for criterion in criteria]

    def item(self, criterion: Criterion) -> str:
        """Say a part so that it can stand in a list."""
        if isinstance(criterion, Named) and criterion.name not in self.labels:
            return self.item(criterion.inner)
        words = self.denied(criterion.inner) if isinstance(criterion, Unless) else self.of(criterion)
        match criterion:
            case And(items) if not _excuses(criterion):
                return f"both {words}" if len(items) == 2 else f"all of: {words}"
            case Or(items):
                return f"either {words}" if len(items) == 2 else f"any of: {words}"
        return words

    def number(self, finding: str, operator: NumberOperator, limit: float) -> str:
        amount = plain_number(limit)
        if finding == "age" and self.reader == "person":
            return _AGE_WORDS[operator].format(amount)
        unit = self.findings[finding].unit if finding in self.findings else ""
        return f"{self.label(finding)} {_NUMBER_WORDS[operator].format(_with_unit(amount, unit))}"

    def choices(self, finding: str, choices: Sequence[str]) -> list[str]:
        return [self.labels.get(f"{finding}={choice}", choice.replace("_", " ")) for choice in choices]

    def label(self, name: str) -> str:
        return self.labels.get(name) or name.replace("_", " ")


def _excuses(criterion: And) -> list[Criterion]:
    """List what excuses; several excuses in one `unless` count singly."""
    inside = [item.inner for item in criterion.items if isinstance(item, Unless)]
    return [excuse for inner in inside for excuse in (inner.items if isinstance(inner, Or) else (inner,))]


def _joined(items: Sequence[str], word: str) -> str:
    """Join items by the weakest punctuation that keeps them apart."""
    if len(items) < 2:
        return "".join(items)
    apart = [f"({item})" if ";" in item else item for item in items]
    *first, last = apart
    if any(_holds_list(item) for item in apart):
        return f"{'; '.join(first)}; {word} {last}"
    if any(" or " in item or " and " in item for item in apart):
        return f"{', '.join(first)}, {word} {last}"
    return f"{', '.join(first)} {word} {last}"


def _holds_list(words: str) -> bool:
    return any(sign in words for sign in ",:;")


def _none_of(items: Sequence[str], single: bool = True) -> str:
    return f"neither {items[0]} nor {items[1]}" if single and len(items) == 2 else f"none of: {_joined(items, 'or')}"


def _with_unit(amount: str, unit: str) -> str:
    if not unit:
        return amount
    if scale := _SCALE.fullmatch(unit):
        return f"{amount} out of {scale[1]}"
    return f"{amount}%" if unit == "%" else f"{amount} {_UNIT_WORDS.get(unit, unit)}"


def _without(label: str) -> str:
    return f"no {_ARTICLE.sub('', label, count=1) if _ARTICLE.match(label) else label}"
