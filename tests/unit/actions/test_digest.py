"""The digest on both databases, handed to a real mail server: asked for, confirmed, sent once, ended."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from msgspec.structs import replace

from lumbago.actions import Database, digest, discussion, moderation, subscriptions
from lumbago.actions.digest import send_digest
from lumbago.actions.subscriptions import Post, Wanted
from lumbago.errors import InputError, MailDelayedError, MailUnreachableError, NotFoundError
from lumbago.knowledge import Knowledge
from lumbago.knowledge.claim_records import ClaimChange
from lumbago.storage.subscriptions import states_of, subscription_of
from tests.people import knowledge
from tests.post_office import PostOffice, free_port, handed_to, post_office

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
HOUSE = "https://lumbago.example"
CHANGE = ClaimChange(date(2026, 11, 26), "A new trial was read.")


def changed(what: ClaimChange = CHANGE) -> Knowledge:
    """Give an edition in which one claim has changed."""
    name, claim = next(iter(knowledge().claims.items()))
    record = msgspec.structs.replace(claim.record, changes=(*claim.record.changes, what))
    return replace(knowledge(), claims={**knowledge().claims, name: replace(claim, record=record)})


@pytest.fixture
def office() -> Iterator[tuple[PostOffice, Post]]:
    with post_office() as (opened, port):
        yield opened, Post(handed_to(port), HOUSE)


def key() -> str:
    return secrets.token_hex(32)


def link_in(text: str, purpose: str) -> str:
    found = re.search(rf"{HOUSE}/digest/{purpose}/(\d+-[0-9a-f]{{64}})", text)
    assert found, text
    return found[1]


def ask(database: Database, office: tuple[PostOffice, Post], email: str, at: datetime = NOW, **how: object) -> str:
    """Ask for the digest; give the link of the letter that came."""
    wanted = Wanted(**{"rhythm": "daily", "topics": (), **how})  # type: ignore[arg-type]
    subscriptions.ask_for_digest(database, email, wanted, knowledge(), office[1], (at, key()))
    return link_in(office[0].letters[-1].get_content(), "confirm")


def subscribe(database: Database, office: tuple[PostOffice, Post], email: str, **how: object) -> None:
    office[0].refuses = False
    subscriptions.confirm_digest(database, ask(database, office, email, **how), knowledge(), NOW)
    office[0].refuses = True
    office[0].raw.clear()
    office[0].envelopes.clear()


def send(database: Database, office: tuple[PostOffice, Post], base: Knowledge, days: int = 1) -> dict[str, int]:
    return dict(send_digest(database, base, office[1], lambda: NOW + timedelta(days=days)).outcomes)


def test_what_changed_reaches_who_confirmed_once(database: Database, office: tuple[PostOffice, Post]) -> None:
    subscribe(database, office, "ada@example.org")
    ask(database, office, "bob@example.org")  # and does not confirm
    office[0].raw.clear()
    office[0].envelopes.clear()
    assert send(database, office, knowledge()) == {}
    assert send(database, office, changed()) == {"sent": 1}
    assert send(database, office, changed()) == {}
    assert send(database, office, changed(), days=2) == {}
    assert office[0].received == {"ada@example.org": 1}
    (letter,) = office[0].letters
    assert letter["Subject"] == "Lumbago: 1 change in the advice"
    assert "A new trial was read." in letter.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "A new trial was read." in letter.get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_topics_and_rhythm_are_kept_to(database: Database, office: tuple[PostOffice, Post]) -> None:
    topics = subscriptions.topics_of(knowledge())
    claim = next(iter(knowledge().claims))
    used = {t for a in knowledge().articles.values() if claim in a.claims for t in a.topics}
    subscribe(database, office, "all@example.org")
    subscribe(database, office, "some@example.org", topics=tuple(t for t in topics if t not in used))
    subscribe(database, office, "weekly@example.org", rhythm="weekly")
    assert send(database, office, changed()) == {"sent": 2}
    assert send(database, office, changed(replace_day(3)), days=3) == {"sent": 1}  # the week is not over
    assert office[0].received == {"all@example.org": 2, "weekly@example.org": 1}
    with pytest.raises(InputError):
        ask(database, office, "x@example.org", rhythm="hourly")


def replace_day(day: int) -> ClaimChange:
    return ClaimChange(date(2026, 11, 25 + day), f"Read again on day {day}.")


def test_answers_to_a_reader_are_told(database: Database, office: tuple[PostOffice, Post]) -> None:
    article = next(iter(knowledge().articles))

    def write(who: str, name: str, words: str, answers: int | None = None) -> int:
        draft = discussion.Draft(article, name, words, answers, submission=words)
        sent = discussion.write_comment(database, who, draft, knowledge(), NOW)
        moderation.publish(database, sent.id, "m", NOW + timedelta(hours=1), ("", ""), knowledge())
        return sent.id

    first = write("ada's key", "Ada", "Warmth helped me")
    subscribe(database, office, "ada@example.org", writer_key="ada's key")
    write("ada's key", "Ada", "And me again", first)
    write("bob's key", "Bob", "It helped me too", first)
    assert send(database, office, knowledge()) == {"sent": 1}
    text = office[0].letters[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "It helped me too" in text
    assert "And me again" not in text
    assert send(database, office, knowledge(), days=2) == {}


def test_a_link_confirms_once_and_for_a_week(database: Database, office: tuple[PostOffice, Post]) -> None:
    link = ask(database, office, "ada@example.org")
    with pytest.raises(NotFoundError):
        subscriptions.confirm_digest(database, link, knowledge(), NOW + timedelta(days=8))
    for _ in range(2):
        subscriptions.confirm_digest(database, link, knowledge(), NOW)
    found = subscription_of(database, "ada@example.org")
    assert found is not None
    subscriptions.end_digest(database, subscriptions.stop_link(found))
    with pytest.raises(NotFoundError):  # played again after it was ended
        subscriptions.confirm_digest(database, link, knowledge(), NOW)
    subscriptions.end_digest(database, subscriptions.stop_link(found))  # pressing again changes nothing
    assert subscription_of(database, "ada@example.org").state == "ended"  # type: ignore[union-attr]


def test_nobodys_post_is_filled_by_a_stranger(database: Database, office: tuple[PostOffice, Post]) -> None:
    for minute in range(5):
        ask(database, office, "ada@example.org", NOW + timedelta(minutes=minute))
    assert office[0].received == {"ada@example.org": 1}
    subscribe_again = ask(database, office, "ada@example.org", NOW + timedelta(minutes=11))
    subscriptions.confirm_digest(database, subscribe_again, knowledge(), NOW + timedelta(minutes=12))
    wanted = Wanted("daily", ())
    later = (NOW + timedelta(hours=1), key())
    subscriptions.ask_for_digest(database, "ada@example.org", wanted, knowledge(), office[1], later)
    assert "You get it already" in office[0].letters[-1].get_content()


@pytest.mark.parametrize("email", ["ada", "a@b", "ada@example.org\r\nBcc: eve@example.org", "a@b.c, d@e.f"])
def test_no_other_address_gets_in(database: Database, office: tuple[PostOffice, Post], email: str) -> None:
    with pytest.raises(InputError):
        subscriptions.ask_for_digest(database, email, Wanted("daily", ()), knowledge(), office[1], (NOW, key()))
    assert not office[0].raw


def test_a_letter_to_confirm_that_did_not_leave_can_be_asked_for_again(
    database: Database, office: tuple[PostOffice, Post]
) -> None:
    wanted = Wanted("daily", ())
    with pytest.raises(MailDelayedError):
        subscriptions.ask_for_digest(database, "full@example.org", wanted, knowledge(), office[1], (NOW, key()))
    office[0].refuses = False
    subscriptions.ask_for_digest(database, "full@example.org", wanted, knowledge(), office[1], (NOW, key()))
    assert office[0].received == {"full@example.org": 1}


def test_who_ends_it_gets_nothing_more(database: Database, office: tuple[PostOffice, Post]) -> None:
    subscribe(database, office, "busy@example.org")
    assert send(database, office, changed()) == {"delayed": 1}
    found = subscription_of(database, "busy@example.org")
    assert found is not None
    subscriptions.end_digest(database, subscriptions.stop_link(found))
    assert states_of(database) == {}
    subscriptions.forget_digest(database, subscriptions.stop_link(found))
    assert subscription_of(database, "busy@example.org") is None


def test_a_delay_is_tried_again_later_and_given_up_at_last(database: Database, office: tuple[PostOffice, Post]) -> None:
    subscribe(database, office, "full@example.org")

    def at(minutes: int) -> dict[str, int]:
        moment = NOW + timedelta(days=1, minutes=minutes)
        return dict(send_digest(database, changed(), office[1], lambda: moment).outcomes)

    assert at(0) == {"delayed": 1}
    assert at(5) == {}
    assert at(10) == {"delayed": 1}
    assert at(20) == {}
    assert at(30) == {"delayed": 1}
    for minutes in range(600, 60_000, 1500):
        at(minutes)
    assert states_of(database) == {"given_up": 1}


def test_an_address_that_refuses_three_issues_gets_no_more(database: Database, office: tuple[PostOffice, Post]) -> None:
    subscribe(database, office, "nobody@example.org")
    for day in (1, 2, 3):
        assert send(database, office, changed(replace_day(day)), days=day) == {"refused": 1}
    assert send(database, office, changed(replace_day(4)), days=4) == {}
    assert subscription_of(database, "nobody@example.org").state == "refused"  # type: ignore[union-attr]


def test_a_report_that_came_back_later_counts_once(database: Database, office: tuple[PostOffice, Post]) -> None:
    subscribe(database, office, "ada@example.org")
    send(database, office, changed())
    sent = office[0].letters[0]["Message-ID"]
    report = (
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n"
        "Content-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nAction: failed\nStatus: 5.1.1\n\n--b\n"
        f"Content-Type: text/rfc822-headers\n\nMessage-ID: {sent}\n\n--b--\n"
    ).encode()
    assert digest.note_bounce(database, report)
    assert not digest.note_bounce(database, report)
    assert not digest.note_bounce(database, report.replace(sent[1:9].encode(), b"00000000"))
    assert subscription_of(database, "ada@example.org").refusals == 1  # type: ignore[union-attr]


def test_no_server_loses_nothing(database: Database, office: tuple[PostOffice, Post]) -> None:
    subscribe(database, office, "ada@example.org")
    nowhere = Post(handed_to(free_port()), HOUSE)
    with pytest.raises(MailUnreachableError):
        send_digest(database, changed(), nowhere, lambda: NOW + timedelta(days=1))
    assert send(database, office, changed()) == {"sent": 1}


def test_what_may_have_arrived_is_not_sent_again(database: Database, office: tuple[PostOffice, Post]) -> None:
    subscribe(database, office, "ada@example.org")
    office[0].on_data = lambda server, _envelope: server.transport.abort()
    done = send_digest(database, changed(), office[1], lambda: NOW + timedelta(days=1))
    assert (dict(done.outcomes), done.uncertain) == ({"uncertain": 1}, 1)
    assert send(database, office, changed()) == {}
    assert office[0].received == {"ada@example.org": 1}
