"""Handing letters to the mail server, with what can go wrong told apart by what the sender may do next."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from types import TracebackType

from lumbago.errors import MailDelayedError, MailRefusedError, MailUncertainError, MailUnreachableError
from lumbago.mail.letter import Letter, compose
from lumbago.mail.settings import MailSettings

WAIT_SECONDS = 30
PERMANENT = 500
GO_AHEAD, ACCEPTED = 354, 250


def always() -> bool:
    """Let a letter go."""
    return True


def send(settings: MailSettings, letter: Letter, now: datetime) -> None:
    """Send one letter.

    Raises: MailRefusedError, MailDelayedError, MailUncertainError, MailUnreachableError.
    """
    with MailConnection(settings) as connection:
        connection.send(letter, now)


class MailConnection:
    """One connection for many letters; it is opened with the first, and anew after it broke."""

    def __init__(self, settings: MailSettings) -> None:
        self._settings = settings
        self._server: smtplib.SMTP | None = None

    def __enter__(self) -> MailConnection:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        if self._server is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._server.quit()
        self._drop()

    def send(self, letter: Letter, now: datetime, before_content: Callable[[], bool] = always) -> bool:
        """Send a letter; say False when `before_content` held it back.

        before_content: called when the server has accepted the recipient, before anything of the letter leaves. What
        has to be kept so that nobody gets a letter twice is kept there; False means that somebody else sends it.

        Raises:
            MailRefusedError: the server will never take it.
            MailDelayedError: not now; nothing was delivered.
            MailUncertainError: the connection broke after the content began to leave.
            MailUnreachableError: no letter at all can be sent now.
        """
        content = compose(letter, self._settings.sender, now).as_bytes()
        server = self._open()
        try:
            self._envelope(server, letter.to.mailbox)
            if not before_content():
                server.rset()
                return False
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            self._drop()
            raise MailDelayedError(f"the mail server went away: {error}") from error
        self._content(server, content)
        return True

    def _open(self) -> smtplib.SMTP:
        if self._server is None:
            try:
                self._server = _connected(self._settings)
            except (smtplib.SMTPException, OSError) as error:
                raise MailUnreachableError(f"{self._settings.host}:{self._settings.port}: {error}") from error
        return self._server

    def _envelope(self, server: smtplib.SMTP, recipient: str) -> None:
        code, reply = server.mail(self._settings.sender.mailbox)
        if code != ACCEPTED:  # whoever the recipient: it is the sender that is not wanted
            server.rset()
            kind = MailUnreachableError if code >= PERMANENT else MailDelayedError
            raise kind(f"the sender was refused: {_told(code, reply)}")
        code, reply = server.rcpt(recipient)
        if code // 100 != 2:
            server.rset()
            raise _refusal(code, reply)

    def _content(self, server: smtplib.SMTP, content: bytes) -> None:
        try:
            code, reply = server.data(content)
        except smtplib.SMTPDataError as error:  # refused before anything of it left
            raise self._after(server, error.smtp_code, error.smtp_error) from error
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            self._drop()
            raise MailUncertainError(f"the connection broke while the letter was handed over: {error}") from error
        if code != ACCEPTED:
            raise self._after(server, code, reply)

    def _after(self, server: smtplib.SMTP, code: int, reply: bytes | str) -> MailDelayedError | MailRefusedError:
        with suppress(smtplib.SMTPServerDisconnected, OSError):
            server.rset()
        return _refusal(code, reply)

    def _drop(self) -> None:
        if self._server is not None:
            self._server.close()
        self._server = None


def _connected(settings: MailSettings) -> smtplib.SMTP:
    trusted = ssl.create_default_context()
    if settings.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(settings.host, settings.port, timeout=WAIT_SECONDS, context=trusted)
    else:
        server = smtplib.SMTP(settings.host, settings.port, timeout=WAIT_SECONDS)
    try:
        if settings.security == "starttls":
            server.starttls(context=trusted)
        server.ehlo_or_helo_if_needed()
        if settings.user:
            server.login(settings.user, settings.password)
    except BaseException:
        server.close()
        raise
    return server


def _refusal(code: int, reply: bytes | str) -> MailDelayedError | MailRefusedError:
    return (MailRefusedError if code >= PERMANENT else MailDelayedError)(_told(code, reply))


def _told(code: int, reply: bytes | str) -> str:
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    seen = "".join(sign if sign.isprintable() else " " for sign in text)
    return f"{code} {seen[:200]}"
