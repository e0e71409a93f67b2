"""What may be written, under which names, how it is shown, and in which order it is read and decided."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago.community.discussion.holding import check_pace, signs_of_spam
from lumbago.community.discussion.markup import shown
from lumbago.community.discussion.names import read_name, skeleton
from lumbago.community.discussion.threads import DEEPEST, Published, placed
from lumbago.community.discussion.waiting import Waiting, in_order
from lumbago.community.discussion.writing import read_comment, tidy
from lumbago.errors import InputError
from tests.web_pages import Document

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
UGC = 'rel="ugc nofollow noopener noreferrer"'


@pytest.mark.parametrize(
    "name", ["Ada", "Bob from the allotment", "Zoë-Marie", "Анна", "Μαρία", "小林さん", "O’Neill 7"]
)
def test_a_name_is_taken_as_it_is(name: str) -> None:
    assert read_name(f"  {name} ") == name


@pytest.mark.parametrize(
    "name",
    [
        *("", "A", "x" * 31, "12345", "---", "Ada\u202eadA", "Ada\u200b", "Ada\x00", "ada@example.org"),
        *("Аda", "Αda", "Lumbago", "Lumbago team", "lurnbago", "1umbag0", "Moderator", "M0derator", "Dr Ada"),
        *("Doctor Bob", "physio Pat", "<b>Ada</b>", "Ada http://x", "admin", "😀😀"),
    ],
)
def test_a_name_that_could_mislead_is_refused(name: str) -> None:
    with pytest.raises(InputError):
        read_name(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada", "ADA"),
        ("Ada", "Аdа"),
        ("Ada", "A d.a"),
        ("Bill", "Bi11"),
        ("modern", "modem"),
        ("Zoe", "Zoë"),
        ("oO", "00"),
    ],
)
def test_names_that_look_the_same_have_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


def test_names_that_differ_have_not() -> None:
    assert len({skeleton(name) for name in ("Ada", "Ida", "Eda", "Adam", "Dara", "Clara")}) == 6


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**strong** and *stressed*", "<p><strong>strong</strong> and <em>stressed</em></p>\n"),
        ("one\ntwo", "<p>one<br>\ntwo</p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("<svg onload=alert(1)>", "<p>&lt;svg onload=alert(1)&gt;</p>\n"),
        ("[a](https://example.org/x)", f'<p><a href="https://example.org/x" {UGC}>a</a> (example.org)</p>\n'),
        ("[example.org](https://example.org)", f'<p><a href="https://example.org" {UGC}>example.org</a></p>\n'),
        (
            "[https://a.example](https://b.example)",
            f'<p><a href="https://b.example" {UGC}>https://a.example</a> (b.example)</p>\n',
        ),
        ("[a](https://a.example@b.example)", f'<p><a href="https://a.example@b.example" {UGC}>a</a> (b.example)</p>\n'),
    ],
)
def test_a_small_part_of_markdown_is_shown(text: str, html: str) -> None:
    assert shown(text) == html


@pytest.mark.parametrize(
    "text",
    [
        *("[a](javascript:alert(1))", "[a](data:text/html,x)", "![a](https://example.org/i.png)", "[a](vbscript:x)"),
        *("<a href=x style='color:red'>a</a>", "<style>p{}</style>", "<iframe src=x>", "<img src=x onerror=alert(1)>"),
        *('[a](https://x" onmouseover="alert(1))', "`<b>`", "> " * 500 + "x", "*" * 2000, "[" * 2000, "- " * 800),
    ],
)
def test_nothing_but_plain_words_and_safe_links_comes_out(text: str) -> None:
    page = Document(shown(text))
    allowed = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "a", "code"}
    assert {name for name, _ in page.tags} <= allowed
    for name, given_to in page.tags:
        assert set(given_to) <= ({"href", "rel"} if name == "a" else {"start"})
        assert given_to.get("href", "https:").startswith(("http:", "https:", "//"))


@given(st.text(max_size=300))
def test_whatever_is_written_no_other_tag_comes_out(text: str) -> None:
    names = {name for name, _ in Document(shown(tidy(text))).tags}
    assert names <= {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "a", "code"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\u202eb", "ab"),
        ("a\r\nb", "a\nb"),
        ("a\x00\x1b[31mb", "a[31mb"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("\U000e0041a", "a"),
        ("e" + "\u0301" * 50, "é" + "\u0301" * 2),
        ("👩\u200d⚕️", "👩\u200d⚕️"),
    ],
)
def test_what_cannot_be_seen_is_taken_out(text: str, expected: str) -> None:
    assert tidy(text) == expected


@pytest.mark.parametrize("text", ["", " ", "\u200b", "\u202e\u202e", "x" * 5001])
def test_nothing_and_too_much_are_refused(text: str) -> None:
    with pytest.raises(InputError):
        read_comment(text)


def test_a_tidy_text_stays_as_it_is() -> None:
    text = "Warmth helped.\n\n- walking\n- [a link](https://example.org)"
    assert tidy(tidy(text)) == tidy(text) == text


@pytest.mark.parametrize(
    ("text", "earlier", "took", "signs"),
    [
        ("Warmth helped me", [], None, ()),
        ("Warmth helped me", ["Cold helped me"], timedelta(minutes=1), ()),
        ("warmth, helped ME", ["Warmth helped me."], None, ("repeated",)),
        ("[a](https://a) [b](https://b) https://c", [], None, ("many links",)),
        ("Warmth helped me", [], timedelta(seconds=1), ("sent within three seconds",)),
        ("a" * 25, [], None, ("repeated",)),
    ],
)
def test_spam_is_told_by_three_signs(
    text: str, earlier: list[str], took: timedelta | None, signs: tuple[str, ...]
) -> None:
    assert signs_of_spam(text, earlier, took) == signs


def test_pace() -> None:
    check_pace([], NOW)
    check_pace([NOW - timedelta(minutes=m) for m in (1, 2)], NOW)
    with pytest.raises(InputError, match=r"3 comments within ten minutes.*Send it in 1 minute\."):
        check_pace([NOW - timedelta(minutes=m) for m in (1, 2, 9)], NOW)
    check_pace([NOW - timedelta(minutes=m) for m in (1, 2, 11)], NOW)
    with pytest.raises(InputError, match="20 comments within a day"):
        check_pace([NOW - timedelta(hours=h) for h in range(1, 21)], NOW)


def said(number: int, answers: int | None = None, minute: int | None = None) -> Published:
    return Published(
        number, answers, f"w{number}", "text", NOW + timedelta(minutes=number if minute is None else minute)
    )


def test_threads_are_read_by_time_and_replies_under_what_they_answer() -> None:
    comments = [said(4, 1), said(1), said(2), said(3, 1), said(5, 3)]
    assert [(p.comment.id, p.depth) for p in placed(comments)] == [(1, 0), (3, 1), (5, 2), (4, 1), (2, 0)]
    assert [p.comment.id for p in placed(comments, "newest")] == [2, 1, 3, 5, 4]
    assert [p.to for p in placed(comments)] == ["", "w1", "w3", "w1", ""]


def test_a_thread_of_ten_thousand_replies_is_read_and_stays_narrow() -> None:
    comments = [said(n, n - 1 or None) for n in range(1, 10_001)]
    read = placed(comments)
    assert [p.comment.id for p in read] == list(range(1, 10_001))
    assert max(p.depth for p in read) == DEEPEST


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(1, 30)), unique_by=lambda pair: pair[0]))
def test_every_comment_is_read_once_unless_replies_form_a_ring(pairs: list[tuple[int, int]]) -> None:
    comments = [said(number, answers if answers < number else None) for number, answers in pairs]
    assert sorted(p.comment.id for p in placed(comments)) == sorted(number for number, _ in pairs)


def test_danger_is_decided_first_and_spam_last() -> None:
    def one(number: int, urgency: str = "", held: tuple[str, ...] = (), minutes: int = 0) -> Waiting:
        at = NOW + timedelta(minutes=minutes)
        return Waiting(number, "a", "w", "t", "new", at, urgency, (), held)  # type: ignore[arg-type]

    queue = [
        one(1),
        one(2, held=("many links",)),
        one(3, "soon", minutes=5),
        one(4, "emergency", ("repeated",), 9),
        one(5, "same_day"),
        one(6, minutes=-60),
    ]
    assert [waiting.id for waiting in in_order(queue)] == [4, 5, 3, 6, 1, 2]
