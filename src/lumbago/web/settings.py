"""What the operator can set: the public address, the emergency number of the country, the clock's time zone."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from lumbago.actions import MailSettings, read_keep_days, read_mail_settings
from lumbago.community.disclosure import Disclosure, nobody, read_disclosure
from lumbago.errors import InputError, Problem
from lumbago.knowledge.sign_off import SignOffs
from lumbago.knowledge.sign_off_file import installed_sign_offs

DEFAULT_ADDRESS = "http://127.0.0.1:8000"
_NUMBER = re.compile(r"\+?[0-9][0-9 ]{1,14}")


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the pages are reached, and what they say about the place they are read in.

    address: how browsers reach the server; with `https` its cookies are for encrypted connections only.
    emergency_number: what to dial; without one, a page says "your emergency number".
    time_zone: whose clock deadlines are told on; without one, the server's own.
    disclosure: who pays, as the operator's register says; without one, nobody.
    questionnaires: the folder of questionnaires the operator has a licence for; without one, none.
    sign_offs: which editions a clinician has signed off; without any, pages say that this is a draft.
    keep_days: for how long a visit without an account is kept in which nothing is written; without it, for good.
    mail: where letters are handed over; without it none are sent, and no page offers any.
    """

    address: str = DEFAULT_ADDRESS
    emergency_number: str = ""
    time_zone: str = ""
    disclosure: Disclosure = field(default_factory=nobody)
    mail: MailSettings | None = None
    questionnaires: str = ""
    sign_offs: SignOffs = field(default_factory=dict)
    keep_days: int | None = None

    @property
    def secure(self) -> bool:
        """Whether browsers reach the server by an encrypted connection."""
        return self.address.startswith("https://")

    @property
    def host(self) -> str:
        """The name browsers reach the server by."""
        return urlsplit(self.address).hostname or ""

    @property
    def passkeys(self) -> bool:
        """Whether browsers make passkeys for this address: encrypted or this machine, and a name, not a number."""
        try:
            ipaddress.ip_address(self.host)
        except ValueError:
            return self.secure or self.host == "localhost"
        return False

    @property
    def zone(self) -> ZoneInfo | None:
        """The time zone deadlines are told in; None for the server's own."""
        return ZoneInfo(self.time_zone) if self.time_zone else None


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Read the settings: the environment's `LUMBAGO_ADDRESS`, `_EMERGENCY_NUMBER` and the like.

    Raises: InputError with every setting that cannot be used.
    """
    settings = Settings(
        address=environment.get("LUMBAGO_ADDRESS", "").strip().rstrip("/") or DEFAULT_ADDRESS,
        emergency_number=environment.get("LUMBAGO_EMERGENCY_NUMBER", "").strip(),
        time_zone=environment.get("LUMBAGO_TIME_ZONE", "").strip(),
        mail=read_mail_settings(environment),
        questionnaires=environment.get("LUMBAGO_QUESTIONNAIRES", "").strip(),
        sign_offs=installed_sign_offs(environment),
        keep_days=read_keep_days(environment),
    )
    problems = [*_address(settings.address), *_number(settings.emergency_number), *_zone(settings.time_zone)]
    if problems:
        raise InputError(problems)
    register = environment.get("LUMBAGO_DISCLOSURE", "").strip()
    return replace(settings, disclosure=read_disclosure(Path(register))) if register else settings


def _address(address: str) -> list[Problem]:
    parts = urlsplit(address)
    if parts.scheme in ("http", "https") and parts.hostname and not parts.path:
        return []
    return [_problem("LUMBAGO_ADDRESS", address, f'Write it as "{DEFAULT_ADDRESS}".')]


def _number(number: str) -> list[Problem]:
    if not number or _NUMBER.fullmatch(number):
        return []
    return [_problem("LUMBAGO_EMERGENCY_NUMBER", number, "Write only the digits to dial.")]


def _zone(zone: str) -> list[Problem]:
    try:
        ZoneInfo(zone or "UTC")
    except (ValueError, OSError, KeyError):
        return [_problem("LUMBAGO_TIME_ZONE", zone, 'Write it as "Europe/Berlin".')]
    return []


def _problem(name: str, given: str, mend: str) -> Problem:
    return Problem(f"{given[:60]!r} cannot be used.", path=name, mend=mend)
