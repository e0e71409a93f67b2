"""Letters handed to a real SMTP server, which takes some, refuses some, and goes away."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from lumbago.errors import MailDelayedError, MailError, MailRefusedError, MailUncertainError, MailUnreachableError
from lumbago.mail import Address, Letter, MailConnection, MailSettings, send
from tests.post_office import PostOffice, free_port, handed_to, post_office

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
LASTING = timedelta(days=3650)
LETTER = Letter(Address("ada@example.org"), "A letter", "Hello\n.\nA line with one dot must not end it.\n", "one")


def to(name: str) -> Letter:
    return replace(LETTER, to=Address(f"{name}@example.org"), identity=name)


@pytest.fixture
def office() -> Iterator[tuple[PostOffice, MailSettings]]:
    with post_office() as (opened, port):
        yield opened, handed_to(port)


def test_a_letter_arrives(office: tuple[PostOffice, MailSettings]) -> None:
    opened, settings = office
    send(settings, LETTER, NOW)
    (letter,) = opened.letters
    assert opened.received == {"ada@example.org": 1}
    assert letter.get_content().splitlines() == LETTER.text.splitlines()
    assert letter["Subject"] == "A letter"


def test_one_connection_carries_many(office: tuple[PostOffice, MailSettings]) -> None:
    opened, settings = office
    with MailConnection(settings) as connection:
        for name in ("ada", "bob", "cyd"):
            assert connection.send(to(name), NOW)
    assert opened.connections == 1
    assert [*opened.received.values()] == [1, 1, 1]


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("nobody", MailRefusedError),
        ("spam", MailRefusedError),
        ("full", MailDelayedError),
        ("busy", MailDelayedError),
    ],
)
def test_a_refusal_is_told_apart_and_does_not_stop_the_others(
    office: tuple[PostOffice, MailSettings], name: str, error: type[MailError]
) -> None:
    opened, settings = office
    with MailConnection(settings) as connection:
        with pytest.raises(error) as refused:
            connection.send(to(name), NOW)
        assert type(refused.value) is error
        assert str(refused.value)[:3].isdecimal()
        connection.send(to("ada"), NOW)
    assert opened.received == {"ada@example.org": 1}


def test_a_letter_that_is_held_back_does_not_leave(office: tuple[PostOffice, MailSettings]) -> None:
    opened, settings = office
    with MailConnection(settings) as connection:
        assert not connection.send(to("ada"), NOW, before_content=lambda: False)
        assert connection.send(to("bob"), NOW, before_content=lambda: True)
    assert opened.received == {"bob@example.org": 1}


def test_nothing_has_left_when_it_is_asked(office: tuple[PostOffice, MailSettings]) -> None:
    opened, settings = office
    seen: list[int] = []
    with MailConnection(settings) as connection:
        connection.send(LETTER, NOW, before_content=lambda: seen.append(len(opened.raw)) or True)  # type: ignore[func-returns-value]
    assert seen == [0]
    assert len(opened.raw) == 1


def test_a_refused_recipient_is_never_asked_about(office: tuple[PostOffice, MailSettings]) -> None:
    _opened, settings = office

    def asked() -> bool:
        raise AssertionError("the recipient was refused before")

    with MailConnection(settings) as connection, pytest.raises(MailRefusedError):
        connection.send(to("nobody"), NOW, before_content=asked)


def test_a_break_while_it_is_handed_over_is_uncertain(office: tuple[PostOffice, MailSettings]) -> None:
    opened, settings = office
    opened.on_data = lambda server, _envelope: server.transport.abort()
    with MailConnection(settings) as connection:
        with pytest.raises(MailUncertainError):
            connection.send(LETTER, NOW)
        opened.on_data = lambda _server, _envelope: None
        connection.send(to("bob"), NOW)  # on a new connection
    assert opened.received == {"ada@example.org": 1, "bob@example.org": 1}


def test_a_sender_that_is_refused_is_nobodys_bounce(office: tuple[PostOffice, MailSettings]) -> None:
    opened, settings = office
    opened.refuse_senders = True
    with pytest.raises(MailUnreachableError, match="the sender was refused"):
        send(settings, LETTER, NOW)


def test_no_server_is_unreachable() -> None:
    port = free_port()
    with pytest.raises(MailUnreachableError, match=str(port)):
        send(handed_to(port), LETTER, NOW)


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # the way is this machine alone
def test_a_password_is_given_and_a_wrong_one_is_told() -> None:
    with post_office(password="right") as (opened, port):
        send(handed_to(port, user="ada", password="right"), LETTER, NOW)
        with pytest.raises(MailUnreachableError):
            send(handed_to(port, user="ada", password="wrong"), LETTER, NOW)
    assert len(opened.raw) == 1


def test_a_server_that_offers_no_encryption_gets_nothing() -> None:
    with post_office() as (opened, port), pytest.raises(MailUnreachableError):
        send(handed_to(port, security="starttls"), LETTER, NOW)
    assert not opened.raw


@pytest.fixture(scope="module")
def own_certificate(tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext:
    """Make a certificate that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), NOW, NOW + LASTING)
    place = tmp_path_factory.mktemp("certificate") / "both.pem"
    kept = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    place.write_bytes(key.private_bytes(*kept) + made.sign(key, hashes.SHA256()).public_bytes(kept[0]))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(place)
    return context


def test_a_server_nobody_vouches_for_gets_neither_letter_nor_password(own_certificate: ssl.SSLContext) -> None:
    offered = post_office(own_certificate, password="right")
    with offered as (opened, port), pytest.raises(MailUnreachableError, match="certificate"):
        send(handed_to(port, security="starttls", user="ada", password="right"), LETTER, NOW)
    assert not opened.raw
