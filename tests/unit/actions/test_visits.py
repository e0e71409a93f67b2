"""What happens in a visit: kept as events, folded into where it stands, replayed; on each kind of database."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lumbago.actions import (
    Database,
    answer,
    conclude_visit,
    erase,
    list_medicines,
    open_database,
    replay,
    start_visit,
    visit_state,
    withdraw_answer,
)
from lumbago.errors import NotFoundError
from lumbago.knowledge import load, pack, unpack
from lumbago.knowledge.archive import packed
from lumbago.knowledge.files import PACKAGED, contents
from lumbago.pathway.visit import conduct
from lumbago.record import CurrentMedicine, Record, Value
from lumbago.storage import Event, keep_edition, read_events
from tests.people import answers, knowledge

MORNING = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
KEY, OTHER = "a" * 64, "b" * 64
NUMB: Mapping[str, Value | None] = {"saddle_numbness": True}


@pytest.fixture
def started(database: Database) -> Database:
    start_visit(database, KEY, "self", MORNING)
    return database


def test_a_visit_started_twice_is_one(started: Database) -> None:
    answer(started, KEY, NUMB, "person", MORNING)
    start_visit(started, KEY, "self", MORNING + timedelta(hours=1))
    state = visit_state(started, KEY)
    assert (state.started_at, state.record.value("saddle_numbness")) == (MORNING, True)


def test_answers_are_kept_with_who_gave_them_and_what_is_not_known_stays_asked(started: Database) -> None:
    answer(started, KEY, {"fever_or_rigors": None, "slr_positive": True}, "person", MORNING)
    answer(started, KEY, {"slr_positive": False}, "clinician", MORNING)
    record = visit_state(started, KEY).record
    assert record.was_asked("fever_or_rigors")
    assert record.value("fever_or_rigors") is None
    assert record.value("slr_positive") is False
    assert [d.finding for d in record.disagreements()] == ["slr_positive"]


def test_an_answer_changed_or_withdrawn_leaves_the_events_as_they_were(started: Database) -> None:
    answer(started, KEY, NUMB, "person", MORNING)
    before = read_events(started, KEY)
    answer(started, KEY, {"saddle_numbness": False}, "person", MORNING)
    withdraw_answer(started, KEY, "saddle_numbness", MORNING)
    assert not visit_state(started, KEY).record.was_asked("saddle_numbness")
    assert read_events(started, KEY)[: len(before)] == before


def test_the_same_submission_sent_twice_is_kept_once(started: Database) -> None:
    for value in (True, False):
        answer(started, KEY, {"saddle_numbness": value}, "person", MORNING, submission="one form")
    assert visit_state(started, KEY).record.value("saddle_numbness") is True


def test_an_answer_told_again_is_kept_once_however_many_tell_it_at_once(started: Database) -> None:
    with ThreadPoolExecutor(4) as tabs:
        told = list(tabs.map(lambda _: answer(started, KEY, NUMB, "person", MORNING), range(8)))
    assert [event.kind for event in read_events(started, KEY)] == ["visit_started", "answered"]
    assert {state.record.value("saddle_numbness") for state in told} == {True}


def test_two_tabs_that_answer_at_once_lose_nothing(started: Database) -> None:
    findings = sorted(name for name, f in knowledge().vocabulary.items() if f.kind == "yes_no")[:24]
    with ThreadPoolExecutor(4) as tabs:
        list(tabs.map(lambda f: answer(started, KEY, {f: True}, "person", MORNING), findings))
    record = visit_state(started, KEY).record
    assert {f for f in findings if record.value(f) is True} == set(findings)


def test_medicines_are_listed_in_place_of_those_before(started: Database) -> None:
    list_medicines(started, KEY, (CurrentMedicine("ibuprofen"),), None, MORNING)
    list_medicines(started, KEY, (CurrentMedicine("warfarin"),), ("penicillin",), MORNING)
    state = visit_state(started, KEY)
    assert state.record.medicines == (CurrentMedicine("warfarin"),)
    assert (state.record.allergies, state.listed) == (("penicillin",), True)


def test_a_conclusion_is_kept_and_an_answer_opens_the_visit_again(started: Database) -> None:
    told = conclude_visit(started, KEY, knowledge(), MORNING)
    state = visit_state(started, KEY)
    assert (state.open, state.concluded[-1].urgency, state.told_at) == (False, told.urgency, MORNING)
    answer(started, KEY, NUMB, "person", MORNING)
    assert visit_state(started, KEY).open
    conclude_visit(started, KEY, knowledge(), MORNING + timedelta(hours=2))
    state = visit_state(started, KEY)
    assert [c.urgency for c in state.concluded] == [told.urgency, "emergency"]
    assert state.told_at == MORNING + timedelta(hours=2)


def test_what_is_told_holds_for_all_answers_before_it_however_many_tabs_answer(started: Database) -> None:
    findings = [name for name, f in knowledge().vocabulary.items() if f.kind == "yes_no"][:6]

    def answers_and_concludes(finding: str) -> None:
        answer(started, KEY, {finding: True}, "person", MORNING)
        conclude_visit(started, KEY, knowledge(), MORNING)

    with ThreadPoolExecutor(3) as tabs:
        list(tabs.map(answers_and_concludes, findings))
    state = visit_state(started, KEY)
    concluded = state.concluded
    assert not state.open
    assert {f for f in findings if concluded[-1].record.value(f)} == set(findings)
    assert [c.urgency for c in concluded] == [conduct(c.record, knowledge(), MORNING).urgency for c in concluded]


def test_a_visit_that_is_erased_while_it_is_concluded_stays_erased(started: Database) -> None:
    def read_once_then_erased(database: Database, key: str) -> tuple[Event, ...]:
        events = read_events(database, key)
        erase(database, key) if events else None
        return events

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("lumbago.actions.visits.read_events", read_once_then_erased)
        with pytest.raises(NotFoundError, match="no such visit"):
            conclude_visit(started, KEY, knowledge(), MORNING)
    assert read_events(started, KEY) == ()


def test_the_clock_of_an_advice_runs_from_when_it_was_first_given(started: Database) -> None:
    for hours in range(3):
        conclude_visit(started, KEY, knowledge(), MORNING + timedelta(hours=hours))
    assert visit_state(started, KEY).told_at == MORNING


def test_nothing_can_be_done_to_a_visit_that_is_not_there(database: Database) -> None:
    for act in (
        lambda: answer(database, OTHER, NUMB, "person", MORNING),
        lambda: withdraw_answer(database, OTHER, "age", MORNING),
        lambda: list_medicines(database, OTHER, (), (), MORNING),
        lambda: conclude_visit(database, OTHER, knowledge(), MORNING),
        lambda: erase(database, OTHER),
        lambda: replay(database, OTHER, knowledge()),
    ):
        with pytest.raises(NotFoundError, match="no such visit"):
            act()
    assert read_events(database, OTHER) == ()


def test_an_erased_visit_is_gone_and_another_is_not(started: Database) -> None:
    start_visit(started, OTHER, "self", MORNING)
    erase(started, KEY)
    with pytest.raises(NotFoundError):
        visit_state(started, KEY)
    assert visit_state(started, OTHER).started_at == MORNING


def test_of_an_erased_visit_no_word_is_left_in_the_files(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'lumbago.db'}")
    start_visit(database, KEY, "self", MORNING)
    list_medicines(database, KEY, (CurrentMedicine("zinfandelamol"),), None, MORNING)
    conclude_visit(database, KEY, knowledge(), MORNING)
    assert any(b"zinfandelamol" in file.read_bytes() for file in tmp_path.iterdir())
    erase(database, KEY)
    assert not any(b"zinfandelamol" in file.read_bytes() for file in tmp_path.iterdir())
    database.dispose()


@given(answers(most=12))
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_replay_under_its_own_edition_says_what_was_said(database: Database, given: dict[str, Value | None]) -> None:
    key = f"{hash(frozenset(given.items())) % 2**64:064x}"
    start_visit(database, key, "self", MORNING)
    answer(database, key, given, "person", MORNING)
    told = conclude_visit(database, key, knowledge(), MORNING)
    again = replay(database, key, knowledge())
    assert again.same
    assert (again.now.urgency, again.now.deadline) == (told.urgency, told.deadline)
    assert again.then.record == visit_state(database, key).record


def test_a_replay_uses_the_edition_that_was_kept(started: Database) -> None:
    answer(started, KEY, NUMB, "person", MORNING)
    conclude_visit(started, KEY, knowledge(), MORNING)
    kept = unpack(pack(load()))
    assert replay(started, KEY, kept, kept.edition).same
    with pytest.raises(NotFoundError, match="ed-000000000000 was never kept"):
        replay(started, KEY, knowledge(), "ed-000000000000")


def test_what_is_kept_is_the_edition_that_told_not_the_packaged_one(started: Database, tmp_path: Path) -> None:
    newer = contents(PACKAGED)
    newer["model/urgencies.toml"] += b"\n# Another edition.\n"
    (tmp_path / "newer").write_bytes(packed(newer))
    told = conclude_visit(started, KEY, load(tmp_path / "newer"), MORNING)
    assert told.edition != knowledge().edition
    assert replay(started, KEY, knowledge()).now.edition == told.edition


def test_a_visit_that_was_never_concluded_cannot_be_replayed(started: Database) -> None:
    with pytest.raises(NotFoundError, match="never concluded"):
        replay(started, KEY, knowledge())


@given(st.binary(min_size=1, max_size=300_000))
@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_edition_is_kept_once_byte_for_byte(database: Database, content: bytes) -> None:
    from lumbago.storage import kept_edition

    name = f"ed-{hash(content) % 2**48:012x}"
    keep_edition(database, name, content)
    keep_edition(database, name, b"something else")
    assert kept_edition(database, name) == content


def test_what_is_read_back_conducts_to_the_same_visit(started: Database) -> None:
    given: dict[str, Value | None] = {
        "age": 45.0,
        "sex_at_birth": "female",
        "duration_days": 2.0,
        "fever_or_rigors": None,
    }
    answer(started, KEY, given, "person", MORNING)
    record = Record(setting="self")
    for finding, value in given.items():
        record = record.with_answer(finding, value)
    ours, theirs = (conduct(r, knowledge(), MORNING) for r in (record, visit_state(started, KEY).record))
    assert (ours.urgency, ours.values) == (theirs.urgency, theirs.values)
