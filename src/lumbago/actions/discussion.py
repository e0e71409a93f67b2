"""What happens in the discussion: writing, correcting, taking back, reporting, appealing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from lumbago.community.discussion.danger import Warned, dangers_in
from lumbago.community.discussion.holding import check_pace, signs_of_spam
from lumbago.community.discussion.names import read_name, skeleton
from lumbago.community.discussion.threads import Published
from lumbago.community.discussion.writing import read_comment as read_text
from lumbago.community.discussion.writing import tidy
from lumbago.errors import InputError, NotFoundError, Problem, UserError
from lumbago.knowledge import Knowledge
from lumbago.storage import discussion as stored
from lumbago.storage.database import Database
from lumbago.storage.digests import digest
from lumbago.storage.discussion import Comment, forget_writer, move_writer, name_of

T = TypeVar("T")

LOOKED_BACK = timedelta(days=7)
LONGEST_WORDS = 1_000
"""Of an appeal, a report or a reason."""

__all__ = ["Comment", "forget_writer", "move_writer", "name_of"]


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody sends: under which article, in answer to what, and how long they took to write it."""

    article: str
    name: str
    text: str
    answers: int | None = None
    took: timedelta | None = None
    submission: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """A comment that waits, and the dangers it describes: its writer is told of them at once."""

    id: int
    warned: tuple[Warned, ...]


def write_comment(database: Database, key: str, draft: Draft, knowledge: Knowledge, now: datetime) -> Sent:
    """Keep a comment for a moderator, and look for danger in it.

    Raises: InputError with everything that keeps it from being sent; what describes danger is told all the same, by
    `warned_of`.
    """
    problems: list[Problem] = []
    name = _tried(lambda: _own_name(database, key, draft.name, now), problems)
    text = _tried(lambda: read_text(draft.text), problems)
    _tried(lambda: _pace(database, key, now), problems)
    if draft.answers is not None and not _is_readable(database, draft.answers, draft.article):
        problems.append(Problem("what you answer is no longer there.", path="text", mend="Send it as a new comment."))
    if problems or name is None or text is None:
        raise InputError(problems)
    warned = dangers_in(text, knowledge)
    row = {
        **_read(text, warned, database, draft.took, now),
        "article": draft.article,
        "answers": draft.answers,
    }
    return Sent(stored.add_comment(database, key, row, draft.submission, now), warned)


def warned_of(text: str, knowledge: Knowledge) -> tuple[Warned, ...]:
    """Find the dangers in what somebody typed, whether or not it could be sent."""
    return dangers_in(tidy(text), knowledge)


def edit_comment(database: Database, key: str, number: int, text: str, knowledge: Knowledge, now: datetime) -> Sent:
    """Correct one's own comment; what is published stays until a moderator has read the new one.

    Raises: NotFoundError where it is not theirs, InputError where it cannot be sent.
    """
    mine = own_comment(database, key, number)
    clean = read_text(text)
    warned = dangers_in(clean, knowledge)
    changed = {**_read(clean, warned, database, None, now, mine.text), "edited_at": now, "refused": None}
    stored.change_comment(database, number, {**changed, "waits": True, "waits_since": now}, "edited", BY_WRITER, now)
    return Sent(number, warned)


def withdraw_comment(database: Database, key: str, number: int, now: datetime) -> None:
    """Take one's own comment back; nothing of it is kept.

    Raises: NotFoundError where it is not theirs.
    """
    own_comment(database, key, number)
    stored.erase_text(database, number, now)


def appeal(database: Database, key: str, number: int, words: str, now: datetime) -> None:
    """Ask for a refused comment to be read again, once.

    Raises: NotFoundError where it is not theirs or was not refused, InputError without a reason.
    """
    mine = own_comment(database, key, number)
    if mine.refused is None or mine.appeal is not None:
        raise _not_there()
    said = _words(words, "Say why it should be published.")
    changed = {"appeal": said, "waits": True, "waits_since": now}
    stored.change_comment(database, number, changed, "appealed", (BY_WRITER[0], said), now)


def report_comment(database: Database, reader: str, number: int, words: str, now: datetime) -> bool:
    """Report a comment to the moderators; say False where this reader did before.

    Raises: NotFoundError where there is no such comment, InputError without a reason.
    """
    found = stored.read_comment(database, number)
    if found is None or found.published is None:
        raise _not_there()
    return stored.report_comment(database, number, reader, _words(words, "Say what is wrong with it."), now)


def own_comment(database: Database, key: str, number: int) -> Comment:
    """Find one's own comment.

    Raises: NotFoundError where there is none, it was taken back, or it is somebody else's.
    """
    found = stored.read_comment(database, number)
    if found is None or found.withdrawn or found.writer != digest(key):
        raise _not_there()
    return found


def own_comments(database: Database, key: str) -> tuple[Comment, ...]:
    """List what somebody wrote and did not take back, the latest first."""
    return tuple(c for c in stored.comments_of_writer(database, key) if not c.withdrawn)


def discussion_of(database: Database, article: str) -> tuple[Published, ...]:
    """Read what is published under an article; of what was withdrawn only the place is left, where replies hold it."""
    every = stored.published_comments(database, article)
    answered = {c.answers for c in every}
    return tuple(_published(c) for c in every if not c.withdrawn or c.id in answered)


def published_comment(database: Database, number: int) -> Published | None:
    """Read one published comment."""
    found = stored.read_comment(database, number)
    return _published(found) if found is not None and found.published is not None else None


BY_WRITER = ("writer", "")


def _published(c: Comment) -> Published:
    name, text = ("", "") if c.withdrawn else (c.name, c.published or "")
    at = c.published_at or c.written_at
    return Published(c.id, c.answers, name, text, at, c.edited_at if text == c.text else None, c.note, c.claim)


def _read(
    text: str, warned: tuple[Warned, ...], database: Database, took: timedelta | None, now: datetime, own: str = ""
) -> dict[str, object]:
    """Collect what is read off a text before a person reads it."""
    earlier = [other for other in stored.texts_since(database, now - LOOKED_BACK) if other != own]
    return {
        "text": text,
        "urgency": warned[0].urgency if warned else "",
        "dangers": tuple(w.title for w in warned),
        "held": signs_of_spam(text, earlier, took),
    }


def _own_name(database: Database, key: str, typed: str, now: datetime) -> str:
    """Keep the name somebody writes under; the first one stays unless they choose another."""
    name = read_name(typed)
    if name != name_of(database, key) and not stored.keep_writer(database, key, name, skeleton(name), now):
        said = "somebody writes under this name, or one that looks like it."
        raise InputError(Problem(said, path="name", mend="Choose another."))
    return name


def _pace(database: Database, key: str, now: datetime) -> bool:
    check_pace([c.written_at for c in stored.comments_of_writer(database, key)], now)
    return True


def _is_readable(database: Database, number: int, article: str) -> bool:
    found = stored.read_comment(database, number)
    return found is not None and found.article == article and found.published is not None


def _words(text: str, ask: str) -> str:
    clean = tidy(text)
    if not clean or len(clean) > LONGEST_WORDS:
        mend = ask if not clean else f"Write at most {LONGEST_WORDS:,} signs."
        raise InputError(Problem("this cannot be sent as it is.", path="words", mend=mend))
    return clean


def _tried(step: Callable[[], T], problems: list[Problem]) -> T | None:
    try:
        return step()
    except UserError as error:
        problems.extend(error.problems)
        return None


def _not_there() -> NotFoundError:
    return NotFoundError(Problem("there is no such comment."))
