"""The discussion on both databases: what is kept, what is decided, what can be undone, what is erased."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, text

from lumbago.actions import Database, discussion, moderation
from lumbago.actions.discussion import Draft
from lumbago.errors import InputError, NotFoundError
from lumbago.storage.database import writing
from lumbago.storage.discussion_tables import comment, writer
from tests.people import knowledge

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
ADA, BOB, MODERATOR = "ada's key", "bob's key", "account of a moderator"


def write(database: Database, key: str, words: str = "Warmth helped me.", minute: int = 0, **how: object) -> int:
    name = {ADA: "Ada", BOB: "Bob"}.get(key, key)
    draft = Draft("cold-and-heat", name, words, submission=f"{key} {minute}", **how)  # type: ignore[arg-type]
    return discussion.write_comment(database, key, draft, knowledge(), NOW + timedelta(minutes=minute)).id


def publish(database: Database, number: int, claim: str = "") -> None:
    moderation.publish(database, number, MODERATOR, NOW, (claim, "Please read this."), knowledge())


def read(database: Database) -> list[str]:
    return [c.text for c in sorted(discussion.discussion_of(database, "cold-and-heat"), key=lambda c: c.id)]


def test_nothing_is_read_before_it_is_published(database: Database) -> None:
    number = write(database, ADA)
    assert read(database) == []
    assert [w.id for w in moderation.waiting(database)] == [number]
    publish(database, number)
    assert read(database) == ["Warmth helped me."]
    assert moderation.waiting(database) == ()


def test_danger_is_told_and_comes_first(database: Database) -> None:
    write(database, BOB)
    draft = Draft("cold-and-heat", "Ada", "I can't pee since last night", submission="x")
    sent = discussion.write_comment(database, ADA, draft, knowledge(), NOW + timedelta(hours=1))
    assert sent.warned[0].urgency == "emergency"
    first, second = moderation.waiting(database)
    assert (first.id, first.urgency) == (sent.id, "emergency")
    assert first.dangers == ("Bladder or bowel",)
    assert second.urgency == ""


def test_the_same_form_twice_is_one_comment_also_at_once(database: Database) -> None:
    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(lambda _: write(database, ADA), range(4)))
    assert len(set(numbers)) == 1
    assert len(discussion.own_comments(database, ADA)) == 1


def test_a_correction_waits_and_the_old_text_stays(database: Database) -> None:
    number = write(database, ADA)
    publish(database, number)
    discussion.edit_comment(database, ADA, number, "Cold helped me.", knowledge(), NOW)
    assert read(database) == ["Warmth helped me."]
    assert moderation.waiting(database)[0].why == "edited"
    publish(database, number)
    assert read(database) == ["Cold helped me."]


def test_every_decision_is_logged_and_can_be_undone(database: Database) -> None:
    number = write(database, ADA)
    publish(database, number)
    moderation.refuse(database, number, MODERATOR, NOW, "It advertises something.")
    assert read(database) == []
    refused, published = moderation.decisions(database, number)
    assert (refused.kind, refused.by, refused.said) == ("refused", MODERATOR, "It advertises something.")
    with pytest.raises(NotFoundError):  # something came after it
        moderation.undo(database, published.id, MODERATOR, NOW)
    moderation.undo(database, refused.id, MODERATOR, NOW)
    assert read(database) == ["Warmth helped me."]
    moderation.undo(database, published.id, MODERATOR, NOW)
    assert read(database) == []
    assert [w.id for w in moderation.waiting(database)] == [number]
    with pytest.raises(NotFoundError):
        moderation.undo(database, published.id, MODERATOR, NOW)


def test_a_refusal_needs_a_reason_and_can_be_appealed_once(database: Database) -> None:
    number = write(database, ADA)
    with pytest.raises(InputError):
        moderation.refuse(database, number, MODERATOR, NOW, "  ")
    with pytest.raises(NotFoundError):
        discussion.appeal(database, ADA, number, "It was not refused", NOW)
    moderation.refuse(database, number, MODERATOR, NOW, "It attacks somebody.")
    discussion.appeal(database, ADA, number, "It attacks nobody.", NOW)
    (waiting,) = moderation.waiting(database)
    assert (waiting.why, waiting.said) == ("appeal", "It attacks nobody.")
    moderation.keep(database, number, MODERATOR, NOW)
    assert discussion.own_comment(database, ADA, number).refused == "It attacks somebody."
    with pytest.raises(NotFoundError):
        discussion.appeal(database, ADA, number, "Once more", NOW)


def test_a_note_leads_to_the_claim(database: Database) -> None:
    number = write(database, ADA, "Stay in bed for two weeks.")
    with pytest.raises(InputError, match="no such claim"):
        publish(database, number, "no_such_claim")
    claim = next(iter(knowledge().claims))
    publish(database, number, claim)
    (comment,) = discussion.discussion_of(database, "cold-and-heat")
    assert (comment.claim, comment.note) == (claim, "Please read this.")


def test_a_report_brings_it_back_once_for_each_reader(database: Database) -> None:
    number = write(database, ADA)
    with pytest.raises(NotFoundError):
        discussion.report_comment(database, BOB, number, "rude", NOW)
    publish(database, number)
    assert discussion.report_comment(database, BOB, number, "rude", NOW)
    assert not discussion.report_comment(database, BOB, number, "rude again", NOW)
    (waiting,) = moderation.waiting(database)
    assert (waiting.why, waiting.said) == ("reported", "rude")
    assert read(database) == ["Warmth helped me."]


def test_what_is_taken_back_is_gone_and_its_place_stays_for_the_answers(database: Database) -> None:
    number = write(database, ADA, "Something private")
    publish(database, number)
    publish(database, write(database, BOB, "An answer", answers=number))
    discussion.withdraw_comment(database, ADA, number, NOW)
    assert read(database) == ["", "An answer"]
    with database.connect() as connection:
        for table in ("comment", "comment_event"):
            assert "private" not in str(connection.execute(text(f"SELECT * FROM {table}")).all())
    with pytest.raises(NotFoundError):
        discussion.own_comment(database, ADA, number)
    assert all(d.undone for d in moderation.decisions(database, number))


def test_everything_of_a_writer_can_be_erased(database: Database) -> None:
    number = write(database, ADA, "Something private")
    publish(database, number)
    assert discussion.forget_writer(database, ADA) == 1
    assert read(database) == []
    assert discussion.name_of(database, ADA) == ""
    write(database, "Ada", minute=1)  # the name is free again


def test_nobody_else_can_touch_a_comment(database: Database) -> None:
    number = write(database, ADA)
    for step in (
        lambda: discussion.own_comment(database, BOB, number),
        lambda: discussion.edit_comment(database, BOB, number, "mine now", knowledge(), NOW),
        lambda: discussion.withdraw_comment(database, BOB, number, NOW),
        lambda: discussion.appeal(database, BOB, number, "x", NOW),
    ):
        with pytest.raises(NotFoundError):
            step()


def test_a_name_that_looks_like_anothers_is_refused(database: Database) -> None:
    write(database, ADA)
    with pytest.raises(InputError, match="looks like it"):
        discussion.write_comment(database, BOB, Draft("a", "A D A", "Hello there"), knowledge(), NOW)


def test_everything_wrong_is_said_at_once(database: Database) -> None:
    with pytest.raises(InputError) as refused:
        discussion.write_comment(database, ADA, Draft("a", "Dr Ada", " ", answers=99), knowledge(), NOW)
    assert [p.path for p in refused.value.problems] == ["name", "text", "text"]


def test_a_writer_who_signs_in_keeps_their_comments(database: Database) -> None:
    write(database, ADA)
    discussion.move_writer(database, ADA, "account 1")
    assert len(discussion.own_comments(database, "account 1")) == 1
    assert discussion.name_of(database, "account 1") == "Ada"
    write(database, BOB)
    discussion.move_writer(database, BOB, "account 1")
    assert len(discussion.own_comments(database, "account 1")) == 2
    assert discussion.name_of(database, "account 1") == "Ada"
    discussion.move_writer(database, "nobody", "account 1")


def test_too_many_at_a_time_wait(database: Database) -> None:
    for minute in range(3):
        write(database, ADA, f"Comment {minute}", minute)
    with pytest.raises(InputError, match="3 comments within ten minutes"):
        write(database, ADA, "One more", 3)
    write(database, BOB, "Somebody else", 3)


def test_a_flood_hides_no_danger(database: Database) -> None:
    with writing(database) as connection:
        connection.execute(insert(writer).values(id="flood", name="Flood", skeleton="flood", made_at=NOW))
        row = {
            "article": "cold-and-heat",
            "writer": "flood",
            "text": "x",
            "waits": True,
            "written_at": NOW,
            "waits_since": NOW,
            "urgency": "",
            "dangers": "[]",
            "held": "[]",
            "note": "",
            "claim": "",
            "withdrawn": False,
            "reports": 0,
            "report": "",
        }
        connection.execute(insert(comment), [row] * 600)
    draft = Draft("cold-and-heat", "Ada", "I can't pee since last night", submission="x")
    sent = discussion.write_comment(database, ADA, draft, knowledge(), NOW + timedelta(hours=1))
    queue = moderation.waiting(database)
    assert queue[0].id == sent.id
    assert len(queue) == 500
