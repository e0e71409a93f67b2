"""Make the page of people and their medicines out of its tables: `python -m tests.spec.medicine_manual`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lumbago.knowledge.show import cited
from tests.medicine_people import knowledge
from tests.spec.manual import markdown_table
from tests.spec.medicine_tables import NO_SOURCE, Chapter, chapters

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "medicines.md"
OPENING = """\
# Which medicine suits whom

<!-- Made from the tables in tests/spec/medicines. Change those, then run `python -m tests.spec.medicine_manual`. -->

Every row on this page is a test. Each person is a healthy adult of 40, at home, who takes nothing, but for what is said
of them. The verdicts were written down before the program was asked; the source is the one that its record names.

| verdict | means |
| --- | --- |
| ok | nothing that is known speaks against it |
| caution | usable with care |
| ask | something that is not known could speak against it |
| avoid | better not |
| contraindicated | not at all |

A verdict is no offer: a person at home is offered only what can be bought. The base is a draft that no clinician has
signed off.
"""


def page() -> str:
    """Write the whole page."""
    parts = [OPENING, *(line for chapter in chapters() for line in _chapter(chapter)), *_sources()]
    return "\n".join(parts)


def _chapter(chapter: Chapter) -> Iterator[str]:
    yield from (f"## {chapter.title}", "")
    if chapter.prose:
        yield from (chapter.prose, "")
    table = []
    for someone in chapter.people:
        for number, row in enumerate(someone.expects):
            who = someone.says if number == 0 else ""
            source = "" if row.source == NO_SOURCE else f"`{row.source}`"
            table.append([who, f"`{row.medicine}`", row.verdict, row.why, source])
    yield from markdown_table(["person", "medicine", "verdict", "because", "source"], table)


def _sources() -> Iterator[str]:
    named = {row.source for chapter in chapters() for someone in chapter.people for row in someone.expects}
    yield from ("## Sources", "")
    table = [[f"`{name}`", cited(knowledge().sources[name])] for name in sorted(named - {NO_SOURCE})]
    yield from markdown_table(["id", "source"], table)


def main() -> None:
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
