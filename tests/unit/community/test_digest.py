"""What a digest tells, when, and how its links are made."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago.community.digest.links import fits, link, number_in
from lumbago.community.digest.news import Change, News, Reply, every_change, issue_name, news, next_try, topics_of
from lumbago.community.digest.writing import Addresses, write
from tests.people import knowledge
from tests.web_pages import Document

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
EARLIER = NOW - timedelta(days=7)
CLAIM = Change(
    "claim ice",
    "Ice first",
    "It is now out of date.",
    date(2026, 11, 24),
    "/claims/ice",
    frozenset({"cold"}),
    verdict="Out of date",
)
ARTICLE = Change(
    "article new", "Golf", "Swing less.", date(2026, 11, 24), "/articles/golf", frozenset({"sport"}), new=True
)
REPLY = Reply("Bob", "Golf", "I <b>agree</b>\nEnd it: https://evil.example", "/articles/golf/discussion#comment-3")
TO = Addresses("https://lumbago.example", "https://lumbago.example/s", "https://lumbago.example/e", "112")


def test_only_what_was_first_seen_since_is_told() -> None:
    told = news([CLAIM, ARTICLE], {CLAIM.id: NOW, ARTICLE.id: EARLIER}, EARLIER, (), ())
    assert (told.changes, told.articles) == ((CLAIM,), ())
    assert not news([CLAIM, ARTICLE], {}, EARLIER, (), ())


@pytest.mark.parametrize(("topics", "told"), [((), 2), (("cold",), 1), (("sport", "cold"), 2), (("other",), 0)])
def test_only_chosen_topics_are_told(topics: tuple[str, ...], told: int) -> None:
    found = news([CLAIM, ARTICLE], {CLAIM.id: NOW, ARTICLE.id: NOW}, EARLIER, topics, ())
    assert len(found.changes) + len(found.articles) == told


@pytest.mark.parametrize(
    ("rhythm", "day", "name"),
    [
        ("daily", date(2026, 11, 25), "2026-11-25"),
        ("weekly", date(2026, 11, 23), "2026-W48"),
        ("weekly", date(2026, 11, 29), "2026-W48"),
        ("weekly", date(2027, 1, 1), "2026-W53"),
    ],
)
def test_issues_are_named_by_day_or_week(rhythm: str, day: date, name: str) -> None:
    assert issue_name(rhythm, day) == name  # type: ignore[arg-type]


def test_tries_are_farther_apart_each_time_and_end() -> None:
    waits = [next_try(tries, NOW) for tries in range(9)]
    assert waits[0] == NOW + timedelta(minutes=10)
    assert waits[3] == NOW + timedelta(minutes=80)
    assert waits[8] is None


def test_both_forms_say_the_same_and_nothing_runs() -> None:
    written = write(News((CLAIM,), (ARTICLE,), (REPLY,)), "weekly", TO)
    assert written.subject == "Lumbago: 1 change in the advice, 1 new article, 1 answer to you"
    for words in (
        "Ice first",
        "out of date",
        "Golf",
        "Bob",
        "https://lumbago.example/claims/ice",
        TO.stop,
        TO.settings,
        "112",
    ):
        assert words in written.text
        assert words in written.html
    assert "&lt;b&gt;agree" in written.html
    tags = Document(written.html).tags
    assert not {"img", "script", "link", "iframe", "form"} & {name for name, _ in tags}
    assert all(given_to["href"].startswith("https://lumbago.example") for name, given_to in tags if name == "a")
    assert max(map(len, written.text.splitlines())) <= 80


def test_the_packaged_knowledge_tells_its_articles_and_topics() -> None:
    changes = every_change(knowledge())
    assert {c.path for c in changes if c.new} == {f"/articles/{slug}" for slug in knowledge().articles}
    assert len({c.id for c in changes}) == len(changes)
    assert set(topics_of(knowledge())) == {t for a in knowledge().articles.values() for t in a.topics}


def test_a_link_fits_its_purpose_alone() -> None:
    mine = link(7, "key", "stop")
    assert number_in(mine) == 7
    assert fits(mine, "key", "stop")
    assert not fits(mine, "key", "settings")
    assert not fits(mine, "other", "stop")
    assert not fits(link(8, "key", "stop").replace("8-", "7-", 1), "key", "stop")
    assert not fits(link(7, "key", "confirm", 1), "key", "confirm", 2)


@given(st.text(max_size=90))
def test_no_other_text_is_a_link(text: str) -> None:
    assert not fits(text, "key", "stop") or text.startswith(tuple("0123456789"))
    assert not fits(text, "key", "stop") or text == link(number_in(text) or 0, "key", "stop")
