"""A file as it was given on the command line: what is in it, or why it cannot be read."""

from __future__ import annotations

import sys
from pathlib import Path

from lumbago.errors import InputError
from lumbago.record.place import Place

STANDARD_INPUT = "-"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def place_of(file: str) -> Place:
    """Name a file as problems name it."""
    return Place("standard input" if file == STANDARD_INPUT else file)


def content_of(file: str, place: Place) -> bytes:
    """Read a file, or standard input for "-".

    Raises: InputError saying why it cannot be read.
    """
    try:
        return sys.stdin.buffer.read() if file == STANDARD_INPUT else Path(file).read_bytes()
    except FileNotFoundError:
        raise InputError(place.problem("there is no such file.", 'Check the path; "-" is standard input.')) from None
    except IsADirectoryError:
        raise InputError(place.problem("this is a folder.", "Name a file in it.")) from None
    except PermissionError:
        raise InputError(place.problem("you may not read this file.", "Ask its owner for access.")) from None
    except (OSError, ValueError) as error:  # ValueError: a path that holds a zero byte
        why = getattr(error, "strerror", None) or str(error)
        raise InputError(place.problem(f"it cannot be read: {why}.", "Check the path.")) from None


def text_of(file: str) -> str:
    """Read a file as text.

    Raises: InputError when it cannot be read or is no text in UTF-8.
    """
    place = place_of(file)
    content = content_of(file, place).removeprefix(BYTE_ORDER_MARK)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        below = place.down(content.count(b"\n", 0, error.start))
        byte = content[error.start]
        raise InputError(
            below.problem(f"this is not UTF-8: there is a byte 0x{byte:02x}.", "Save it as UTF-8.")
        ) from None
    if not text.strip():
        raise InputError(place.problem("there is nothing in it.", "Give it some words."))
    return text
