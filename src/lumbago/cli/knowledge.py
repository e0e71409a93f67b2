"""`lumbago knowledge`: looks into the knowledge base; changes nothing in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from lumbago.cli.cases import read_records
from lumbago.cli.printing import put
from lumbago.community.articles import article_problems
from lumbago.errors import InputError, KnowledgeError
from lumbago.knowledge import Knowledge, load
from lumbago.knowledge import show as showing
from lumbago.knowledge import stale as due
from lumbago.knowledge.check import problems
from lumbago.knowledge.difference import differences
from lumbago.knowledge.files import PACKAGED, contents, edition_of
from lumbago.knowledge.load import build
from lumbago.knowledge.reading import read
from lumbago.pathway.visit import Appraisal, appraise
from lumbago.record import Record, Vocabulary
from lumbago.record.place import listed

OURS = "packaged"
"""How the knowledge base that came with Lumbago is named on the command line."""

CAUSES_COMPARED = 3


def check() -> int:
    """Check the packaged knowledge base anew, whatever was kept of an earlier check.

    Raises: KnowledgeError with everything that does not hold together.
    """
    files = contents(PACKAGED)
    records = read(files)
    knowledge = build(records, edition_of(files), files)
    found = [*problems(records, knowledge), *article_problems(knowledge)]
    if found:
        raise KnowledgeError(found)
    kinds = ("rules", "conditions", "findings", "treatments", "exercises", "referrals", "claims", "articles", "sources")
    counted = [f"{len(getattr(records, kind))} {kind}" for kind in kinds]
    put(f"{knowledge.edition}: {listed(counted, 'and')} hold together. A draft: no clinician has signed it off.\n")
    return 0


def show(record: str) -> int:
    """Print one record and where it is used.

    Raises: InputError naming the nearest ids, when there is no such record.
    """
    put(showing.show(load(), record))
    return 0


def stale() -> int:
    """Print how much nobody has confirmed, and what to read first."""
    found = due.stale(load(), datetime.now(UTC).date())
    put("".join(f"{count:5}  {what}\n" for what, count in found.counts.items()))
    put("\nRead first what most hangs on:\n")
    put("".join(f"{one.weight:5}  {one.record}: {one.why}\n" for one in found.due))
    return 0


def diff(before: str, after: str, cases: str | None) -> int:
    """Print what differs between two folders of records, and between their answers to cases.

    Raises: KnowledgeError when a folder holds no knowledge base that holds together, InputError for bad cases.
    """
    one, other = _folder(before), _folder(after)
    found = differences(one, other)
    changes = list(_changes(load(one), load(other), cases)) if cases else []
    put("".join(f"{difference}\n" for difference in found) or "The records are the same.\n")
    if cases:
        put("\n" + "".join(changes))
    return 0


def _folder(name: str) -> Path:
    return PACKAGED if name == OURS and not Path(name).exists() else Path(name)


def _changes(before: Knowledge, after: Knowledge, cases: str) -> Iterator[str]:
    """Say of each case what changes; a finding that only one edition has is known to that one alone."""
    records, wrong = read_records(cases, Vocabulary({**before.vocabulary, **after.vocabulary}))
    if wrong:
        raise InputError(wrong)
    now = datetime.now().astimezone()
    changed = 0
    for record in records:
        change = _change(appraise(record, before, now), appraise(record, after, now), record)
        changed += bool(change)
        yield change
    yield f"{changed} of {len(records)} cases change their answer.\n"


def _change(before: Appraisal, after: Appraisal, record: Record) -> str:
    old, new = _told(before), _told(after)
    parts = [f"{what} {old[what]} -> {new[what]}" for what in old if old[what] != new[what]]
    return f"{record.id}: {'; '.join(parts)}\n" if parts else ""


def _told(visit: Appraisal) -> dict[str, str]:
    causes = ", ".join(cause.id for cause in visit.causes[:CAUSES_COMPARED])
    return {"urgency": visit.urgency, "not ruled out": visit.not_ruled_out, "first causes": causes}
