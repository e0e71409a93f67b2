"""Reminders handed to a real mail server: for who asked, when an entry is due, once for each due day."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from lumbago import actions
from lumbago.actions import Arrival, Database, episodes, reminders
from lumbago.actions.episodes import Written, record_day
from lumbago.actions.reminders import Outcome
from lumbago.errors import InputError, MailUnreachableError
from lumbago.mail import MailSettings
from lumbago.pathway.course import DayEntry
from tests.people import knowledge
from tests.people_with_diary import somebody
from tests.post_office import PostOffice, free_port, handed_to, post_office

BEGAN = datetime(2026, 11, 24, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))
ADDRESS = "https://lumbago.example"


@pytest.fixture
def office() -> Iterator[tuple[PostOffice, MailSettings]]:
    with post_office() as (opened, port):
        yield opened, handed_to(port)


def reminded(database: Database, email: str = "ada@example.org") -> str:
    """Let somebody with an account and a diary ask for letters; give their key."""
    key, token = somebody(database, BEGAN), secrets.token_hex(32)
    come = Arrival(key, secrets.token_hex(32), "phone", BEGAN)
    actions.make_sign_in_link(database, email, token, BEGAN)
    actions.sign_in_by_link(database, token, come, lambda: secrets.token_hex(16))
    account = actions.account_of(database, come.new_key)
    assert account is not None
    reminders.ask_for_reminders(database, come.new_key, account, secrets.token_hex(16), BEGAN)
    return come.new_key


def round_on(database: Database, mail: MailSettings, day: int) -> Outcome:
    return reminders.remind(database, knowledge(), mail, ADDRESS, BEGAN + timedelta(days=day))


def write(database: Database, key: str, day: int, pain: int = 4) -> None:
    at = BEGAN + timedelta(days=day)
    record_day(database, key, Written(at.date(), DayEntry(day=0, pain=pain)), knowledge(), at)


def test_an_entry_that_is_due_is_reminded_of_once(database: Database, office: tuple[PostOffice, MailSettings]) -> None:
    opened, mail = office
    key = reminded(database)
    write(database, key, 0)
    assert [round_on(database, mail, day).sent for day in (0, 1, 1, 2)] == [0, 1, 0, 0]
    write(database, key, 2)
    assert [round_on(database, mail, day).sent for day in (2, 3, 3)] == [0, 1, 0]
    assert opened.received == {"ada@example.org": 2}
    text = opened.letters[0].get_content()
    assert f"{ADDRESS}/today" in text
    assert "pain" not in text.lower(), "nothing that was written stands in a letter"


def test_nobody_else_gets_a_letter(database: Database, office: tuple[PostOffice, MailSettings]) -> None:
    _, mail = office
    somebody(database, BEGAN)
    key = reminded(database)
    episodes.close_episode(database, key, "stopped", BEGAN)
    assert round_on(database, mail, 5) == Outcome()


def test_a_letter_ends_them_and_so_does_the_page(database: Database, office: tuple[PostOffice, MailSettings]) -> None:
    opened, mail = office
    first, second = reminded(database), reminded(database, "bo@example.org")
    assert round_on(database, mail, 1).sent == 2
    stop = opened.letters[0].get_content().rpartition("/reminders/")[2].split()[0]
    one_click = f"<{ADDRESS}/reminders/{stop}>", "List-Unsubscribe=One-Click"
    headers = opened.letters[0]["List-Unsubscribe"], opened.letters[0]["List-Unsubscribe-Post"]
    assert headers == one_click, "a mail program ends them by one press"
    assert opened.letters[0]["List-Id"] == f"<reminders.{mail.sender.domain}>"
    assert reminders.end_reminders_by(database, stop)
    assert not reminders.end_reminders_by(database, stop)
    reminders.end_reminders(database, second)
    assert [reminders.has_reminders(database, key) for key in (first, second)] == [False, False]
    assert round_on(database, mail, 9) == Outcome()


def test_who_fell_silent_in_strong_pain_gets_one_letter_more(
    database: Database, office: tuple[PostOffice, MailSettings]
) -> None:
    opened, mail = office
    key = reminded(database)
    write(database, key, 1, pain=8)
    assert [round_on(database, mail, day).sent for day in (2, 5, 8, 9, 20)] == [1, 0, 1, 0, 0]
    assert [letter["Subject"] for letter in opened.letters] == ["Your diary of today", "How are you?"]


def test_two_that_send_at_once_do_not_send_twice(database: Database, office: tuple[PostOffice, MailSettings]) -> None:
    opened, mail = office
    for number in range(5):
        reminded(database, f"p{number}@example.org")
    with ThreadPoolExecutor(3) as pool:
        outcomes = list(pool.map(lambda _: round_on(database, mail, 1), range(3)))
    assert sum(outcome.sent for outcome in outcomes) == 5
    assert set(opened.received.values()) == {1}


def test_what_was_delayed_is_tried_again_and_what_was_refused_is_not(
    database: Database, office: tuple[PostOffice, MailSettings]
) -> None:
    _, mail = office
    for name in ("full", "busy", "nobody", "spam"):
        reminded(database, f"{name}@example.org")
    assert round_on(database, mail, 1) == Outcome(refused=2, delayed=2)
    assert round_on(database, mail, 1) == Outcome(delayed=2)


def test_without_a_server_nothing_is_lost(database: Database, office: tuple[PostOffice, MailSettings]) -> None:
    _, mail = office
    reminded(database)
    with pytest.raises(MailUnreachableError):
        round_on(database, handed_to(free_port()), 1)
    assert round_on(database, mail, 1).sent == 1


def test_an_account_without_an_address_cannot_be_reminded(database: Database) -> None:
    key = somebody(database, BEGAN)
    with pytest.raises(InputError, match="no e-mail address"):
        reminders.ask_for_reminders(database, key, actions.Account("x", None, frozenset()), "stop", BEGAN)
