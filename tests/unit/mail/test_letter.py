"""Letters and the messages they become."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago.errors import InputError
from lumbago.mail import Address, Letter, OneClick, compose, message_id

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
SENDER = Address("lumbago@example.org", "Lumbago")
LINK = "https://lumbago.example.org/digest/stop/" + "x" * 120
LETTER = Letter(
    Address("ada@example.org", "Ada, Countess"),
    "What changed about your back: “ice”",
    "Hello\n\n" + "A long line about backs. " * 30,
    "digest 1 subscriber 7",
    "<p>Grüße</p>",
    OneClick(LINK, "digest.example.org"),
)


def test_both_parts_and_all_headers_arrive_as_they_were_written() -> None:
    message = message_from_bytes(compose(LETTER, SENDER, NOW).as_bytes(), policy=default)
    assert message["Subject"] == LETTER.subject
    assert message["To"].addresses[0].display_name == "Ada, Countess"
    assert message["From"].addresses[0].addr_spec == "lumbago@example.org"
    assert message["Date"] == "Wed, 25 Nov 2026 08:00:00 +0000"
    assert message["Message-ID"] == message_id(LETTER.identity, SENDER)
    assert message.get_content_type() == "multipart/alternative"
    plain, html = message.iter_parts()  # type: ignore[attr-defined]
    assert [plain.get_content_type(), html.get_content_type()] == ["text/plain", "text/html"]
    assert plain.get_content().split() == LETTER.text.split()
    assert html.get_content().strip() == LETTER.html


def test_a_mail_program_finds_how_to_end_it_with_one_press() -> None:
    raw = compose(LETTER, SENDER, NOW).as_bytes()
    assert f"\r\nList-Unsubscribe: <{LINK}>\r\n".encode() in raw  # in one line, neither folded nor encoded
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in raw
    assert b"\r\nList-Id: <digest.example.org>\r\n" in raw


def test_a_letter_that_answers_a_person_has_no_list() -> None:
    raw = compose(replace(LETTER, one_click=None), SENDER, NOW).as_bytes()
    assert b"List-" not in raw


def test_no_line_is_longer_than_mail_allows_and_all_is_seven_bit() -> None:
    raw = compose(replace(LETTER, text="ü" * 5000), SENDER, NOW).as_bytes()
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    body = raw.partition(b"\r\n\r\n")[2]
    assert max(map(len, body.split(b"\r\n"))) <= 78


def test_the_same_letter_is_the_same_message() -> None:
    assert compose(LETTER, SENDER, NOW).as_bytes() == compose(LETTER, SENDER, NOW).as_bytes()


def test_another_identity_is_another_message() -> None:
    assert message_id("digest 1 subscriber 7", SENDER) != message_id("digest 1 subscriber 8", SENDER)


@pytest.mark.parametrize(
    "letter",
    [
        replace(LETTER, subject="Hello\r\nBcc: bob@example.org"),
        replace(LETTER, subject="Hello\nX: y"),
        replace(LETTER, subject="Hello\u202e"),
        replace(LETTER, one_click=OneClick("https://x/\r\nBcc: bob@example.org", "list")),
        replace(LETTER, one_click=OneClick("https://x/", "list\r\nBcc: bob@example.org")),
    ],
)
def test_a_line_end_in_a_header_is_refused(letter: Letter) -> None:
    with pytest.raises(InputError, match="cannot be seen"):
        compose(letter, SENDER, NOW)


@given(st.text(max_size=150), st.text(max_size=300))
def test_whatever_is_written_no_header_is_added(subject: str, text: str) -> None:
    try:
        message = compose(Letter(LETTER.to, subject, text, "x", one_click=LETTER.one_click), SENDER, NOW)
    except InputError:
        return
    read = message_from_bytes(message.as_bytes(), policy=default)
    assert set(read) == {
        *("Subject", "Date", "Message-ID", "MIME-Version", "Auto-Submitted", "From", "To"),
        *("List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "Content-Type", "Content-Transfer-Encoding"),
    }
