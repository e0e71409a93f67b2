"""Comments as they are kept, and every decision about them with what it changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from lumbago.storage.database import Database, leave_nothing, writing
from lumbago.storage.digests import aware, digest
from lumbago.storage.discussion_tables import comment, comment_event, comment_report, writer

MOST_SHOWN = 500


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment with everything that was decided about it; `writer` is a digest, `name` what is shown."""

    id: int
    article: str
    answers: int | None
    writer: str
    name: str
    text: str
    published: str | None
    waits: bool
    written_at: datetime
    waits_since: datetime
    published_at: datetime | None
    edited_at: datetime | None
    urgency: str
    dangers: tuple[str, ...]
    held: tuple[str, ...]
    refused: str | None
    appeal: str | None
    note: str
    claim: str
    withdrawn: bool
    reports: int
    report: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Something that happened to a comment, by whom, and what it was before."""

    id: int
    comment: int
    kind: str
    by: str
    at: datetime
    said: str
    undone: bool
    before: Mapping[str, Any]


def keep_writer(database: Database, key: str, name: str, skeleton: str, now: datetime) -> bool:
    """Give a writer a name; say False where another writer has one that looks the same."""
    mine = digest(key)
    try:
        with writing(database) as connection:
            row = {"name": name, "skeleton": skeleton}
            known = connection.execute(update(writer).where(writer.c.id == mine).values(**row)).rowcount
            if not known:
                connection.execute(insert(writer).values(id=mine, made_at=now.astimezone(UTC), **row))
    except IntegrityError:  # somebody has it; it may be the same writer, who pressed twice
        return name_of(database, key) == name
    return True


def name_of(database: Database, key: str) -> str:
    """Give a writer's name; "" where they have none."""
    with database.connect() as connection:
        return connection.execute(select(writer.c.name).where(writer.c.id == digest(key))).scalar() or ""


def add_comment(database: Database, key: str, row: Mapping[str, Any], submission: str, now: datetime) -> int:
    """Keep a comment that waits; the same form sent twice is kept once."""
    same = select(comment.c.id).where(comment.c.submission == digest(submission))
    values = {
        **_stored(row),
        "writer": digest(key),
        "written_at": now.astimezone(UTC),
        "waits_since": now.astimezone(UTC),
        "waits": True,
        "withdrawn": False,
        "reports": 0,
        "report": "",
        "note": "",
        "claim": "",
        "submission": digest(submission),
    }
    try:
        with writing(database) as connection:
            known = connection.execute(same).scalar()
            if known is not None:
                return int(known)
            return int(connection.execute(insert(comment).values(**values)).inserted_primary_key[0])  # type: ignore[index]
    except IntegrityError:  # the other of two was quicker
        with database.connect() as connection:
            return int(connection.execute(same).scalar_one())


def read_comment(database: Database, number: int) -> Comment | None:
    """Read one comment."""
    found = _comments(database, _every().where(comment.c.id == number))
    return found[0] if found else None


def comments_of_writer(database: Database, key: str) -> tuple[Comment, ...]:
    """List what somebody wrote, the latest first."""
    return _comments(database, _every().where(comment.c.writer == digest(key)).order_by(comment.c.written_at.desc()))


def published_comments(database: Database, article: str) -> tuple[Comment, ...]:
    """List what everybody may read under an article, and what was withdrawn from it, the latest first."""
    wanted = or_(comment.c.published.is_not(None), comment.c.withdrawn)
    under = _every().where(comment.c.article == article, wanted, comment.c.published_at.is_not(None))
    return _comments(database, under.order_by(comment.c.published_at.desc()).limit(MOST_SHOWN))


def waiting_comments(database: Database) -> tuple[Comment, ...]:
    """List what a moderator has to decide; a flood pushes neither danger nor what has waited longest out of it."""
    first = (comment.c.urgency == "", comment.c.waits_since)
    return _comments(database, _every().where(comment.c.waits).order_by(*first).limit(MOST_SHOWN))


def replies_since(database: Database, writer_id: str, since: datetime) -> tuple[Comment, ...]:
    """List what others published in answer to somebody; `writer_id` is the digest that stands in the table."""
    mine = select(comment.c.id).where(comment.c.writer == writer_id)
    new = and_(comment.c.published_at > since.astimezone(UTC), comment.c.published.is_not(None))
    wanted = _every().where(comment.c.answers.in_(mine), comment.c.writer != writer_id, new)
    return _comments(database, wanted.order_by(comment.c.published_at))


def texts_since(database: Database, since: datetime) -> tuple[str, ...]:
    """List what was written by anybody since then."""
    wanted = select(comment.c.text).where(comment.c.written_at >= since.astimezone(UTC), ~comment.c.withdrawn)
    with database.connect() as connection:
        return tuple(connection.execute(wanted).scalars())


def change_comment(
    database: Database, number: int, changed: Mapping[str, Any], kind: str, by: tuple[str, str], now: datetime
) -> None:
    """Change a comment and keep what it was before, in one; `by` names who, and what they said."""
    with writing(database) as connection:
        _change(connection, number, changed, kind, by, now)


def _change(
    connection: Connection, number: int, changed: Mapping[str, Any], kind: str, by: tuple[str, str], now: datetime
) -> None:
    row = connection.execute(select(comment).where(comment.c.id == number)).one()._mapping
    before = {name: _plain(row[name]) for name in changed}
    connection.execute(update(comment).where(comment.c.id == number).values(**_stored(changed)))
    event = {"comment": number, "kind": kind, "by": by[0], "said": by[1], "at": now.astimezone(UTC)}
    connection.execute(insert(comment_event).values(**event, before=json.dumps(before), undone=False))


def undo_decision(database: Database, decision: int, by: str, now: datetime) -> bool:
    """Put back what a decision changed; say False where it was undone before, or another came after it."""
    with writing(database) as connection:
        row = connection.execute(select(comment_event).where(comment_event.c.id == decision)).first()
        if row is None or row.undone or row.kind not in UNDOABLE:
            return False
        later = select(comment_event.c.id).where(comment_event.c.comment == row.comment, comment_event.c.id > decision)
        if connection.execute(later.where(~comment_event.c.undone, comment_event.c.kind != "undone")).first():
            return False
        connection.execute(update(comment_event).where(comment_event.c.id == decision).values(undone=True))
        _change(connection, row.comment, _revived(json.loads(row.before)), "undone", (by, row.kind), now)
    return True


UNDOABLE = ("published", "refused", "noted", "kept")
"""Decisions of moderators; what a writer did to their own comment is theirs."""


def decisions(database: Database, number: int | None = None, most: int = 200) -> tuple[Decision, ...]:
    """List what happened, the latest first: to one comment, or to all."""
    wanted = select(comment_event).order_by(comment_event.c.id.desc()).limit(most)
    if number is not None:
        wanted = wanted.where(comment_event.c.comment == number)
    with database.connect() as connection:
        rows = connection.execute(wanted).all()
    return tuple(
        Decision(r.id, r.comment, r.kind, r.by, aware(r.at), r.said, r.undone, json.loads(r.before)) for r in rows
    )


def report_comment(database: Database, number: int, reader: str, said: str, now: datetime) -> bool:
    """Keep a report and let the comment wait again; say False where this reader reported it before."""
    try:
        with writing(database) as connection:
            connection.execute(insert(comment_report).values(comment=number, reader=digest(reader)))
            count = connection.execute(select(comment.c.reports).where(comment.c.id == number)).scalar_one()
            again = {"reports": count + 1, "report": said, "waits": True, "waits_since": now}
            _change(connection, number, again, "reported", ("reader", said), now)
    except IntegrityError:
        return False
    return True


def move_writer(database: Database, old: str, new: str) -> None:
    """Let what was written under one key belong to another: of two names, the other's stays."""
    before, after = digest(old), digest(new)
    with writing(database) as connection:
        if connection.execute(select(writer.c.id).where(writer.c.id == before)).first() is None:
            return
        if connection.execute(select(writer.c.id).where(writer.c.id == after)).first() is None:
            row = connection.execute(select(writer).where(writer.c.id == before)).one()._mapping
            connection.execute(update(writer).where(writer.c.id == before).values(skeleton=before))
            connection.execute(insert(writer).values({**row, "id": after}))
        connection.execute(update(comment).where(comment.c.writer == before).values(writer=after))
        connection.execute(delete(writer).where(writer.c.id == before))


def erase_text(database: Database, number: int, now: datetime) -> None:
    """Erase what somebody wrote in a comment, also from the log; its place stays where replies hold it."""
    gone = {"text": "", "published": None, "waits": False, "withdrawn": True, "appeal": None, "dangers": ()}
    with writing(database) as connection:
        _change(connection, number, gone, "withdrawn", ("writer", ""), now)
        mine = comment_event.c.comment == number
        connection.execute(update(comment_event).where(mine).values(before="{}", undone=True))
    leave_nothing(database)


def forget_writer(database: Database, key: str) -> int:
    """Take back everything somebody wrote, their name and the log of it; say how many comments there were."""
    mine = digest(key)
    gone = {"text": "", "published": None, "waits": False, "withdrawn": True, "appeal": None, "dangers": "[]"}
    with writing(database) as connection:
        numbers = select(comment.c.id).where(comment.c.writer == mine)
        forgotten = update(comment_event).where(comment_event.c.comment.in_(numbers)).values(before="{}", said="")
        connection.execute(forgotten)
        count = connection.execute(update(comment).where(comment.c.writer == mine).values(**gone)).rowcount
        connection.execute(update(writer).where(writer.c.id == mine).values(name="", skeleton=mine))
    leave_nothing(database)
    return count


def _every() -> Select[Any]:
    return select(comment, writer.c.name).join(writer, comment.c.writer == writer.c.id)


def _comments(database: Database, wanted: Select[Any]) -> tuple[Comment, ...]:
    with database.connect() as connection:
        rows = [dict(row._mapping) for row in connection.execute(wanted)]
    return tuple(map(_comment, rows))


def _comment(row: dict[str, Any]) -> Comment:
    fields: dict[str, Any] = {name: aware(v) if isinstance(v, datetime) else v for name, v in row.items()}
    del fields["submission"]
    return Comment(**{**fields, **{name: tuple(json.loads(row[name])) for name in ("dangers", "held")}})


def _stored(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _in_table(value) for name, value in row.items()}


def _in_table(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    return json.dumps(list(value)) if isinstance(value, tuple) else value


def _plain(value: Any) -> Any:
    return {"at": aware(value).isoformat()} if isinstance(value, datetime) else value


def _revived(before: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: datetime.fromisoformat(value["at"]) if isinstance(value, dict) else value
        for name, value in before.items()
    }
