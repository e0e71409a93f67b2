"""A mail address that can stand in a header and in the SMTP dialogue, or a refusal in words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from lumbago.errors import InputError, Problem

LONGEST = 254  # of a path in SMTP, without its brackets
LONGEST_LOCAL = 64
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf"{_ATOM}(\.{_ATOM})*")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_NAMED = re.compile(r"\s*(?P<name>[^<>]*?)\s*<(?P<address>[^<>]+)>\s*")


@dataclass(frozen=True, slots=True)
class Address:
    """One mailbox, in ASCII, and the name shown beside it."""

    mailbox: str
    name: str = ""

    @property
    def domain(self) -> str:
        """What stands after the at sign."""
        return self.mailbox.rpartition("@")[2]


def read_address(text: str, field: str = "address") -> Address:
    """Read one address as a person types it, bare or as `Name <address>`; the domain is lower case afterwards.

    Raises: InputError where it is none, or is one that cannot be written in ASCII.
    """
    named = _NAMED.fullmatch(text)
    name = named["name"].strip('" ') if named else ""
    local, at, domain = (named["address"] if named else text).strip().rpartition("@")
    written = _ascii(domain)
    mailbox = f"{local}@{written}"
    fits = at and _LOCAL.fullmatch(local) and _is_domain(written) and len(local) <= LONGEST_LOCAL
    if not fits or len(mailbox) > LONGEST or not _is_plain(name):
        raise InputError(
            Problem("this is no mail address we can write to.", path=field, mend='Write it as "name@example.org".')
        )
    return Address(mailbox, name)


def _ascii(domain: str) -> str:
    try:
        return domain.encode("idna").decode().lower()
    except UnicodeError:
        return ""


def _is_domain(domain: str) -> bool:
    labels = domain.split(".")
    numbers = all(label.isdecimal() for label in labels)
    return domain == "localhost" or (len(labels) > 1 and not numbers and all(map(_LABEL.fullmatch, labels)))


def _is_plain(name: str) -> bool:
    """Say whether a name holds only what can be seen: no line end, no sign that turns the direction of reading."""
    return not any(unicodedata.category(sign)[0] == "C" for sign in name)
