"""One record as a page to read: what it says, where it comes from, and where it is used."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec

from lumbago.errors import InputError, Problem
from lumbago.knowledge.knowledge import Knowledge
from lumbago.knowledge.records import ConditionRecord, GroupRecord, Likelihood, SourceRecord

INDENT = "  "


def show(knowledge: Knowledge, record_id: str) -> str:
    """Write the page of any record: a finding, named criterion, rule, condition, group, likelihood or source.

    Raises: InputError naming the nearest ids.
    """
    for kind, records in _kinds(knowledge).items():
        if record_id in records:
            record = records[record_id]
            page = [f"{record_id}  ({kind})", "", *_lines(_plain(record), "")]
            return "\n".join([*page, *_sources(knowledge, record), *_used_in(knowledge, record_id)]) + "\n"
    every = [name for records in _kinds(knowledge).values() for name in records]
    near = difflib.get_close_matches(record_id, every, n=3, cutoff=0.5)
    raise InputError(Problem(f"there is no record {record_id}.", mend=f"Nearest: {', '.join(near)}." if near else ""))


def likelihoods(knowledge: Knowledge) -> dict[str, tuple[str, Likelihood]]:
    """Collect every likelihood by its id, with the condition or group it speaks of."""
    holders: Mapping[str, ConditionRecord | GroupRecord] = {
        **{name: condition.record for name, condition in knowledge.conditions.items()},
        **knowledge.groups,
    }
    return {entry.id: (name, entry) for name, holder in holders.items() for entry in holder.likelihood}


def cited(source: SourceRecord) -> str:
    """Write a source as a reader is shown it: author, title, journal, year, DOI or PubMed number."""
    number = f"doi:{source.doi}" if source.doi else f"PMID {source.pmid}" if source.pmid else ""
    year = str(source.year) if source.year else ""
    parts = (source.first_author, source.title, source.journal, year, number)
    return ". ".join(part for part in parts if part) + "."


def _plain(record: Any) -> Any:
    """Turn a record into plain dictionaries and lists."""
    return msgspec.json.decode(msgspec.json.encode(record))


def _kinds(knowledge: Knowledge) -> dict[str, Mapping[str, Any]]:
    return {
        "rule": {name: rule.record for name, rule in knowledge.rules.items()},
        "condition": {name: condition.record for name, condition in knowledge.conditions.items()},
        "group of conditions": knowledge.groups,
        "finding": knowledge.findings,
        "named criterion": {name: named.record for name, named in knowledge.named.items()},
        "likelihood": {name: {"of": of, **_plain(entry)} for name, (of, entry) in likelihoods(knowledge).items()},
        "dependence group": knowledge.dependence,
        "class of harm": knowledge.model.harm_classes,
        "source": knowledge.sources,
    }


def _lines(value: Any, indent: str) -> Iterator[str]:
    for name, field in value.items():
        if isinstance(field, dict):
            yield f"{indent}{name}:"
            yield from _lines(field, indent + INDENT)
        elif isinstance(field, list) and field and isinstance(field[0], dict):
            yield f"{indent}{name}: {len(field)}"
            for item in field:
                yield f"{indent}{INDENT}- {_in_one_line(item)}"
        elif isinstance(field, str) and "\n" in field:
            yield f"{indent}{name}:"
            yield from (f"{indent}{INDENT}{line}" for line in field.strip().splitlines())
        elif field not in ("", None, [], {}):
            yield f"{indent}{name}: {', '.join(map(str, field)) if isinstance(field, list) else field}"


def _in_one_line(record: Mapping[str, Any]) -> str:
    figures = [
        f"{name} {record[name]['value']}"
        for name in ("sensitivity", "specificity", "lr_pos", "lr_neg")
        if record.get(name)
    ]
    said = [str(record.get(name, "")) for name in ("id", "finding", "tier", "verified", "use", "source")]
    return ", ".join([*filter(None, said), *figures])


def _sources(knowledge: Knowledge, record: Any) -> Iterator[str]:
    names = list(dict.fromkeys(_source_names(_plain(record))))
    if names:
        yield ""
        yield "Sources"
        yield from (f"{INDENT}{name}: {cited(knowledge.sources[name])}" for name in names if name in knowledge.sources)


def _source_names(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, field in value.items():
            if name == "source" and isinstance(field, str):
                yield field
            elif name == "sources":
                yield from field
            else:
                yield from _source_names(field)
    elif isinstance(value, list):
        for item in value:
            yield from _source_names(item)


def _used_in(knowledge: Knowledge, record_id: str) -> Iterator[str]:
    found = [f"{INDENT}{kind} {name}" for kind, name in _uses(knowledge, record_id)]
    if found:
        yield ""
        yield "Used in"
        yield from found


def _uses(knowledge: Knowledge, record_id: str) -> Iterator[tuple[str, str]]:
    for name, rule in knowledge.rules.items():
        if record_id in (*rule.findings, *rule.record.suspects, *rule.record.sources) or _names(
            rule.record.when, record_id
        ):
            yield "rule", name
    for name, (of, entry) in likelihoods(knowledge).items():
        if record_id in (entry.finding, entry.source):
            yield "likelihood", f"{name} ({of}: {entry.finding})"
    for name, named in knowledge.named.items():
        if name != record_id and record_id in named.findings:
            yield "named criterion", name
    for name, group in knowledge.dependence.items():
        if record_id in group.members:
            yield "dependence group", name


def _names(text: str, name: str) -> bool:
    words: Callable[[str], list[str]] = str.split
    return name in words("".join(c if c.isalnum() or c == "_" else " " for c in text))
