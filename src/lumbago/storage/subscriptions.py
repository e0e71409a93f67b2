"""Who gets the digest, and each issue for each of them: what is due, what left, what came of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, delete, exists, insert, select, update
from sqlalchemy.exc import IntegrityError

from lumbago.storage.database import Database, leave_nothing, writing
from lumbago.storage.digest_tables import change_seen, issue, subscription
from lumbago.storage.digests import aware, digest

MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Subscription:
    """Somebody who gets the digest, asked for it, or no longer does."""

    id: int
    email: str
    key: str
    round: int
    state: str
    rhythm: str
    topics: tuple[str, ...]
    writer: str | None
    asked_at: datetime
    told_until: datetime
    refusals: int


@dataclass(frozen=True, slots=True)
class Due:
    """One issue for one subscription, ready to leave."""

    subscription: int
    issue: str
    email: str
    key: str
    subject: str
    text: str
    html: str
    made_at: datetime
    tries: int


def subscription_of(database: Database, email: str) -> Subscription | None:
    """Find the subscription of an address."""
    return _one(database, select(subscription).where(subscription.c.email == email))


def subscription_numbered(database: Database, number: int) -> Subscription | None:
    """Find a subscription."""
    return _one(database, select(subscription).where(subscription.c.id == number))


def keep_subscription(database: Database, email: str, key: str, wanted: Mapping[str, Any], now: datetime) -> None:
    """Keep that somebody asked for the digest; an address that asked before asks anew, under its first key."""
    row = {**_stored(wanted), "state": "asked", "asked_at": now.astimezone(UTC), "refusals": 0}
    again = update(subscription).where(subscription.c.email == email)
    with writing(database) as connection:
        if connection.execute(again.values(**row, round=subscription.c.round + 1)).rowcount:
            return
        new = {"email": email, "key": key, "round": 1, "told_until": now.astimezone(UTC)}
        connection.execute(insert(subscription).values(**row, **new))


def change_subscription(database: Database, number: int, changed: Mapping[str, Any]) -> None:
    """Change what somebody wants, or whether they get it."""
    with writing(database) as connection:
        connection.execute(update(subscription).where(subscription.c.id == number).values(**_stored(changed)))


def end_subscription(database: Database, number: int) -> None:
    """End it: what is due no longer leaves, and no link that was mailed confirms it again."""
    ended = {"state": "ended", "round": subscription.c.round + 1, "writer": None}
    with writing(database) as connection:
        connection.execute(update(subscription).where(subscription.c.id == number).values(**ended))
        waiting = delete(issue).where(issue.c.subscription == number, issue.c.state == "due")
        connection.execute(waiting)


def forget_subscription(database: Database, number: int) -> None:
    """Erase a subscription with everything that was sent to it."""
    with writing(database) as connection:
        connection.execute(delete(issue).where(issue.c.subscription == number))
        connection.execute(delete(subscription).where(subscription.c.id == number))
    leave_nothing(database)


def without_issue(database: Database, rhythm: str, name: str, after: int) -> tuple[Subscription, ...]:
    """List readers of a rhythm for whom this issue is not made, in steps; `after` is the last one of before."""
    made = exists().where(issue.c.subscription == subscription.c.id, issue.c.issue == name)
    mine = (subscription.c.state == "confirmed", subscription.c.rhythm == rhythm, subscription.c.id > after)
    wanted = select(subscription).where(*mine, ~made).order_by(subscription.c.id).limit(MOST_AT_ONCE)
    with database.connect() as connection:
        return tuple(_subscription(row._mapping) for row in connection.execute(wanted))


def keep_issues(database: Database, name: str, letters: Mapping[int, Mapping[str, str]], now: datetime) -> None:
    """Keep issues that are due, by subscription, and until when their readers are told; what is made already stays."""
    try:
        _insert_issues(database, name, letters, now)
    except IntegrityError:  # another process makes the same ones
        for number, letter in letters.items():
            with suppress(IntegrityError):
                _insert_issues(database, name, {number: letter}, now)


def _insert_issues(database: Database, name: str, letters: Mapping[int, Mapping[str, str]], now: datetime) -> None:
    at = now.astimezone(UTC)
    same = {"issue": name, "state": "due", "made_at": at, "tries": 0, "next_try_at": at, "said": ""}
    told = update(subscription).where(subscription.c.id.in_(letters)).values(told_until=at)
    with writing(database) as connection:
        connection.execute(insert(issue), [{"subscription": n, **same, **letter} for n, letter in letters.items()])
        connection.execute(told)


def due_issues(database: Database, now: datetime) -> tuple[Due, ...]:
    """List what may leave now, in steps."""
    wanted = (
        select(issue, subscription.c.email, subscription.c.key)
        .join(subscription)
        .where(issue.c.state == "due", issue.c.next_try_at <= now.astimezone(UTC), subscription.c.state == "confirmed")
        .order_by(issue.c.next_try_at, issue.c.subscription)
        .limit(MOST_AT_ONCE)
    )
    names = Due.__dataclass_fields__
    with database.connect() as connection:
        rows: list[Mapping[str, Any]] = [dict(row._mapping) for row in connection.execute(wanted)]
    return tuple(Due(**{**{n: row[n] for n in names}, "made_at": aware(row["made_at"])}) for row in rows)


def hand_over(database: Database, due: Due) -> bool:
    """Claim an issue just before its content leaves; say False where another process has it, or its reader ended it.

    Whoever claims is the only one who ever sends it. It is durable when this returns.
    """
    confirmed = exists().where(subscription.c.id == issue.c.subscription, subscription.c.state == "confirmed")
    claim = update(issue).where(*_same(due), issue.c.state == "due", confirmed).values(state="handed_over")
    with writing(database) as connection:
        return connection.execute(claim).rowcount == 1


def settle(database: Database, due: Due, changed: Mapping[str, Any]) -> None:
    """Keep what came of it."""
    with writing(database) as connection:
        connection.execute(update(issue).where(*_same(due)).values(**_stored(changed)))


def count_refusal(database: Database, number: int, most: int) -> None:
    """Count a letter that came back for good; from so many on, the address gets no more."""
    mine = subscription.c.id == number
    with writing(database) as connection:
        connection.execute(update(subscription).where(mine).values(refusals=subscription.c.refusals + 1))
        tired = update(subscription).where(mine, subscription.c.refusals >= most, subscription.c.state == "confirmed")
        connection.execute(tired.values(state="refused", round=subscription.c.round + 1))


def came_back(database: Database, message_id: str, said: str) -> int | None:
    """Keep that a letter came back later, once; give the subscription it was for, or None."""
    mine = (issue.c.message_id == message_id, issue.c.state.in_(("sent", "handed_over")))
    with writing(database) as connection:
        number = connection.execute(select(issue.c.subscription).where(*mine)).scalar()
        connection.execute(update(issue).where(*mine).values(state="refused", said=said))
    return number


def states_of(database: Database) -> dict[str, int]:
    """Count the issues of all subscriptions by what came of them."""
    with database.connect() as connection:
        found = connection.execute(select(issue.c.state)).scalars().all()
    return {state: found.count(state) for state in sorted(set(found))}


def note_changes(database: Database, names: frozenset[str], now: datetime) -> None:
    """Keep when each change was first seen here."""
    unseen = names - {*seen_changes(database)}
    for name in sorted(unseen):
        try:
            with writing(database) as connection:
                connection.execute(insert(change_seen).values(id=name, seen_at=now.astimezone(UTC)))
        except IntegrityError:
            continue  # another process saw it at the same moment


def seen_changes(database: Database) -> dict[str, datetime]:
    """Tell when each change was first seen here."""
    with database.connect() as connection:
        return {row.id: aware(row.seen_at) for row in connection.execute(select(change_seen))}


def writer_digest(key: str) -> str:
    """Name a writer as the table of comments does."""
    return digest(key)


def _same(due: Due) -> tuple[Any, Any]:
    return issue.c.subscription == due.subscription, issue.c.issue == due.issue


def _one(database: Database, wanted: Select[Any]) -> Subscription | None:
    with database.connect() as connection:
        row = connection.execute(wanted).first()
    return _subscription(row._mapping) if row else None


def _subscription(row: Mapping[Any, Any]) -> Subscription:
    fields: dict[str, Any] = {n: aware(v) if isinstance(v, datetime) else v for n, v in row.items()}
    return Subscription(**{**fields, "topics": tuple(json.loads(fields["topics"]))})


def _stored(row: Mapping[str, Any]) -> dict[str, Any]:
    return {n: v.astimezone(UTC) if isinstance(v, datetime) else v for n, v in _with_json(row).items()}


def _with_json(row: Mapping[str, Any]) -> dict[str, Any]:
    return {n: json.dumps(list(v)) if isinstance(v, tuple) else v for n, v in row.items()}
