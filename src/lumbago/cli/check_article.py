"""`lumbago check-article`: reads somebody's text against the claims, and changes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from lumbago.cli.given_file import text_of
from lumbago.cli.printing import put
from lumbago.cli.wrapping import wrapped
from lumbago.community.articles.fact_check import STANDING_WORDS, Checked, Report, check_text
from lumbago.knowledge import Knowledge, load
from lumbago.knowledge.show import cited

STEP = "  "


def check_article(file: str, *, as_json: bool) -> int:
    """Print of each sentence that speaks of a claim how it stands to the evidence.

    Raises: InputError when the file cannot be read.
    """
    knowledge = load()
    report = check_text(text_of(file), knowledge)
    put(for_machines(report, knowledge) if as_json else for_people(report, knowledge))
    return 0


def for_people(report: Report, knowledge: Knowledge) -> str:
    """Write the report in words."""
    found = [_told(checked, knowledge) for checked in report.checked]
    return "\n".join([*found, _summary(report)])


def for_machines(report: Report, knowledge: Knowledge) -> str:
    """Write the report as one JSON object."""
    table = {
        "edition": knowledge.edition,
        "sentences": report.sentences,
        "checked": [_table(checked, knowledge) for checked in report.checked],
    }
    return json.dumps(table, ensure_ascii=False) + "\n"


def _told(checked: Checked, knowledge: Knowledge) -> str:
    record = checked.claim.record
    lines = [
        wrapped(checked.sentence, f"{checked.line}: "),
        wrapped(f"{STANDING_WORDS[checked.standing]}.", STEP),
        wrapped(checked.right_is, f"{STEP}Right is: ") if checked.right_is else "",
        wrapped(record.reason, f"{STEP}Why: "),
        wrapped(f"{checked.claim.id}, {checked.claim.told_words.lower()}", f"{STEP}Claim: "),
        *(wrapped(cited(knowledge.sources[name]), f"{STEP}Source: ") for name in record.sources),
    ]
    return "\n".join(filter(None, lines)) + "\n"


def _summary(report: Report) -> str:
    counted = ", ".join(f"{count} {words}" for words, count in _counted(report))
    said = f"{len(report.checked)} of {report.sentences} sentences speak of a claim"
    return f"{said}: {counted}.\n" if counted else f"{said}.\n"


def _counted(report: Report) -> Iterator[tuple[str, int]]:
    for standing, words in STANDING_WORDS.items():
        count = sum(checked.standing == standing for checked in report.checked)
        if count:
            yield words.lower(), count


def _table(checked: Checked, knowledge: Knowledge) -> dict[str, Any]:
    record = checked.claim.record
    return {
        "line": checked.line,
        "sentence": checked.sentence,
        "standing": checked.standing,
        "right_is": checked.right_is,
        "says": checked.says,
        "likeness": round(checked.likeness, 2),
        "claim": checked.claim.id,
        "statement": record.statement,
        "verdict": record.verdict,
        "certainty": record.certainty,
        "reason": record.reason,
        "sources": {name: cited(knowledge.sources[name]) for name in record.sources},
    }
