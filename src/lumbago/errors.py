"""Every error Lumbago raises on purpose. Anything else that escapes is a bug (exit status 1).

LumbagoError
├── MailError                a letter was not sent; what may be done about it is the kind
│   ├── MailRefusedError     the server will never take this letter
│   ├── MailDelayedError     not now: try again later, nothing was delivered
│   ├── MailUncertainError   the connection broke while it was handed over: it may have arrived
│   └── MailUnreachableError no letter can be sent at all: the server, the password or the sender
└── UserError                what was given is wrong; shown without a traceback, exit status 2
    ├── InputError           a person's answers, a case file, a command's arguments
    ├── CriterionError       one line of the language of conditions
    ├── NotFoundError        there is no such visit, or it was erased
    └── KnowledgeError       a record of the knowledge base
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: what, where, and how to mend it."""

    message: str
    file: str = ""
    line: int | None = None
    path: str = ""
    mend: str = ""

    def __str__(self) -> str:
        place = ":".join(part for part in (self.file, str(self.line or "")) if part)
        where = " ".join(part for part in (place, self.path) if part)
        text = f"{where}: {self.message}" if where else self.message
        return f"{text} {self.mend}" if self.mend else text


class LumbagoError(Exception):
    """The root of the tree."""


class MailError(LumbagoError):
    """A letter was not sent; its text is what the mail server said."""


class MailRefusedError(MailError):
    """The server will never take this letter for this recipient."""


class MailDelayedError(MailError):
    """The server does not take the letter now; nothing was delivered, and trying again is right."""


class MailUncertainError(MailError):
    """The connection broke while the letter was handed over: it may have arrived. Trying again may deliver it twice."""


class MailUnreachableError(MailError):
    """No letter at all can be sent now. It is not the recipient's fault."""


class UserError(LumbagoError):
    """Carries every problem found, never only the first."""

    def __init__(self, problems: Problem | str | Iterable[Problem]) -> None:
        if isinstance(problems, str):
            problems = Problem(problems)
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class InputError(UserError):
    """What a person, a file or a command line gave cannot be used as it stands."""


class CriterionError(UserError):
    """A condition cannot be read or does not fit the vocabulary.

    line, column: where in the text the first trouble starts, both counted from 1.
    also: the other troubles of the same text.
    """

    def __init__(
        self, message: str, text: str, column: int, line: int = 1, also: Iterable[CriterionError] = ()
    ) -> None:
        self.message = message
        self.text = text
        self.column = column
        self.line = line
        place = f"line {line}, column {column}" if "\n" in text else f"column {column}"
        own = Problem(f"{message}\n{pointed(text, line, column)}", path=place)
        super().__init__([own, *(problem for error in also for problem in error.problems)])


def pointed(text: str, line: int, column: int, width: int = 120) -> str:
    """Show one line of a text with a caret under the column; of a long line only the part around it."""
    whole = "".join(sign if sign.isprintable() else " " for sign in text.split("\n")[line - 1])
    start = max(0, column - 1 - width // 2)
    return f"{whole[start : start + width].rstrip()}\n{' ' * (column - 1 - start)}^"


class NotFoundError(UserError):
    """What was asked for is not there, or is somebody else's; the answer is the same for both."""


class KnowledgeError(UserError):
    """The knowledge base does not hold together; nothing runs until it does."""
