"""A report that a letter could not be delivered (RFC 3464), as a mail server sends it back later."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.policy import default

MOST_BYTES = 1_000_000
_ID = re.compile(r"<[0-9a-f]{40}@[^<>\s]+>")


@dataclass(frozen=True, slots=True)
class Bounce:
    """Which letter came back, and whether for good."""

    message_id: str
    permanent: bool
    status: str


def read_bounce(content: bytes) -> Bounce | None:
    """Read a report; None when it is none, or names no letter of ours.

    The letter is known by the Message-ID in the headers that were sent back, which nobody can guess.
    """
    message = message_from_bytes(content[:MOST_BYTES], policy=default)
    status, action, sent = "", "", ""
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            status, action = _outcome(part, status, action)
        elif kind in ("message/rfc822", "text/rfc822-headers"):
            sent = _id_in(part) or sent
    if not sent or action != "failed":
        return None
    return Bounce(sent, status.startswith("5"), status)


def _outcome(part: Message, status: str, action: str) -> tuple[str, str]:
    for block in part.walk():
        status = str(block.get("Status", status)).strip()
        action = str(block.get("Action", action)).strip().lower()
    return status, action


def _id_in(part: Message) -> str:
    found = _ID.search(part.as_string())
    return found[0] if found else ""
