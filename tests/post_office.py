"""A real SMTP server on this machine that keeps what it is handed, and refuses whom it is told to refuse."""

from __future__ import annotations

import socket
import ssl
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from lumbago.mail import Address, MailSettings

REPLIES = {
    "nobody": "550 5.1.1 there is no such mailbox",
    "full": "452 4.2.2 mailbox full",
    "spam": "550 5.7.1 not wanted",
    "busy": "451 4.3.0 try again later",
}
"""What is answered to a recipient of this name: to RCPT by the first two, to DATA by the others."""

AT_RCPT = ("nobody", "full")


class PostOffice:
    """What arrived, in order. `on_data` is called with each letter before it is answered."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.raw: list[bytes] = []
        self.connections = 0
        self.on_data: Callable[[SMTP, Envelope], None] = lambda _server, _envelope: None
        self.refuse_senders = False
        self.refuses = True  # whom REPLIES names

    @property
    def letters(self) -> list[EmailMessage]:
        return [message_from_bytes(raw, policy=default) for raw in self.raw]  # type: ignore[misc]

    @property
    def received(self) -> Counter[str]:
        return Counter(envelope.rcpt_tos[0] for envelope in self.envelopes)

    async def handle_EHLO(  # noqa: N802
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_MAIL(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refuse_senders:
            return "550 5.7.1 we do not take mail from you"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        name = address.partition("@")[0]
        if name in AT_RCPT and self.refuses:
            return REPLIES[name]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        name = envelope.rcpt_tos[0].partition("@")[0]
        if name in REPLIES and self.refuses:
            return REPLIES[name]
        self.envelopes.append(envelope)
        self.raw.append(bytes(envelope.content or b""))
        self.on_data(server, envelope)
        return "250 OK"


@contextmanager
def post_office(certificate: ssl.SSLContext | None = None, password: str = "") -> Iterator[tuple[PostOffice, int]]:
    """Open a post office on a free port; with a certificate it insists on STARTTLS, with a password on that."""

    def known(_server: object, _session: object, _envelope: object, _mechanism: str, given: Any) -> AuthResult:
        fits = isinstance(given, LoginPassword) and given.password.decode() == password
        return AuthResult(success=fits, handled=False)

    office = PostOffice()
    how: dict[str, Any] = {"tls_context": certificate, "require_starttls": True} if certificate else {}
    if password:
        how |= {"authenticator": known, "auth_required": True, "auth_require_tls": bool(certificate)}
    port = free_port()
    controller = Controller(office, hostname="127.0.0.1", port=port, **how)
    controller.start()
    try:
        yield office, port
    finally:
        controller.stop()


def free_port() -> int:
    """Find a port nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def handed_to(port: int, **how: Any) -> MailSettings:
    """Settings that hand letters to a post office of these tests."""
    given = {"security": "none", "sender": Address("lumbago@example.org", "Lumbago"), **how}
    return MailSettings("127.0.0.1", port, **given)
