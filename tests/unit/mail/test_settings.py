"""What an operator can set, and what is said when it cannot be used."""

from __future__ import annotations

import pytest

from lumbago.errors import InputError
from lumbago.mail import Address, MailSettings, read_mail_settings

FROM = {"LUMBAGO_MAIL_FROM": "Lumbago <lumbago@example.org>"}
SENDER = Address("lumbago@example.org", "Lumbago")


def test_nothing_set_means_no_mail() -> None:
    assert read_mail_settings({}) is None
    assert read_mail_settings(FROM) is None


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            {"LUMBAGO_SMTP_URL": "smtp://ada:p%40ss@mail.example.org"},
            MailSettings("mail.example.org", 587, SENDER, "starttls", "ada", "p@ss"),
        ),
        ({"LUMBAGO_SMTP_URL": "smtps://mail.example.org"}, MailSettings("mail.example.org", 465, SENDER, "tls")),
        ({"LUMBAGO_SMTP_URL": "smtp://127.0.0.1:2525"}, MailSettings("127.0.0.1", 2525, SENDER, "none")),
        (
            {"LUMBAGO_SMTP_URL": "smtp://localhost:2525?starttls=yes"},
            MailSettings("localhost", 2525, SENDER, "starttls"),
        ),
        (
            {"LUMBAGO_SMTP_HOST": "mail.example.org", "LUMBAGO_SMTP_USER": "ada", "LUMBAGO_SMTP_PASSWORD": "x"},
            MailSettings("mail.example.org", 587, SENDER, "starttls", "ada", "x"),
        ),
        (
            {"LUMBAGO_SMTP_HOST": "mail.example.org", "LUMBAGO_SMTP_PORT": "465"},
            MailSettings("mail.example.org", 465, SENDER, "tls"),
        ),
    ],
)
def test_settings_are_read(given: dict[str, str], expected: MailSettings) -> None:
    assert read_mail_settings({**given, **FROM}) == expected


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"LUMBAGO_SMTP_URL": "http://mail.example.org", **FROM}, "LUMBAGO_SMTP_URL"),
        ({"LUMBAGO_SMTP_URL": "smtp://", **FROM}, "LUMBAGO_SMTP_URL"),
        ({"LUMBAGO_SMTP_URL": "smtp://mail.example.org:99999", **FROM}, "LUMBAGO_SMTP_URL"),
        ({"LUMBAGO_SMTP_URL": "smtp://mail.example.org:x", **FROM}, "LUMBAGO_SMTP_URL"),
        ({"LUMBAGO_SMTP_URL": "smtp://a.example", "LUMBAGO_SMTP_HOST": "b.example", **FROM}, "not both"),
        ({"LUMBAGO_SMTP_HOST": "a.example", "LUMBAGO_SMTP_PORT": "²", **FROM}, "LUMBAGO_SMTP_PORT"),
        ({"LUMBAGO_SMTP_URL": "smtp://a.example?starttls=no", **FROM}, "unencrypted only within a machine"),
        ({"LUMBAGO_SMTP_HOST": "a.example", "LUMBAGO_SMTP_STARTTLS": "maybe", **FROM}, "LUMBAGO_SMTP_STARTTLS"),
        ({"LUMBAGO_SMTP_URL": "smtp://a.example"}, "LUMBAGO_MAIL_FROM"),
        ({"LUMBAGO_SMTP_URL": "smtp://a.example", "LUMBAGO_MAIL_FROM": "a@b\nc"}, "LUMBAGO_MAIL_FROM"),
    ],
)
def test_what_cannot_be_used_is_named(given: dict[str, str], named: str) -> None:
    with pytest.raises(InputError, match=named):
        read_mail_settings(given)


def test_everything_wrong_is_said_at_once() -> None:
    with pytest.raises(InputError) as refused:
        read_mail_settings({"LUMBAGO_SMTP_URL": "ftp://a:99999"})
    assert len(refused.value.problems) == 3


def test_the_password_is_not_shown() -> None:
    settings = read_mail_settings({"LUMBAGO_SMTP_URL": "smtp://ada:secret@mail.example.org", **FROM})
    assert "secret" not in repr(settings)
