"""`lumbago medicines`: which medicines suit each person, why the others do not, and what to ask first."""

from __future__ import annotations

from lumbago.cli.cases import read_records
from lumbago.cli.printing import encoded, print_problems, put_bytes
from lumbago.cli.progress import watched
from lumbago.cli.signed import load_signed
from lumbago.criteria import Reader
from lumbago.errors import InputError
from lumbago.pathway.medication_safety import screen

ALL_ANSWERED = 0
SOME_BAD = 2


def medicines(file: str, *, as_json: bool, clinician: bool, keep_going: bool) -> int:
    """Print one answer for each case; give 2 when some cases were bad, and 0 otherwise.

    Raises: InputError with the problems of all cases, before anything is printed, unless told to keep going.
    """
    from lumbago.cli.medicine_answers import screened, told_in_words, written

    knowledge = load_signed()
    records, problems = read_records(file, knowledge.vocabulary)
    if problems and not keep_going:
        raise InputError(problems)
    print_problems(problems)
    reader: Reader = "clinician" if clinician else "person"
    for record in watched(records, "Screening"):
        answer = screened(record, screen(record, knowledge), knowledge, reader)
        put_bytes(written(answer) if as_json else encoded(told_in_words(answer, knowledge, reader)))
    return SOME_BAD if problems else ALL_ANSWERED
