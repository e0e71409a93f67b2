"""What moderators decide: each decision is logged with who made it, and can be undone."""

from __future__ import annotations

from datetime import datetime

from lumbago.community.discussion.waiting import Waiting, Why, in_order
from lumbago.errors import InputError, NotFoundError, Problem
from lumbago.knowledge import Knowledge
from lumbago.storage import discussion as stored
from lumbago.storage.database import Database
from lumbago.storage.discussion import Comment, Decision

__all__ = ["Comment", "Decision", "decisions"]

decisions = stored.decisions


def waiting(database: Database) -> tuple[Waiting, ...]:
    """List what has to be decided, danger first."""
    return in_order(map(_waiting, stored.waiting_comments(database)))


def comment_to_decide(database: Database, number: int) -> Comment:
    """Find a comment.

    Raises: NotFoundError where there is none, or its writer took it back.
    """
    found = stored.read_comment(database, number)
    if found is None or found.withdrawn:
        raise NotFoundError(Problem("there is no such comment, or its writer took it back."))
    return found


def publish(
    database: Database, number: int, moderator: str, now: datetime, note: tuple[str, str], knowledge: Knowledge
) -> None:
    """Publish a comment as it was written last, with a note and the claim it speaks against where there is one.

    Raises: NotFoundError where there is no such comment, InputError where there is no such claim.
    """
    found = comment_to_decide(database, number)
    claim, words = note
    if claim and claim not in knowledge.claims:
        raise InputError(Problem("there is no such claim.", path="claim", mend="Choose one of the list."))
    changed = {
        "published": found.text,
        "published_at": found.published_at or now,
        "waits": False,
        "refused": None,
        "reports": 0,
        "report": "",
        "claim": claim,
        "note": words if claim else "",
    }
    stored.change_comment(database, number, changed, "noted" if claim else "published", (moderator, claim), now)


def refuse(database: Database, number: int, moderator: str, now: datetime, reason: str) -> None:
    """Refuse a comment, or take it off the page; its writer reads the reason and may appeal.

    Raises: NotFoundError where there is no such comment, InputError without a reason.
    """
    comment_to_decide(database, number)
    if not reason.strip():
        raise InputError(Problem("a refusal needs a reason.", path="reason", mend="Its writer reads it."))
    changed = {"published": None, "waits": False, "refused": reason.strip()}
    stored.change_comment(database, number, changed, "refused", (moderator, reason.strip()), now)


def keep(database: Database, number: int, moderator: str, now: datetime) -> None:
    """Leave everything as it is: a report or an appeal was read, and changes nothing.

    Raises: NotFoundError where there is no such comment.
    """
    comment_to_decide(database, number)
    changed = {"waits": False, "reports": 0, "report": ""}
    stored.change_comment(database, number, changed, "kept", (moderator, ""), now)


def undo(database: Database, decision: int, moderator: str, now: datetime) -> None:
    """Take a decision back.

    Raises: NotFoundError where it was taken back before, or something happened to the comment since.
    """
    if not stored.undo_decision(database, decision, moderator, now):
        raise NotFoundError(Problem("this can no longer be undone: something happened to the comment since."))


def _waiting(c: Comment) -> Waiting:
    why: Why = "new"
    if c.reports:
        why = "reported"
    elif c.refused is not None and c.appeal is not None:
        why = "appeal"
    elif c.published is not None or c.edited_at is not None:
        why = "edited"
    said = c.report if c.reports else c.appeal or ""
    urgency = c.urgency if c.urgency in ("emergency", "same_day", "soon", "self_care") else ""
    return Waiting(c.id, c.article, c.name, c.text, why, c.waits_since, urgency, c.dangers, c.held, said)  # type: ignore[arg-type]
