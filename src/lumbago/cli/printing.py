"""What goes to standard output and to standard error, and what happens when nobody reads it any more."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from types import TracebackType

from lumbago.errors import Problem, UserError

PROBLEMS_SHOWN = 50
A_BUG = (
    "This is a bug in Lumbago, not in what you gave it. Report it with the lines above; "
    "leave out whatever could tell who a person is."
)


def put(text: str) -> None:
    """Print text for people.

    Raises: UserError when it cannot be written; BrokenPipeError when nobody reads it.
    """
    put_bytes(encoded(text))


def encoded(text: str) -> bytes:
    """Encode text as the terminal wants it; a sign it cannot show is spelled out."""
    return text.encode(sys.stdout.encoding or "utf-8", "backslashreplace")


def put_bytes(content: bytes) -> None:
    """Print bytes, such as JSON, which is UTF-8 wherever it goes.

    Raises: UserError when they cannot be written; BrokenPipeError when nobody reads them.
    """
    try:
        sys.stdout.buffer.write(content)
    except OSError as error:
        raise _cannot_write(error) from error


def finish_output() -> None:
    """Write out what is still held back.

    Raises: UserError when it cannot be written; BrokenPipeError when nobody reads it.
    """
    try:
        sys.stdout.flush()
    except OSError as error:
        raise _cannot_write(error) from error


def abandon_output() -> None:
    """Drop what is still held back, so that Python does not try to write it at its end."""
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 (devnull is no path of ours)
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def print_problems(problems: Sequence[Problem]) -> None:
    """Print problems to standard error, one a line, as many as anybody would read."""
    for problem in problems[:PROBLEMS_SHOWN]:
        print(problem, file=sys.stderr)
    if len(problems) > PROBLEMS_SHOWN:
        more = len(problems) - PROBLEMS_SHOWN
        print(f"... and {more:,} more problems; {len(problems):,} in all.", file=sys.stderr)


def print_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Print a traceback and what to do with it."""
    sys.__excepthook__(kind, error, trace)
    print(A_BUG, file=sys.stderr)


def _cannot_write(error: OSError) -> OSError | UserError:
    if isinstance(error, BrokenPipeError):
        return error
    abandon_output()
    return UserError(Problem(f"it cannot be written: {error.strerror}.", file="standard output", mend="Make room."))
