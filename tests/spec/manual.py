"""Make the manual of the language of criteria out of its specification: `python -m tests.spec.manual`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from lumbago.record import Finding
from tests.spec.criteria.contents import CHAPTERS
from tests.spec.criteria.vocabulary import NAMED, VOCABULARY
from tests.spec.tables import Chapter, Entry, Refusal, Table, Wording, Writing

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "criteria.md"
OPENING = """\
# The language of criteria

<!-- Made from the tables in tests/spec/criteria. Change those, then run `python -m tests.spec.manual`. -->

A criterion says when something holds for a person: when a red-flag rule fires, when a question makes sense. It is one
expression, written in a small part of Python's syntax. It is never run as Python.

Every example on this page is a test. `yes` and `no` are known, `?` is unknown. A criterion is judged in two ways:

- **evaluate** is Kleene's logic. The result is known only when no unknown answer could change it.
- **presume** is the last word on a rule. It differs only at `unless(...)`: an excuse that is not known to hold does not
  excuse. Where evaluate knows, presume says the same.

The examples use these findings:
"""


def page() -> str:
    """Write the whole manual."""
    parts = [OPENING, vocabulary_table(), named_table(), *(chapter_text(chapter) for chapter in CHAPTERS)]
    return "\n".join(parts)


def chapter_text(chapter: Chapter) -> str:
    """Write one chapter; entries that fit one table share it."""
    lines = [f"## {chapter.title}", "", chapter.prose.strip(), ""]
    for kind, entries in groupby(chapter.entries, key=type):
        lines += together(kind, list(entries))
    return "\n".join(lines)


def together(kind: type[Entry], entries: Sequence[Entry]) -> Iterator[str]:
    if kind is Writing:
        rows = [[code(e.criterion), code(e.text)] for e in entries if isinstance(e, Writing)]
        yield from markdown_table(["written so", "stands as"], rows)
    elif kind is Wording:
        rows = [[code(e.criterion), e.words, e.clinician or "the same"] for e in entries if isinstance(e, Wording)]
        yield from markdown_table(["criterion", "to a person", "to a clinician"], rows)
    for entry in entries:
        if isinstance(entry, Table):
            rows = [list(row.values()) for row in entry.rows]
            yield from [entry.says, "", *fenced(entry.criterion), *markdown_table(entry.header, rows)]
        elif isinstance(entry, Refusal):
            yield from [entry.says, "", *fenced(f"{entry.criterion}\n\n{entry.message}")]


def vocabulary_table() -> str:
    rows = [[code(finding.id), finding.kind.replace("_", " or "), answers(finding)] for finding in VOCABULARY.values()]
    return "\n".join(markdown_table(["finding", "kind", "answers"], rows))


def answers(finding: Finding) -> str:
    if finding.derivation:
        derivation = finding.derivation
        return f"follows from `{derivation.finding} {derivation.operator} {derivation.value}`"
    if finding.kind == "choice":
        return ", ".join(finding.choices)
    return f"{finding.lowest:g} to {finding.highest:g} {finding.unit}" if finding.kind == "number" else "yes, no"


def named_table() -> str:
    rows = [[code(name), code(text)] for name, text in NAMED.items()]
    return "\n".join(["and this named criterion:", "", *markdown_table(["name", "stands for"], rows)])


def markdown_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    lines = [header, ["---"] * len(header), *rows]
    return [*(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines), ""]


def code(text: str) -> str:
    return f"`{' '.join(text.split())}`"


def fenced(text: str) -> list[str]:
    return ["```", *text.splitlines(), "```", ""]


def main() -> None:
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
