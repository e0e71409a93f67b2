"""The operator's register from its file, whole or not at all: every mistake is told at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from lumbago.community.disclosure.picture import Picture, picture
from lumbago.community.disclosure.records import Advertiser, Party, Register
from lumbago.community.disclosure.register import Disclosure
from lumbago.errors import InputError, Problem
from lumbago.knowledge.operators_file import read_operators_file

LONGEST_WORDS = 300
LARGEST_PICTURE = 200 * 1024
LISTS = ("funders", "interests", "affiliates", "advertisers")
_HOST = re.compile(r"(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")
_FILE = re.compile(r"[\w-][\w.-]{0,80}")


def read_disclosure(file: Path) -> Disclosure:
    """Read the register and the pictures beside it.

    Raises: InputError with everything that cannot be used.
    """
    register = _register(file)
    pictures: dict[str, Picture] = {}
    problems = [Problem(message, str(file), path=path, mend=mend) for path, message, mend in _mistakes(register)]
    for number, advertiser in enumerate(register.advertisers):
        read = _picture(file, advertiser, f"advertisers[{number}].image")
        if isinstance(read, Problem):
            problems.append(read)
        else:
            pictures[advertiser.image] = read
    if problems:
        raise InputError(problems)
    return Disclosure(register, pictures)


def _register(file: Path) -> Register:
    return read_operators_file(file, Register, "the operator's register", "docs/how-to/disclose.md")


def _mistakes(register: Register) -> Iterator[tuple[str, str, str]]:
    """Go through what the shape does not catch: field, what is wrong, how to mend it."""
    for kind in LISTS:
        for number, party in enumerate(getattr(register, kind)):
            at = f"{kind}[{number}]"
            yield from ((f"{at}.{field}", message, mend) for field, message, mend in _of_party(party))


def _of_party(party: Party) -> Iterator[tuple[str, str, str]]:
    if party.until is not None and party.until < party.since:
        yield "until", "ends before it begins.", "Write the first day in `since` and the last in `until`."
    for name in party.__struct_fields__:
        given = getattr(party, name)
        if isinstance(given, str):
            yield from _of_words(name, given)
        if name == "hosts":
            yield from (
                (name, f"{host[:60]!r} is no host.", 'Write it as "shop.example".') for host in _no_hosts(given)
            )


def _of_words(name: str, given: str) -> Iterator[tuple[str, str, str]]:
    if name == "address" and given and not _is_address(given):
        yield name, f"{given[:60]!r} is no address.", 'Write it as "https://shop.example/page".'
    if not given.strip() and name in ("name", "pays_for", "interest", "earns", "words", "image"):
        yield name, "says nothing.", "Say it in a few words."
    if len(given) > LONGEST_WORDS or not given.isprintable():
        yield name, f"is longer than {LONGEST_WORDS} characters, or holds some that cannot be seen.", "Write less."


def _no_hosts(hosts: tuple[str, ...]) -> list[str]:
    return [host for host in hosts if not _HOST.fullmatch(host.lower())]


def _is_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        plain = parts.scheme == "https" and parts.username is None and parts.port in (None, 443)
        return plain and bool(_HOST.fullmatch(parts.hostname or "")) and not re.search(r"[\s\\\"'<>]", address)
    except ValueError:
        return False


def _picture(file: Path, advertiser: Advertiser, path: str) -> Picture | Problem:
    """Read a picture beside the register; never one from elsewhere on the machine."""
    where = file.parent / advertiser.image
    if not _FILE.fullmatch(advertiser.image) or not where.is_file():
        return Problem("is no file beside the register.", str(file), path=path, mend="Put it there and name it.")
    content = where.read_bytes()
    read = picture(content) if len(content) <= LARGEST_PICTURE else None
    return read or Problem(
        f"is no PNG or JPEG of at most {LARGEST_PICTURE // 1024} KB.", str(file), path=path, mend="Make it one."
    )
