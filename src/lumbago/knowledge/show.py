"""One record as a page to read: what it says, where it comes from, and where it is used."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import Any

from lumbago.errors import InputError, Problem
from lumbago.knowledge.knowledge import Knowledge
from lumbago.knowledge.records import SourceRecord
from lumbago.knowledge.references import Stored, named_by, plain, stored

INDENT = "  "
FIGURES = ("sensitivity", "specificity", "lr_pos", "lr_neg")
OF_LIKELIHOODS = ("id", "finding", "tier", "verified", "use", "source")
OF_TREATMENTS = (
    *("guideline", "stance", "phase", "event", "outcome", "value", "low", "high", "said"),
    *("with_treatment", "without"),
)
IN_A_LINE = (*OF_LIKELIHOODS[:2], *OF_TREATMENTS, *OF_LIKELIHOODS[2:])


def show(knowledge: Knowledge, record_id: str) -> str:
    """Write the page of any record by its id; ids that two kinds of record share give a page each.

    Raises: InputError naming the nearest ids.
    """
    every = list(stored(knowledge))
    pages = [_page(knowledge, record, every) for record in every if record.id == record_id]
    if pages:
        return "\n".join(pages)
    near = difflib.get_close_matches(record_id, [record.id for record in every], n=3, cutoff=0.5)
    raise InputError(Problem(f"there is no record {record_id}.", mend=f"Nearest: {', '.join(near)}." if near else ""))


def cited(source: SourceRecord) -> str:
    """Write a source as a reader is shown it: author, title, journal, year, DOI or PubMed number."""
    number = f"doi:{source.doi}" if source.doi else f"PMID {source.pmid}" if source.pmid else ""
    year = str(source.year) if source.year else ""
    parts = (source.first_author, source.title, source.journal, year, number)
    return ". ".join(part for part in parts if part) + "."


def _page(knowledge: Knowledge, shown: Stored, every: list[Stored]) -> str:
    title = f"{shown.id}  ({shown.kind}{f' of {shown.of}' if shown.of else ''})"
    parts = [[title], list(_lines(plain(shown.record), "")), _sources(knowledge, shown), _used_in(shown.id, every)]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _lines(table: Mapping[str, Any], indent: str) -> Iterator[str]:
    for name, field in table.items():
        if isinstance(field, dict):
            inside = list(_lines(field, indent + INDENT))
            yield from [f"{indent}{name}:", *inside] if inside else []
        elif isinstance(field, list) and field and isinstance(field[0], dict):
            yield f"{indent}{name}: {len(field)}"
            yield from (f"{indent}{INDENT}- {_in_one_line(item)}" for item in field)
        elif isinstance(field, str) and "\n" in field:
            yield f"{indent}{name}:"
            yield from (f"{indent}{INDENT}{line}" for line in field.strip().splitlines())
        elif field not in ("", None, [], {}) and field is not False:
            yield f"{indent}{name}: {', '.join(map(str, field)) if isinstance(field, list) else field}"


def _in_one_line(table: Mapping[str, Any]) -> str:
    figures = [f"{name} {table[name]['value']}" for name in FIGURES if isinstance(table.get(name), dict)]
    said = [str(table[name]) for name in IN_A_LINE if table.get(name) is not None]
    return ", ".join([*filter(None, said), *figures]) or ", ".join(f"{name} {value}" for name, value in table.items())


def _sources(knowledge: Knowledge, shown: Stored) -> list[str]:
    """List the sources a record rests on; those of its likelihoods too, for a condition or a group."""
    inside = getattr(shown.record, "likelihood", ())
    names = dict.fromkeys(sorted(named_by(shown.record).union(*map(named_by, inside)) & {*knowledge.sources}))
    lines = [f"{INDENT}{name}: {cited(knowledge.sources[name])}" for name in names]
    return ["Sources", *lines] if lines else []


def _used_in(name: str, every: list[Stored]) -> list[str]:
    """List what names a record, and what does so through a named criterion or a derived finding."""
    names = [(record, named_by(record.record)) for record in every if record.id != name]
    found: dict[Stored, str] = {}
    reached = {name: ""}
    waiting = [name]
    while waiting:
        through = waiting.pop(0)
        for record, named in names:
            if through in named and record not in found:
                found[record] = reached[through]
                if _passes_on(record) and record.id not in reached:
                    reached[record.id] = f", through {record.id}"
                    waiting.append(record.id)
    return ["Used in", *(f"{INDENT}{record}{way}" for record, way in found.items())] if found else []


def _passes_on(record: Stored) -> bool:
    """Say whether whatever names this record rests on what it names."""
    return record.kind == "named criterion" or bool(getattr(record.record, "derived_from", ""))
