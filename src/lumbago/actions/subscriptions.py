"""Asking for the digest, confirming it, changing it, ending it. No answer tells a stranger who gets it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from lumbago.community.digest.links import Purpose, fits, link, number_in
from lumbago.community.digest.news import RHYTHMS, Rhythm, every_change, topics_of
from lumbago.errors import InputError, MailError, NotFoundError, Problem
from lumbago.knowledge import Knowledge
from lumbago.mail import Letter, MailSettings, read_address, send
from lumbago.storage import subscriptions as stored
from lumbago.storage.database import Database
from lumbago.storage.subscriptions import Subscription

__all__ = ["RHYTHMS", "Rhythm", "Subscription", "topics_of"]

CONFIRM_WITHIN = timedelta(days=7)
ASK_AGAIN_AFTER = timedelta(minutes=10)

CONFIRM = """\
Somebody, probably you, asked for the {rhythm} digest of Lumbago at this address.

To get it, open this link and press the button there:

{link}

It works for seven days. If it was not you, do nothing: no digest comes.
"""
KNOWN = """\
Somebody, probably you, asked for the digest of Lumbago at this address. You get it already.

What you get, and how often, can be changed here:

{link}
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants: how often, about what, and whether answers to them are told."""

    rhythm: str
    topics: tuple[str, ...]
    writer_key: str | None = None

    def checked(self, knowledge: Knowledge) -> dict[str, object]:
        """Give what can be kept; a topic that is not there is left out.

        Raises: InputError where the rhythm is none.
        """
        if self.rhythm not in RHYTHMS:
            raise InputError(Problem("choose daily or weekly.", path="rhythm"))
        topics = tuple(topic for topic in topics_of(knowledge) if topic in self.topics)
        writer = stored.writer_digest(self.writer_key) if self.writer_key else None
        return {"rhythm": self.rhythm, "topics": topics, "writer": writer}


@dataclass(frozen=True, slots=True)
class Post:
    """How letters leave: the server, and the address of the pages that their links lead to."""

    settings: MailSettings
    house: str


def ask_for_digest(
    database: Database, email: str, wanted: Wanted, knowledge: Knowledge, post: Post, moment: tuple[datetime, str]
) -> None:
    """Keep that somebody asked, and mail a link to confirm it; who gets the digest already is mailed that.

    moment: the time, and a fresh key.

    Raises: InputError where the address or the rhythm is none; MailError when the letter could not be sent.
    """
    now, key = moment
    address = read_address(email, "email")
    mailbox = address.mailbox
    chosen = wanted.checked(knowledge)
    known = stored.subscription_of(database, mailbox)
    if known is not None and known.state in ("asked", "confirmed") and now - known.asked_at < ASK_AGAIN_AFTER:
        return  # nobody's post is filled by a stranger
    if known is not None and known.state == "confirmed":
        stored.change_subscription(database, known.id, {"asked_at": now})
        to = f"{post.house}/digest/settings/{link(known.id, known.key, 'settings')}"
        _mail(post, mailbox, "You get the digest already", KNOWN.format(link=to), now)
        return
    stored.keep_subscription(database, mailbox, key, chosen, now)
    kept = stored.subscription_of(database, mailbox)
    if kept is not None:
        to = f"{post.house}/digest/confirm/{link(kept.id, kept.key, 'confirm', kept.round)}"
        text = CONFIRM.format(rhythm=kept.rhythm, link=to)
        try:
            _mail(post, mailbox, "Confirm that you want the digest", text, now)
        except MailError:
            stored.end_subscription(database, kept.id)  # so that asking again writes again
            raise


def confirm_digest(database: Database, text: str, knowledge: Knowledge, now: datetime) -> Subscription:
    """Begin to send the digest to whoever opened the link; a second press changes nothing.

    Raises: NotFoundError where the link was never made, is too old, or was ended since.
    """
    found = _known(database, text, lambda s: fits(text, s.key, "confirm", s.round))
    if found.state == "asked" and now - found.asked_at <= CONFIRM_WITHIN:
        stored.note_changes(database, frozenset(c.id for c in every_change(knowledge)), now)
        stored.change_subscription(database, found.id, {"state": "confirmed", "told_until": now})
    elif found.state != "confirmed":
        raise _no_such_link()
    return found


def subscription_by(database: Database, text: str, purpose: Purpose) -> Subscription:
    """Find the subscription a link is for.

    Raises: NotFoundError where it is none of ours.
    """
    return _known(database, text, lambda s: fits(text, s.key, purpose, s.round if purpose == "confirm" else 0))


def change_digest(database: Database, text: str, wanted: Wanted, knowledge: Knowledge) -> None:
    """Change what somebody gets.

    Raises: NotFoundError where the link is none or the digest was ended; InputError where the rhythm is none.
    """
    found = subscription_by(database, text, "settings")
    if found.state != "confirmed":
        raise _no_such_link()
    chosen = wanted.checked(knowledge)
    if wanted.writer_key is None:
        del chosen["writer"]
    stored.change_subscription(database, found.id, chosen)


def end_digest(database: Database, text: str) -> None:
    """End the digest; pressing again changes nothing.

    Raises: NotFoundError where the link is none of ours.
    """
    stored.end_subscription(database, subscription_by(database, text, "stop").id)


def forget_digest(database: Database, text: str) -> None:
    """Erase the address with everything about it.

    Raises: NotFoundError where the link is none of ours.
    """
    stored.forget_subscription(database, subscription_by(database, text, "stop").id)


def settings_link(found: Subscription) -> str:
    """Make the link to change a subscription."""
    return link(found.id, found.key, "settings")


def stop_link(found: Subscription) -> str:
    """Make the link to end a subscription."""
    return link(found.id, found.key, "stop")


def _known(database: Database, text: str, is_its: Callable[[Subscription], bool]) -> Subscription:
    number = number_in(text)
    found = stored.subscription_numbered(database, number) if number is not None else None
    if found is None or not is_its(found):
        raise _no_such_link()
    return found


def _mail(post: Post, mailbox: str, subject: str, text: str, now: datetime) -> None:
    send(post.settings, Letter(read_address(mailbox), subject, text, identity=f"{text} {now.isoformat()}"), now)


def _no_such_link() -> NotFoundError:
    return NotFoundError(Problem("this link is too old, was used up, or was never made."))
