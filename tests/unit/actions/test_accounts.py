"""Accounts on both databases: links work once, sessions end, a visit comes along, nothing is left after erasing."""

from __future__ import annotations

import secrets
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from lumbago import actions
from lumbago.actions import Arrival, Database
from lumbago.errors import InputError, NotFoundError

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
EMAIL = "ada@example.org"


def new_key() -> str:
    return secrets.token_hex(32)


def arrival(old: str | None = None) -> Arrival:
    return Arrival(old or new_key(), new_key(), "Firefox on Android", NOW)


def sign_in(database: Database, come: Arrival, email: str = EMAIL) -> str:
    token = new_key()
    assert actions.make_sign_in_link(database, email, token, NOW)
    actions.sign_in_by_link(database, token, come, lambda: secrets.token_hex(16))
    return come.new_key


def start(database: Database, key: str, age: float) -> None:
    actions.start_visit(database, key, "self", NOW)
    actions.answer(database, key, {"age": age}, "person", NOW)


def test_a_link_makes_the_account_once_and_finds_it_afterwards(database: Database) -> None:
    first, second = (actions.account_of(database, sign_in(database, arrival())) for _ in range(2))
    assert first is not None
    assert first == second
    assert first.email == EMAIL


def test_a_link_works_once_and_not_after_a_quarter_of_an_hour(database: Database) -> None:
    used, old = new_key(), new_key()
    for token in (used, old):
        actions.make_sign_in_link(database, EMAIL, token, NOW)
    actions.sign_in_by_link(database, used, arrival(), new_key)
    late = Arrival(new_key(), new_key(), "x", NOW + timedelta(minutes=15))
    for token, come in ((used, arrival()), (old, late), (new_key(), arrival())):
        with pytest.raises(NotFoundError):
            actions.sign_in_by_link(database, token, come, new_key)


def test_two_that_use_one_link_at_once_do_not_both_get_in(database: Database) -> None:
    token = new_key()
    actions.make_sign_in_link(database, EMAIL, token, NOW)

    def use(come: Arrival) -> bool:
        try:
            actions.sign_in_by_link(database, token, come, lambda: "one-account")
        except NotFoundError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(use, [arrival() for _ in range(4)])) == 1


def test_nobody_is_sent_more_than_three_links_at_a_time(database: Database) -> None:
    asked = [actions.make_sign_in_link(database, EMAIL, new_key(), NOW) for _ in range(5)]
    assert asked == [True, True, True, False, False]
    assert actions.make_sign_in_link(database, EMAIL, new_key(), NOW + timedelta(minutes=15))


@pytest.mark.parametrize(
    "text", ["", "ada", "ada@", "@example.org", "a b@example.org", "ada@example.org, b@c.org", "a@b"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        actions.read_email(text)


def test_an_address_is_the_same_however_its_host_is_written() -> None:
    assert actions.read_email(" Ada@Example.ORG ") == "Ada@example.org"


def test_the_visit_of_the_browser_comes_along_and_shows_on_every_device(database: Database) -> None:
    phone = new_key()
    start(database, phone, 45.0)
    signed = sign_in(database, arrival(phone))
    laptop = sign_in(database, arrival())
    assert {actions.visit_state(database, key).record.value("age") for key in (signed, laptop)} == {45.0}
    actions.answer(database, laptop, {"age": 46.0}, "person", NOW)
    assert actions.visit_state(database, signed).record.value("age") == 46.0


def test_a_second_visit_waits_behind_the_one_that_is_shown(database: Database) -> None:
    first, second = new_key(), new_key()
    start(database, first, 45.0)
    start(database, second, 70.0)
    signed = sign_in(database, arrival(first))
    sign_in(database, arrival(second))
    assert actions.visit_state(database, signed).record.value("age") == 45.0


def test_a_visit_that_waits_can_be_shown_and_nobody_elses(database: Database) -> None:
    first, second = new_key(), new_key()
    start(database, first, 45.0)
    start(database, second, 70.0)
    signed = sign_in(database, arrival(first))
    sign_in(database, arrival(second))
    account = actions.account_of(database, signed)
    assert account is not None
    _, (waiting, _) = actions.own_visits(database, account)
    actions.show_visit(database, account, waiting, NOW + timedelta(hours=1))
    assert actions.visit_state(database, signed).record.value("age") == 70.0
    other = actions.account_of(database, sign_in(database, arrival(), "bo@example.org"))
    assert other is not None
    with pytest.raises(NotFoundError):
        actions.show_visit(database, other, waiting, NOW)


def test_a_visit_started_while_signed_in_belongs_to_the_account(database: Database) -> None:
    phone, laptop = sign_in(database, arrival()), sign_in(database, arrival())
    start(database, phone, 45.0)
    assert actions.visit_state(database, laptop).record.value("age") == 45.0


def test_signing_out_and_being_signed_out(database: Database) -> None:
    phone, laptop = sign_in(database, arrival()), sign_in(database, arrival())
    account = actions.account_of(database, phone)
    assert account is not None
    actions.sign_out_device(database, account, actions.session_name(laptop))
    assert actions.account_of(database, laptop) is None
    actions.sign_out(database, phone)
    assert actions.account_of(database, phone) is None


def test_somebody_elses_device_is_not_found(database: Database) -> None:
    mine, theirs = sign_in(database, arrival()), sign_in(database, arrival(), "bo@example.org")
    account = actions.account_of(database, mine)
    assert account is not None
    with pytest.raises(NotFoundError):
        actions.sign_out_device(database, account, actions.session_name(theirs))
    assert actions.account_of(database, theirs) is not None


def test_roles_are_given_and_taken_by_address(database: Database) -> None:
    key = sign_in(database, arrival())
    actions.give_role(database, EMAIL, "moderator")
    actions.give_role(database, EMAIL, "moderator")
    account = actions.account_of(database, key)
    assert account is not None
    assert account.roles == {"moderator"}
    assert actions.roles_given(database) == (("moderator", EMAIL),)
    actions.take_role(database, EMAIL, "moderator")
    for email in (EMAIL, "nobody@example.org"):
        with pytest.raises(NotFoundError):
            actions.take_role(database, email, "moderator")


def test_erasing_an_account_takes_its_visits_with_it(database: Database) -> None:
    phone = new_key()
    start(database, phone, 45.0)
    signed = sign_in(database, arrival(phone))
    account = actions.account_of(database, signed)
    assert account is not None
    actions.erase_account(database, account)
    for key in (phone, signed):
        assert actions.account_of(database, key) is None
        with pytest.raises(NotFoundError):
            actions.visit_state(database, key)
