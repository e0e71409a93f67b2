"""Which link in an article leads to somebody who pays, and what is written beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote

from lumbago.community.disclosure.records import Party, Register

REL = "sponsored nofollow noopener"
"""What tells search engines that a link is paid for."""

_AUTHORITY = re.compile(r"(?:https?:/*|/{2,})([^/?#]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Relation:
    """Whom a link leads to, and the label beside it."""

    party: str
    label: str


def relation(address: str, register: Register, day: date) -> Relation | None:
    """Say who pays us behind an address, if anybody does on a day; a part of a host counts with it."""
    host = _host(address)
    for party, hosts, label in _parties(register):
        if party.holds_on(day) and any(host == own or host.endswith(f".{own}") for own in hosts):
            return Relation(party.name, label)
    return None


def _parties(register: Register) -> Iterator[tuple[Party, tuple[str, ...], str]]:
    """Go through everybody whose links are labelled; who earns by a sale comes first."""
    for affiliate in register.affiliates:
        yield affiliate, _hosts(affiliate.address, affiliate.hosts), f"affiliate link: {affiliate.name} pays us"
    for advertiser in register.advertisers:
        yield advertiser, _hosts(advertiser.address, advertiser.hosts), f"link to an advertiser: {advertiser.name}"
    for funder in register.funders:
        yield funder, _hosts(funder.address, funder.hosts), f"link to a funder: {funder.name}"


def _hosts(address: str, hosts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(host for host in (_host(address), *map(_plain, hosts)) if host)


def _host(address: str) -> str:
    """Read the host of an address as a browser does: slashes either way and in any number, blanks dropped."""
    found = _AUTHORITY.match("".join(address.split()).replace("\\", "/"))
    return _plain(unquote(found[1]).rpartition("@")[2].partition(":")[0]) if found else ""


def _plain(host: str) -> str:
    """Write a host one way: small letters, as it travels, without the last dot."""
    bare = host.strip().rstrip(".").lower()
    try:
        return bare.encode("idna").decode()
    except UnicodeError:
        return bare
