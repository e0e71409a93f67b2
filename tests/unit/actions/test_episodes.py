"""Episodes on both databases: days by the person's calendar, entries of two devices, signs, what is left of it all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from lumbago import actions
from lumbago.actions import Arrival, Database, episodes, reminders, sharing, taking_away
from lumbago.actions.episode_state import as_content, from_content
from lumbago.actions.episodes import Written, episode_state, record_day
from lumbago.errors import InputError, NotFoundError
from lumbago.pathway.course import DayEntry
from lumbago.storage import Event, read_events
from tests.people import knowledge
from tests.people_with_diary import somebody

BERLIN = ZoneInfo("Europe/Berlin")
MORNING = datetime(2026, 11, 24, 9, 30, tzinfo=BERLIN)
FULL = DayEntry(
    day=0,
    pain=4,
    function=7,
    flare=False,
    leg_or_bladder_change=False,
    signs={"saddle_numbness": False, "fever_or_rigors": None},
    medicines=("ibuprofen",),
    more={"sleep": 6},
)


def write(database: Database, key: str, at: datetime, entry: DayEntry, on: date | None = None) -> str:
    return record_day(database, key, Written(on or at.date(), entry), knowledge(), at).urgency


@pytest.mark.parametrize(
    "entry", [FULL, DayEntry(day=0, pain=0), DayEntry(day=0, flare=True), DayEntry(day=0, medicines=())]
)
def test_an_entry_is_read_back_as_it_was_written(entry: DayEntry) -> None:
    assert from_content(as_content(entry)) == entry


@pytest.mark.parametrize(
    ("began", "later", "days"),
    [
        (datetime(2026, 3, 28, 23, 30, tzinfo=BERLIN), datetime(2026, 3, 29, 23, 30, tzinfo=BERLIN), 1),
        (datetime(2026, 3, 28, 23, 30, tzinfo=BERLIN), datetime(2026, 3, 29, 0, 10, tzinfo=BERLIN), 1),
        (datetime(2026, 3, 28, 0, 10, tzinfo=BERLIN), datetime(2026, 4, 4, 0, 5, tzinfo=BERLIN), 7),
        (datetime(2026, 10, 24, 0, 10, tzinfo=BERLIN), datetime(2026, 10, 25, 23, 50, tzinfo=BERLIN), 1),
        (datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN), datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=BERLIN), 0),
        (datetime(2026, 10, 24, 23, 59, tzinfo=BERLIN), datetime(2026, 10, 26, 0, 1, tzinfo=BERLIN), 2),
    ],
    ids=["spring", "spring_midnight", "spring_week", "autumn", "hour_twice", "autumn_weekend"],
)
def test_days_are_counted_by_the_calendar_when_clocks_change(
    database: Database, began: datetime, later: datetime, days: int
) -> None:
    key = somebody(database, began)
    write(database, key, later, DayEntry(day=0, pain=3))
    entries = episode_state(database, key, BERLIN).diary.entries
    assert [(entry.day, entry.pain) for entry in entries] == [(days, 3)]


def test_it_is_the_persons_day_and_not_the_servers(database: Database) -> None:
    key = somebody(database, MORNING)
    episodes.choose_zone(database, key, "Pacific/Auckland", MORNING)
    evening = datetime(2026, 11, 24, 20, 0, tzinfo=BERLIN)  # the next morning there
    assert episode_state(database, key).today(evening) == date(2026, 11, 25)
    with pytest.raises(InputError, match="no such time zone"):
        episodes.choose_zone(database, key, "Mars/Olympus", MORNING)


def test_days_that_cannot_be_are_refused(database: Database) -> None:
    key = somebody(database, MORNING)
    for on, reason in ((date(2026, 11, 25), "has not come yet"), (date(2026, 11, 23), "before your first day")):
        with pytest.raises(InputError, match=reason):
            write(database, key, MORNING, FULL, on)
    write(database, key, MORNING + timedelta(days=5), FULL)
    with pytest.raises(InputError, match="clock here stands before"):
        write(database, key, MORNING + timedelta(days=2), FULL)


def test_a_late_entry_has_its_own_day_and_changes_nothing_of_today_but_signs(database: Database) -> None:
    key = somebody(database, MORNING)
    now = MORNING + timedelta(days=5)
    write(database, key, now, DayEntry(day=0, pain=2))
    write(database, key, now, DayEntry(day=0, pain=9), date(2026, 11, 26))
    state = episode_state(database, key, BERLIN)
    assert [(entry.day, entry.pain) for entry in state.diary.entries] == [(2, 9), (5, 2)]
    assert state.visit.record.value("pain_intensity") == 2.0
    assert (
        write(database, key, now, DayEntry(day=0, signs={"saddle_numbness": True}), date(2026, 11, 25)) == "emergency"
    )


def test_the_length_of_the_pain_grows_with_the_days_and_not_with_the_entries(database: Database) -> None:
    key = somebody(database, MORNING)
    for day in (3, 4, 10):
        write(database, key, MORNING + timedelta(days=day), FULL)
    assert episode_state(database, key, BERLIN).visit.record.value("duration_days") == 12.0


def test_a_sign_is_kept_judged_at_once_and_never_taken_back(database: Database) -> None:
    key = somebody(database, MORNING)
    assert write(database, key, MORNING, FULL) != "emergency"
    day_9 = MORNING + timedelta(days=9)
    assert write(database, key, day_9, DayEntry(day=0, signs={"saddle_numbness": True})) == "emergency"
    assert episode_state(database, key).visit.concluded[-1].urgency == "emergency"
    assert write(database, key, day_9 + timedelta(days=1), FULL) == "emergency"


def test_a_sign_after_somebody_was_seen_is_told_anew_with_its_own_clock(database: Database) -> None:
    key = somebody(database, MORNING)
    first, later = MORNING + timedelta(days=2), MORNING + timedelta(days=6)
    write(database, key, first, DayEntry(day=0, signs={"saddle_numbness": True}))
    episodes.answer_clock(database, key, "being_treated", first + timedelta(hours=5))
    write(database, key, later, DayEntry(day=0, signs={"urinary_retention": True}))
    state = episode_state(database, key)
    assert state.visit.told_at == later
    assert state.clock_of(later) is None


def test_two_devices_that_write_at_once_lose_nothing(database: Database) -> None:
    key = somebody(database, MORNING)
    told = [
        DayEntry(day=0, pain=5),
        DayEntry(day=0, function=6),
        DayEntry(day=0, flare=True),
        DayEntry(day=0, more={"sleep": 2}),
    ]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda entry: write(database, key, MORNING, entry), told))
    state = episode_state(database, key, BERLIN)
    assert len(state.notes) == 4
    assert state.diary.entries == (DayEntry(day=0, pain=5, function=6, flare=True, more={"sleep": 2}),)


def test_stalling_is_recorded_with_the_entries_that_caused_it_once(database: Database) -> None:
    key = somebody(database, MORNING)
    for day in range(0, 46, 3):
        write(database, key, MORNING + timedelta(days=day), DayEntry(day=0, pain=6, function=3))
    steps = episode_state(database, key, BERLIN).steps
    assert "day_42" in [step.rule for step in steps]
    assert len({step.rule for step in steps}) == len(steps)
    (referral,) = [step for step in steps if step.rule == "day_42"]
    assert referral.kind == "referral_recorded"
    assert referral.because == (42,)


def test_what_nobody_started_is_not_found(database: Database) -> None:
    nobody = "0" * 64
    for call in (
        lambda: episode_state(database, nobody),
        lambda: episodes.close_episode(database, nobody, "recovered", MORNING),
        lambda: taking_away.as_json(database, nobody),
        lambda: taking_away.as_csv(database, nobody),
    ):
        with pytest.raises(NotFoundError):
            call()


def test_erasing_leaves_nothing_in_the_file(database: Database) -> None:
    key = somebody(database, MORNING)
    come = Arrival(key, "a" * 64, "Firefox on a very particular telephone", MORNING)
    actions.make_sign_in_link(database, "somebody.unique@example.org", "t" * 64, MORNING)
    actions.sign_in_by_link(database, "t" * 64, come, lambda: "account-unique")
    account = actions.account_of(database, come.new_key)
    assert account is not None
    reminders.ask_for_reminders(database, come.new_key, account, "stop-word-unique", MORNING)
    sharing.share(database, come.new_key, "s" * 64, 7, MORNING)
    write(database, come.new_key, MORNING, replace(FULL, medicines=("metamizole-unique",)))
    texts = [
        b"metamizole-unique",
        b"somebody.unique@example.org",
        b"particular telephone",
        b"account-unique",
        b"stop-word",
    ]
    if database.dialect.name == "sqlite":
        assert all(text in raw(database) for text in texts), "what is looked for has to be found before"
    actions.erase_account(database, account)
    assert sharing.shared_visit(database, "s" * 64, MORNING) is None
    if database.dialect.name == "sqlite":
        assert not [text for text in texts if text in raw(database)]
    with pytest.raises(NotFoundError):
        episode_state(database, come.new_key)


def raw(database: Database) -> bytes:
    """Read everything SQLite has on the disk for this database."""
    file = Path(str(database.url.database))
    return b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))


def test_a_day_told_while_another_tab_erases_brings_nothing_back(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = somebody(database, MORNING)

    def read_then_erased(opened: Database, of: str) -> tuple[Event, ...]:
        events = read_events(opened, of)
        actions.erase(opened, of)
        return events

    monkeypatch.setattr(episodes, "read_events", read_then_erased)
    with pytest.raises(NotFoundError):
        write(database, key, MORNING, FULL)
    assert read_events(database, key) == ()
