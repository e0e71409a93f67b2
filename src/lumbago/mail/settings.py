"""What the operator can set about mail; nothing set means that no mail is sent, and pages do not offer any."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias
from urllib.parse import parse_qs, unquote, urlsplit

from lumbago.errors import InputError, Problem
from lumbago.mail.address import Address, read_address

Security: TypeAlias = Literal["tls", "starttls", "none"]

URL = "LUMBAGO_SMTP_URL"
FROM = "LUMBAGO_MAIL_FROM"
PARTS = {name: f"LUMBAGO_SMTP_{name.upper()}" for name in ("host", "port", "user", "password", "starttls")}
SUBMISSION, SUBMISSION_TLS = 587, 465


@dataclass(frozen=True, slots=True)
class MailSettings:
    """Where letters are handed over, as whom, and how the way there is closed to others."""

    host: str
    port: int
    sender: Address
    security: Security = "starttls"
    user: str = ""
    password: str = ""

    def __repr__(self) -> str:
        return f"MailSettings({self.host}:{self.port}, {self.sender.mailbox}, {self.security})"  # never the password


def read_mail_settings(environment: Mapping[str, str]) -> MailSettings | None:
    """Read `LUMBAGO_SMTP_URL` (or `_HOST`, `_PORT`, `_USER`, `_PASSWORD`, `_STARTTLS`) and `LUMBAGO_MAIL_FROM`.

    Gives None when no server is named.

    Raises: InputError with every setting that cannot be used.
    """
    given = {name: environment.get(variable, "").strip() for name, variable in PARTS.items()}
    address = environment.get(URL, "").strip()
    if not address and not given["host"]:
        return None
    problems = [_problem(URL, f"Set it, or {PARTS['host']}, not both.")] if address and given["host"] else []
    parts = _from_url(address) if address else {**given, "scheme": "smtp"}
    settings, wrong = _settings(parts, environment.get(FROM, ""), URL if address else PARTS["port"])
    problems += wrong
    if problems or settings is None:
        raise InputError(problems)
    return settings


def _from_url(address: str) -> dict[str, str]:
    parts = urlsplit(address)
    try:
        port = str(parts.port or "")
    except ValueError:
        port = "wrong"
    return {
        "scheme": parts.scheme,
        "host": parts.hostname or "",
        "port": port,
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "starttls": parse_qs(parts.query).get("starttls", [""])[-1],
    }


def _settings(parts: Mapping[str, str], sender: str, where: str) -> tuple[MailSettings | None, list[Problem]]:
    problems = []
    if parts["scheme"] not in ("smtp", "smtps") or not parts["host"]:
        problems.append(_problem(URL, 'Write it as "smtp://user:password@host:587".'))
    security = _security(parts)
    port = parts["port"] or str(SUBMISSION_TLS if security == "tls" else SUBMISSION)
    if not (port.isascii() and port.isdecimal() and 0 < int(port[:6]) < 65536):
        problems.append(_problem(where, "A port is a number from 1 to 65535."))
    if security is None:
        problems.append(_problem(PARTS["starttls"], "Write yes or no."))
    elif security == "none" and not _is_this_machine(parts["host"]):
        problems.append(_problem(PARTS["starttls"], "Letters and passwords travel unencrypted only within a machine."))
    try:
        who = read_address(sender, FROM)
    except InputError as error:
        return None, [*problems, *error.problems]
    if problems or security is None:
        return None, problems
    return MailSettings(parts["host"], int(port), who, security, parts["user"], parts["password"]), []


def _security(parts: Mapping[str, str]) -> Security | None:
    if parts["scheme"] == "smtps" or (parts["port"] == str(SUBMISSION_TLS) and not parts["starttls"]):
        return "tls"
    chosen: dict[str, Security] = {"yes": "starttls", "no": "none", "": "starttls"}
    if not parts["starttls"] and _is_this_machine(parts["host"]):
        return "none"
    return chosen.get(parts["starttls"].lower())


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _problem(name: str, mend: str) -> Problem:
    return Problem("this setting cannot be used.", path=name, mend=mend)
