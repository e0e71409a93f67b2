"""`lumbago assess`: reads all cases, then answers each. A bad case stops everything unless told to keep going."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias

from lumbago.cli.cases import read_records
from lumbago.cli.printing import print_problems, put_bytes
from lumbago.cli.progress import watched
from lumbago.cli.signed import load_signed
from lumbago.criteria import Reader
from lumbago.errors import InputError
from lumbago.knowledge import Knowledge
from lumbago.pathway.visit import Visit, conduct

Render: TypeAlias = Callable[[Visit, Knowledge, Reader], bytes]

ALL_ANSWERED = 0
SOME_BAD = 2


def assess(file: str, *, as_json: bool, clinician: bool, keep_going: bool) -> int:
    """Print one answer for each case; give 2 when some cases were bad, and 0 otherwise.

    Raises: InputError with the problems of all cases, before anything is printed, unless told to keep going.
    """
    knowledge = load_signed()
    records, problems = read_records(file, knowledge.vocabulary)
    if problems and not keep_going:
        raise InputError(problems)
    print_problems(problems)
    render = for_machines if as_json else for_people
    reader: Reader = "clinician" if clinician else "person"
    now = datetime.now().astimezone()
    for record in watched(records, "Assessing"):
        put_bytes(render(conduct(record, knowledge, now), knowledge, reader))
    return SOME_BAD if problems else ALL_ANSWERED


def for_machines(visit: Visit, knowledge: Knowledge, reader: Reader) -> bytes:
    """Render a visit as one line of JSON."""
    from lumbago.cli.for_machines import assessment
    from lumbago.cli.output import written

    return written(assessment(visit, knowledge, reader))


def for_people(visit: Visit, knowledge: Knowledge, reader: Reader) -> bytes:
    """Render a visit as a report to read."""
    from lumbago.cli.for_people import report
    from lumbago.cli.printing import encoded

    return encoded(report(visit, knowledge, reader))
