"""What a browser sends with a form: read whole or refused, cleaned, and checked for its token."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs

from starlette.requests import ClientDisconnect, Request

from lumbago.web.refusal import stale_form, too_long, unreadable_form
from lumbago.web.settings import Settings
from lumbago.web.visitor import key_of, token_fits

MOST_BYTES = 32 * 1024
MOST_FIELDS = 200
LONGEST_VALUE = 200
FORM_TYPE = "application/x-www-form-urlencoded"
TOKEN = "token"
LONGER = {"credential": 8000}
"""Fields that may be longer than what a person types in a line."""

LINES = "_lines"
"""Ends the name of a field in which every line is a value of its own."""

MOST_LINES = 100


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form, each with all its values."""

    fields: Mapping[str, tuple[str, ...]]

    def value(self, name: str) -> str:
        """Give the last value of a field; nothing at all is empty."""
        return self.fields.get(name, ("",))[-1]

    def values(self, name: str) -> tuple[str, ...]:
        """Give all values of a field."""
        return self.fields.get(name, ())


async def read_form(request: Request, settings: Settings) -> Form:
    """Read the form of a request.

    Raises: RefusedError where it is too long, no form, or does not come from a page of this visitor.
    """
    form = await read_unchecked(request)
    if not comes_from_us(request, settings, form):
        raise stale_form()
    return form


async def read_unchecked(request: Request, most_bytes: int = MOST_BYTES, prose: Collection[str] = ()) -> Form:
    """Read a form whoever sent it; the fields in `prose` keep every sign that was typed.

    Raises: RefusedError where it is too long or no form.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM_TYPE:
        raise unreadable_form()
    return parsed(await _body(request, most_bytes), prose)


def comes_from_us(request: Request, settings: Settings, form: Form) -> bool:
    """Say whether a form comes from a page of this visitor."""
    from_elsewhere = request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
    return not from_elsewhere and token_fits(key_of(request, settings), form.value(TOKEN))


def parsed(body: bytes, prose: Collection[str] = ()) -> Form:
    """Take a form apart.

    Raises: RefusedError where it has more fields, or longer ones, than any form here.
    """
    try:
        fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise unreadable_form() from error
    if sum(len(value) for name, values in fields.items() if name not in prose for value in values) > MOST_BYTES:
        raise too_long()  # where prose may be long, everything else still may not
    return Form({n: tuple(values if n in prose else _cleaned(n, values)) for n, values in fields.items()})


def _cleaned(name: str, values: list[str]) -> Iterator[str]:
    """Clean each value; what is written in lines gives a value for each."""
    for value in values:
        parts = re.split(r"[\r\n;]+", value) if name.endswith(LINES) else [value]
        yield from (clean(part, LONGER.get(name, LONGEST_VALUE)) for part in parts[:MOST_LINES])


def clean(text: str, longest: int = LONGEST_VALUE) -> str:
    """Take out what cannot be seen (control, direction and formatting signs), and cut what is far too long."""
    seen = "".join(sign for sign in text[: longest * 4] if unicodedata.category(sign) not in ("Cc", "Cf", "Cs"))
    return seen.strip()[:longest]


async def _body(request: Request, most_bytes: int) -> bytes:
    declared = request.headers.get("content-length", "0")
    if not declared.isdecimal() or int(declared[:12]) > most_bytes:
        raise too_long()
    body = bytearray()
    try:
        async for part in request.stream():
            body += part
            if len(body) > most_bytes:
                raise too_long()
    except ClientDisconnect as error:
        raise unreadable_form() from error
    return bytes(body)
