"""`lumbago replay`: what a visit was told, beside what an edition says of it now."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from lumbago.actions import answer, conclude_visit, open_database, start_visit
from tests.integration.command import lumbago
from tests.people import knowledge

KEY = "a" * 64
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def address(tmp_path: Path) -> str:
    """Keep one concluded visit, and give the address of its database."""
    address = f"sqlite:///{tmp_path / 'lumbago.db'}"
    database = open_database(address)
    start_visit(database, KEY, "self", NOON)
    answer(database, KEY, {"saddle_numbness": True}, "person", NOON)
    conclude_visit(database, KEY, knowledge(), NOON)
    database.dispose()
    return address


@pytest.mark.parametrize("edition", [[], ["--edition", knowledge().edition]])
def test_a_visit_is_replayed_under_its_edition(address: str, edition: list[str]) -> None:
    done = lumbago("replay", KEY, *edition, LUMBAGO_DATABASE_URL=address)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"then, 2026-11-24 12:00 UTC, under {knowledge().edition}: emergency")
    assert done.stdout.endswith("The same.\n")


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["b" * 64], "there is no such visit, or it was erased."),
        ([KEY, "--edition", "ed-0"], "the edition ed-0 was never kept here."),
    ],
)
def test_what_is_not_kept_is_said(address: str, arguments: list[str], problem: str) -> None:
    done = lumbago("replay", *arguments, LUMBAGO_DATABASE_URL=address)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(problem)


def test_an_address_that_is_none_is_refused() -> None:
    done = lumbago("replay", KEY, LUMBAGO_DATABASE_URL="somewhere")
    assert (done.returncode, done.stdout) == (2, "")
    assert "LUMBAGO_DATABASE_URL: this is no database address." in done.stderr
