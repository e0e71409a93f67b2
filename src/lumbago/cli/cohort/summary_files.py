"""The summary of a table as files: counts as CSV, and a page with pictures that needs nothing else."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from lumbago.cli.cohort.pictures import bars, thirds
from lumbago.cli.cohort.writing import refusals, write_whole
from lumbago.knowledge import Knowledge
from lumbago.knowledge.sign_off import standing
from lumbago.pathway.cohort.summary import NO, UNKNOWN, YES, Counts, Line, lines

LABELS = {"emergency": "Emergency: now", "same_day": "Today", "soon": "Within a week", "self_care": "At home"}
VERDICT_LABELS = {
    "ok": "suits",
    "caution": "with care",
    "ask": "ask first",
    "avoid": "better not",
    "contraindicated": "never",
}
URGENCIES_SHOWN = (
    ("urgency", "What people are told", "The most urgent thing that the answers come to."),
    (
        "not_ruled_out",
        "What is not ruled out yet",
        "The most urgent thing that answers nobody gave could still change it to.",
    ),
)
NOT_TOLD = "not told"
FEW = 12
STYLE = Path(__file__).with_name("summary.css")


def write_summary(place: str, counts: Counts, people: int, knowledge: Knowledge, smallest: int) -> None:
    """Write summary.csv and summary.html into a folder."""
    found = list(lines(counts, knowledge, smallest))
    shown = people if people >= smallest else None
    with refusals(Path(place)):
        Path(place).mkdir(parents=True, exist_ok=True)
        write_whole(Path(place) / "summary.csv", as_csv(found).encode())
        write_whole(Path(place) / "summary.html", as_page(found, shown, knowledge, smallest).encode())


def as_csv(found: list[Line]) -> str:
    """Write one line a number; an empty number is not told."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("kind", "name", "answer", "people"))
    for line in found:
        for answer, count in line.answers.items():
            writer.writerow((line.kind, line.name, answer, "" if count is None else count))
    return text.getvalue()


def as_page(found: list[Line], people: int | None, knowledge: Knowledge, smallest: int) -> str:
    """Write the page."""
    how_many = "A small group" if people is None else f"{people:,} people"
    body = "".join(
        [
            f"<h1>{how_many}, by how urgent</h1>",
            "<p>Lumbago is decision support, and not a medical device. Knowledge base "
            f'<span class="edition">{escape(knowledge.edition)}</span>: {escape(standing(knowledge.sign_off))}.</p>',
            f"<p>A number below {smallest} is not told, nor one from which it could be worked out.</p>",
            '<div class="pictures">',
            *_urgency(found),
            *_rules(found, knowledge),
            *_causes(found, knowledge),
            "</div>",
            *_medicines(found, knowledge),
        ]
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" '
        'content="width=device-width, initial-scale=1"><title>Summary of a table of people</title>'
        f"<style>{STYLE.read_text('utf-8')}</style></head><body><main>{body}</main></body></html>\n"
    )


def _urgency(found: list[Line]) -> Iterator[str]:
    for kind, title, meaning in URGENCIES_SHOWN:
        line = next(x for x in found if x.kind == kind)
        yield f"<section><h2>{title}</h2><p>{meaning}</p>"
        yield bars([(LABELS[u], line.answers[u], u) for u in LABELS], title)
        yield "</section>"


def _rules(found: list[Line], knowledge: Knowledge) -> Iterator[str]:
    """Show the rules that fire most; the table holds all."""
    rules = [x for x in found if x.kind == "rule"]
    titles = {name: rule.record.clinician.title for name, rule in knowledge.rules.items()}
    top = sorted(rules, key=lambda x: -(x.answers[YES] or 0))[:FEW]
    yield "<section><h2>Red-flag rules</h2>"
    yield "<p>Filled: who meets the rule. Hatched: of whom it is open. Empty: who is cleared.</p>"
    yield thirds([(titles[x.name], x.answers[YES], x.answers[UNKNOWN], x.answers[NO]) for x in top], "Rules met most")
    rows = [(titles[x.name], x.answers[YES], x.answers[UNKNOWN], x.answers[NO]) for x in rules]
    yield _table("All rules", ("rule", "yes", "unknown", "no"), rows)
    yield "</section>"


def _causes(found: list[Line], knowledge: Knowledge) -> Iterator[str]:
    causes = sorted((x for x in found if x.kind == "first_cause"), key=lambda x: -(x.answers[YES] or 0))
    names = {name: condition.record.plain_name for name, condition in knowledge.conditions.items()}
    yield "<section><h2>First causes</h2><p>For how many each comes first. Under 18, causes are not weighed.</p>"
    yield bars([(names[x.name], x.answers[YES], "accent") for x in causes[:FEW]], "Causes that come first most often")
    rows = [(names[x.name], x.answers[YES], x.answers[UNKNOWN], x.answers[NO]) for x in causes]
    yield _table("All causes that come first for somebody", ("cause", "yes", "unknown", "no"), rows)
    yield "</section>"


def _medicines(found: list[Line], knowledge: Knowledge) -> Iterator[str]:
    medicines = [x for x in found if x.kind == "medicine"]
    if medicines:
        records = knowledge.formulary.medicines
        rows = [(records[x.name].record.plain_name, *(x.answers[v] for v in VERDICT_LABELS)) for x in medicines]
        yield "<h2>Medicines</h2>"
        yield _table("What is said of each medicine", ("medicine", *VERDICT_LABELS.values()), rows)


def _table(caption: str, heads: tuple[str, ...], rows: Sequence[tuple[str | int | None, ...]]) -> str:
    head = "".join(f'<th scope="col">{escape(h)}</th>' for h in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(str(first))}</th>{"".join(f"<td>{_number(cell)}</td>" for cell in cells)}</tr>'
        for first, *cells in rows
    )
    return (
        f"<details><summary>{escape(caption)}</summary><table><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></details>"
    )


def _number(cell: str | int | None) -> str:
    return NOT_TOLD if cell is None else f"{cell:,}"
