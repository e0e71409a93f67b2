"""Sending the digest: each issue to each reader at most once, whatever dies on the way.

An issue is claimed, durably, after the mail server has accepted its recipient and before anything of it leaves. Who
claims is the only one who ever sends it, so two processes may run at once. A process that dies before the claim leaves
an issue that is still due; one that dies after the server has it leaves one that arrived. In the moment between, the
few milliseconds in which the content travels, nobody can know: such an issue is not sent again. We rather miss one than
send one twice, and `send-digest` says how many there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from lumbago.actions.subscriptions import Post, settings_link, stop_link
from lumbago.community.digest.links import link
from lumbago.community.digest.news import RHYTHMS, Change, Reply, Rhythm, every_change, issue_name, news, next_try
from lumbago.community.digest.writing import Addresses, write
from lumbago.errors import MailDelayedError, MailRefusedError, MailUncertainError
from lumbago.knowledge import Knowledge
from lumbago.mail import Letter, MailConnection, OneClick, message_id, read_address, read_bounce
from lumbago.storage import subscriptions as stored
from lumbago.storage.database import Database
from lumbago.storage.discussion import replies_since
from lumbago.storage.subscriptions import Due, Subscription

MOST_REFUSALS = 3
LONGEST_QUOTE = 400


@dataclass(frozen=True, slots=True)
class Sending:
    """What came of one round: letters by what happened to them, and all that may or may not have arrived."""

    outcomes: Counter[str]
    uncertain: int


def send_digest(
    database: Database, knowledge: Knowledge, post: Post, now: Callable[[], datetime], emergency_number: str = ""
) -> Sending:
    """Write what is due, and send it.

    Raises: MailUnreachableError when no letter can be sent; what is due stays due.
    """
    changes = every_change(knowledge)
    stored.note_changes(database, frozenset(change.id for change in changes), now())
    for rhythm in RHYTHMS:
        _write_all(database, rhythm, changes, knowledge, post, (now(), emergency_number))
    outcomes = _send_all(database, post, now)
    return Sending(outcomes, stored.states_of(database).get("handed_over", 0))


def note_bounce(database: Database, content: bytes) -> bool:
    """Read a report that a letter came back; say False where it is none, or of no letter of ours."""
    bounce = read_bounce(content)
    number = stored.came_back(database, bounce.message_id, bounce.status) if bounce and bounce.permanent else None
    if number is not None:
        stored.count_refusal(database, number, MOST_REFUSALS)
    return number is not None


def _write_all(
    database: Database,
    rhythm: Rhythm,
    changes: tuple[Change, ...],
    knowledge: Knowledge,
    post: Post,
    moment: tuple[datetime, str],
) -> None:
    """Write the issue of each reader who has news; who has none is not written to."""
    at, emergency_number = moment
    name, seen, last = issue_name(rhythm, at.date()), stored.seen_changes(database), 0
    while readers := stored.without_issue(database, rhythm, name, last):
        last = readers[-1].id
        letters = {}
        for reader in readers:
            told = news(changes, seen, reader.told_until, reader.topics, _replies(database, reader, knowledge))
            if told:
                written = write(told, rhythm, _addresses(reader, post, emergency_number))
                mark = message_id(_identity(reader.id, name, reader.key), post.settings.sender)
                form = {"subject": written.subject, "text": written.text, "html": written.html}
                letters[reader.id] = {**form, "message_id": mark}
        if letters:
            stored.keep_issues(database, name, letters, at)


def _replies(database: Database, reader: Subscription, knowledge: Knowledge) -> tuple[Reply, ...]:
    if reader.writer is None:
        return ()
    found = replies_since(database, reader.writer, reader.told_until)
    return tuple(
        Reply(
            reply.name,
            knowledge.articles[reply.article].title if reply.article in knowledge.articles else reply.article,
            (reply.published or "")[:LONGEST_QUOTE],
            f"/articles/{reply.article}/discussion#comment-{reply.id}",
        )
        for reply in found
    )


def _addresses(reader: Subscription, post: Post, emergency_number: str) -> Addresses:
    change, stop = (
        f"{post.house}/digest/{w}" for w in (f"settings/{settings_link(reader)}", f"stop/{stop_link(reader)}")
    )
    return Addresses(post.house, change, stop, emergency_number)


def _send_all(database: Database, post: Post, now: Callable[[], datetime]) -> Counter[str]:
    outcomes: Counter[str] = Counter()
    with MailConnection(post.settings) as connection:
        while due := stored.due_issues(database, now()):
            for one in due:
                outcomes[_send(database, connection, one, post, now())] += 1
    return outcomes


def _send(database: Database, connection: MailConnection, due: Due, post: Post, now: datetime) -> str:
    """Send one issue and keep what came of it."""
    try:
        left = connection.send(_letter(due, post), due.made_at, lambda: stored.hand_over(database, due))
    except MailRefusedError as error:
        stored.settle(database, due, {"state": "refused", "said": str(error)})
        stored.count_refusal(database, due.subscription, MOST_REFUSALS)
        return "refused"
    except MailDelayedError as error:
        again = next_try(due.tries, now)
        later = {"state": "due", "next_try_at": again} if again else {"state": "given_up"}
        stored.settle(database, due, {**later, "tries": due.tries + 1, "said": str(error)})
        return "delayed" if again else "given up"
    except MailUncertainError as error:
        stored.settle(database, due, {"said": str(error)})
        return "uncertain"
    if not left:
        return "left to another"
    stored.settle(database, due, {"state": "sent"})
    return "sent"


def _letter(due: Due, post: Post) -> Letter:
    """Make the letter anew from what is kept: the same one each time, under the same Message-ID."""
    stop = f"{post.house}/digest/stop/{link(due.subscription, due.key, 'stop')}"
    one_click = OneClick(stop, f"digest.{post.settings.sender.domain}")
    identity = _identity(due.subscription, due.issue, due.key)
    return Letter(read_address(due.email), due.subject, due.text, identity, due.html, one_click)


def _identity(number: int, issue: str, key: str) -> str:
    return f"digest {issue} {number} {key}"
