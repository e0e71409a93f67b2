"""Every table of the specification holds, and the manual shows it as it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

import pytest

from lumbago.criteria import could_change, evaluate, in_words, parse, presume, settled_by, to_text
from lumbago.errors import CriterionError
from tests.spec.criteria.contents import CHAPTERS
from tests.spec.criteria.vocabulary import CLINICIAN_LABELS, LABELS, NAMED_CRITERIA, VOCABULARY
from tests.spec.manual import PAGE, page
from tests.spec.tables import RESULTS, TRUTHS, Entry, Refusal, Table, Wording, Writing, known_answers, names

AnEntry = TypeVar("AnEntry", bound=Entry)


def entries(kind: type[AnEntry]) -> list[AnEntry]:
    return [entry for chapter in CHAPTERS for entry in chapter.entries if isinstance(entry, kind)]


def people() -> Iterator[object]:
    for table in entries(Table):
        for number, row in enumerate(table.rows, start=1):
            yield pytest.param(table.criterion, row, id=f"{table.criterion}, row {number}")


@pytest.mark.parametrize(("text", "row"), list(people()))
def test_a_person(text: str, row: dict[str, str]) -> None:
    criterion = parse(text, VOCABULARY, NAMED_CRITERIA)
    values = known_answers(row, VOCABULARY)
    assert evaluate(criterion, values) is TRUTHS[row["evaluate"]]
    assert presume(criterion, values) is TRUTHS[row["presume"]]
    if "settled by" in row:
        assert settled_by(criterion, values) == names(row["settled by"])
    if "could change" in row:
        assert could_change(criterion, values) == names(row["could change"])


@pytest.mark.parametrize("table", entries(Table), ids=lambda table: table.criterion)
def test_a_table_shows_both_judgements_and_only_its_own_findings(table: Table) -> None:
    findings = [name for name in table.header if name not in RESULTS]
    assert set(table.header) >= {"evaluate", "presume"}
    assert all(finding in VOCABULARY for finding in findings)
    assert table.rows


@pytest.mark.parametrize("entry", entries(Writing), ids=lambda entry: entry.criterion)
def test_one_form_of_writing(entry: Writing) -> None:
    assert to_text(parse(entry.criterion, VOCABULARY, NAMED_CRITERIA)) == entry.text
    assert to_text(parse(entry.text, VOCABULARY, NAMED_CRITERIA)) == entry.text


@pytest.mark.parametrize("entry", entries(Wording), ids=lambda entry: entry.criterion)
def test_words(entry: Wording) -> None:
    criterion = parse(entry.criterion, VOCABULARY, NAMED_CRITERIA)
    assert in_words(criterion, LABELS, VOCABULARY) == entry.words
    assert in_words(criterion, CLINICIAN_LABELS, VOCABULARY, "clinician") == (entry.clinician or entry.words)


@pytest.mark.parametrize("entry", entries(Refusal), ids=lambda entry: entry.criterion)
def test_a_refusal(entry: Refusal) -> None:
    with pytest.raises(CriterionError) as caught:
        parse(entry.criterion, VOCABULARY, NAMED_CRITERIA)
    assert str(caught.value) == entry.message.strip("\n")


def test_the_manual_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `python -m tests.spec.manual`"
