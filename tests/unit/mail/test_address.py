"""Addresses as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago.errors import InputError
from lumbago.mail import Address, read_address

TAKEN = [
    ("ada@example.org", Address("ada@example.org")),
    ("  ada@Example.ORG ", Address("ada@example.org")),
    ("Ada <ada@example.org>", Address("ada@example.org", "Ada")),
    ('"Lovelace, Ada" <ada@example.org>', Address("ada@example.org", "Lovelace, Ada")),
    ("ada+back.pain@mail.example.org", Address("ada+back.pain@mail.example.org")),
    ("ada@bücher.example", Address("ada@xn--bcher-kva.example")),
    ("root@localhost", Address("root@localhost")),
]
REFUSED = [
    "",
    "ada",
    "ada@",
    "@example.org",
    "ada@example",
    "ada@@example.org",
    "ada@1.2.3.4",
    ".ada@example.org",
    "a..da@example.org",
    "ada @example.org",
    "ada@example.org, bob@example.org",
    "ada@example.org\r\nBcc: bob@example.org",
    "ada\n@example.org",
    "Ada\r\nBcc: x <ada@example.org>",
    "Ada \u202e <ada@example.org>",
    "ädä@example.org",
    f"{'a' * 65}@example.org",
    f"ada@{'a.' * 130}org",
    "ada@-example.org",
    "<ada@example.org>, <bob@example.org>",
]


@pytest.mark.parametrize(("text", "expected"), TAKEN)
def test_an_address_is_read(text: str, expected: Address) -> None:
    assert read_address(text) == expected


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="no mail address we can write to"):
        read_address(text)


@given(st.text(max_size=80))
def test_whatever_is_typed_no_line_end_comes_through(text: str) -> None:
    try:
        address = read_address(text)
    except InputError:
        return
    assert address.mailbox.isascii()
    assert not set(address.mailbox + address.name) & {"\r", "\n", "\0", " "} or " " in address.name
    assert "\n" not in address.name
    assert "\r" not in address.name
