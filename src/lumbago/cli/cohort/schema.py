"""`lumbago cohort schema`: the columns a table may have, and those it comes to."""

from __future__ import annotations

from collections.abc import Iterator

from lumbago.cli.printing import put
from lumbago.knowledge import Knowledge, load
from lumbago.pathway.cohort import Options, schema_of
from lumbago.record import SETTINGS, Finding

TYPES = {"yes_no": "boolean", "number": "number", "choice": "text"}
LISTS = 'list of text, or text with ";" between names'


def schema() -> int:
    """Print every column with its type and its answers; tabs between, so that other programs can read it."""
    knowledge = load()
    put("".join("\t".join(line) + "\n" for line in lines(knowledge)))
    return 0


def lines(knowledge: Knowledge) -> Iterator[tuple[str, str, str, str]]:
    """List the columns: which table, name, type, answers. Every column of a table to be assessed may be missing."""
    yield "table", "column", "type", "answers"
    yield "in", "id", "any", "handed on"
    yield "in", "setting", "text", ", ".join(SETTINGS)
    yield "in", "current_medicines", LISTS, "names, or names with dose_mg and times_a_day; empty is none at all"
    yield "in", "drug_allergy", LISTS, "names; empty is none at all"
    for name, finding in knowledge.vocabulary.items():
        if finding.derivation is None:
            yield "in", name, TYPES[finding.kind], _answers(finding)
    for field in schema_of(knowledge, Options(intervals=True)):
        yield "out", field.name, str(field.type), ""


def _answers(finding: Finding) -> str:
    if finding.kind == "yes_no":
        return 'true, false, null; or text: "yes", "no", "unknown"'
    if finding.kind == "choice":
        return ", ".join((*finding.choices, "unknown"))
    ends = {"from": finding.lowest, "to": finding.highest}
    return " ".join([*(f"{word} {end:g}" for word, end in ends.items() if end is not None), finding.unit]).strip()
