"""A letter, and the message it becomes: the same letter makes the same message, byte for byte."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import Address as HeaderAddress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from lumbago.errors import InputError, Problem
from lumbago.mail.address import Address

UNFOLDED = SMTP.clone(max_line_length=998)
"""A folded link is a broken link for many programs; 998 signs are what a line of a message may have."""

LONGEST_SUBJECT = 200


@dataclass(frozen=True, slots=True)
class OneClick:
    """How to end these letters with one press in the mail program (RFC 8058): an https address that takes a bare POST.

    list_id: the name of the list, such as `digest.example.org`.
    """

    address: str
    list_id: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What somebody is sent.

    identity: what makes this letter itself, with something that only we know: the same one gives the same Message-ID,
    by which a mail server sees that it gets a letter twice, and we see which letter came back.
    """

    to: Address
    subject: str
    text: str
    identity: str
    html: str = ""
    one_click: OneClick | None = None


def message_id(identity: str, sender: Address) -> str:
    """Name a message by what makes it itself; the identity cannot be read back from it."""
    return f"<{_digest(identity)[:40]}@{sender.domain}>"


def compose(letter: Letter, sender: Address, now: datetime) -> EmailMessage:
    """Make the message.

    Raises: InputError where a header would hold a line end or another sign that cannot be seen.
    """
    message = EmailMessage(policy=UNFOLDED)
    for name, value in _headers(letter, sender, now).items():
        message[name] = value
    message["From"], message["To"] = _shown(sender), _shown(letter.to)
    if not letter.html:
        message.set_content(letter.text, cte="quoted-printable")
        return message
    message.make_alternative(boundary=f"=={_digest(letter.identity)[:30]}==")
    message.attach(_part(letter.text, "plain"))
    message.attach(_part(letter.html, "html"))
    return message


def _headers(letter: Letter, sender: Address, now: datetime) -> dict[str, str]:
    headers = {
        "Subject": letter.subject[:LONGEST_SUBJECT],
        "Date": format_datetime(now.astimezone(UTC)),
        "Message-ID": message_id(letter.identity, sender),
        "MIME-Version": "1.0",
        "Auto-Submitted": "auto-generated",  # no answering machine answers
    }
    if letter.one_click is not None:
        headers["List-Id"] = f"<{letter.one_click.list_id}>"
        headers["List-Unsubscribe"] = f"<{letter.one_click.address}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    hidden = [name for name, value in headers.items() if any(unicodedata.category(sign)[0] == "C" for sign in value)]
    if hidden:
        mend = "Write it in one line, without hidden signs."
        raise InputError(
            [Problem("this header would hold a sign that cannot be seen.", path=n, mend=mend) for n in hidden]
        )
    return headers


def _part(content: str, subtype: str) -> EmailMessage:
    part = EmailMessage(policy=SMTP)
    part.set_content(content, subtype=subtype, cte="quoted-printable")
    del part["MIME-Version"]
    return part


def _shown(address: Address) -> HeaderAddress:
    return HeaderAddress(display_name=address.name, addr_spec=address.mailbox)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
