"""Articles: what a writer writes becomes sections, sentences, claims and figures; what must not be there is refused."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest

from lumbago.community.articles import (
    Callout,
    Items,
    Paragraph,
    Picture,
    article_problems,
    articles,
    quality,
    told,
    without_claim,
)
from lumbago.community.articles.parse import parse
from lumbago.community.articles.readability import grade, syllables
from lumbago.community.articles.sentences import split
from lumbago.knowledge import Knowledge, TracedFigure
from lumbago.knowledge.article_records import ArticleRecord
from lumbago.knowledge.claim_stale import due_claims
from lumbago.knowledge.reading import article_table
from tests.people import knowledge

EVERY = articles(knowledge())
NOT_FOR_A_PAGE = {  # of a rule: it needs an examination, a measurement, or several signs that a list cannot join
    *("rf_vitals_moderate", "rf_pelvic_biliary", "rf_cord_possible", "rf_psoas_possible", "rf_fused_spine"),
    *("rf_repeat_worse", "rf_nonmechanical_worse", "rf_weight_loss_abdomen", "rf_child_flags", "rf_chest_pain"),
    *("rf_pleuritic", "rf_pneumonia", "rf_sepsis_urinary", "rf_pregnancy_urine", "rf_bleeding_disorder", "rf_tb"),
    *("rf_spasms_spread", "rf_drug_spasm"),
}
HEAD = """+++
title = "A title"
summary = "A summary."
topics = ["basics"]
place = 1
byline = "Lumbago contributors"
next_review = "2027-11-25"

[[changes]]
on = "2026-11-25"
what = "First published."
+++
"""


def record(text: str) -> ArticleRecord:
    return msgspec.convert(article_table(HEAD + text), ArticleRecord)


def read(text: str) -> tuple[list[str], list[str]]:
    """Give the sentences of a text, and what is wrong with it."""
    article, problems = parse("a", record(text), knowledge().claims)
    return [sentence.plain for sentence in article.sentences], [str(problem) for problem in problems]


def refused(text: str) -> list[str]:
    base = knowledge()
    articles_too = {"a": record(text)}
    parts = {name: getattr(base, name) for name in base.__struct_fields__}
    return [str(problem) for problem in article_problems(Knowledge(**{**parts, "articles": articles_too}))]


def test_there_are_the_twelve_articles() -> None:
    assert len(EVERY) >= 12
    assert [article.place for article in EVERY.values()] == sorted(article.place for article in EVERY.values())


@pytest.mark.parametrize("slug", EVERY)
def test_an_article_is_as_long_as_it_should_be_and_reads_easily(slug: str) -> None:
    measured = quality(EVERY[slug], knowledge(), frozenset(), date(2026, 11, 25))
    assert 700 <= EVERY[slug].words <= 1300
    assert measured.grade <= 7
    assert measured.met == 4
    assert not measured.reviewed


@pytest.mark.parametrize("slug", EVERY)
def test_every_fact_has_a_claim_and_no_figure_was_recalled(slug: str) -> None:
    assert not [sentence.plain for sentence in EVERY[slug].sentences if without_claim(sentence)]
    figures = [span.figure for s in EVERY[slug].sentences for span in s.spans if span.figure]
    assert {figure.verified for figure in figures} <= {"seen"}


@pytest.mark.parametrize("urgency", ["emergency", "same_day"])
def test_the_page_of_danger_signs_leaves_out_no_rule(urgency: str) -> None:
    told = {rule for name in EVERY["is-it-dangerous"].claims for rule in knowledge().claims[name].record.rests_on}
    left_out = {name for name, rule in knowledge().rules.items() if rule.urgency == urgency} - told
    assert left_out <= NOT_FOR_A_PAGE


def test_the_packaged_articles_hold() -> None:
    assert article_problems(knowledge()) == []


def test_a_text_becomes_sections_and_blocks() -> None:
    text = (
        "Lead.[^-]\n\n## One\n\n- First.[^-]\n- Second.[^-]\n\n![Alt](figure:rest_9090)\n\n"
        "> [!DO] Go.[^-]\n>\n> 1. Now.[^-]\n"
    )
    article, problems = parse("a", record(text), knowledge().claims)
    assert not problems
    lead, one = article.sections
    assert (lead.heading, one.heading, one.anchor) == ("", "One", "one")
    items, picture, callout = one.blocks
    assert isinstance(lead.blocks[0], Paragraph)
    assert isinstance(items, Items)
    assert not items.numbered
    assert isinstance(picture, Picture)
    assert (picture.name, picture.alt) == ("rest_9090", "Alt")
    assert isinstance(callout, Callout)
    assert callout.kind == "do"
    assert [s.plain for s in article.sentences] == ["Lead.", "First.", "Second.", "Go.", "Now."]


def test_a_sentence_keeps_its_claims_its_figure_and_its_link() -> None:
    text = "{heat_eases_pain.people} were *warm*, see [it](article:a).[^heat_eases_pain][^cold_not_known] Next?"
    article, problems = parse("a", record(text), knowledge().claims)
    first, second = article.sentences
    assert not problems
    assert first.claims == ("heat_eases_pain", "cold_not_known")
    assert first.plain == "258 people were warm, see it."
    assert first.spans[0].figure is not None
    assert first.spans[0].figure.source == "french2006"
    assert [span.to for span in first.spans if span.to] == ["article:a"]
    assert (second.claims, without_claim(second)) == ((), False)


def test_a_line_of_the_text_is_a_line_of_the_file() -> None:
    article, _ = parse("a", record("One.[^-]\n\nTwo.[^-]\n"), knowledge().claims)
    assert [sentence.line for sentence in article.sentences] == [13, 15]


SLIPS = [
    ("Heat helps.", 'a:13: "Heat helps. ..." tells a fact without a claim'),
    ("Most people are well.[^-]", 'tells a fact ("Most") and is marked as if it did not'),
    ("It is so.[^-][^heat_eases_pain]", "names a claim and says that it tells no fact"),
    ("It took 5 days.[^heat_eases_pain]", "types a number"),
    ("It took five days.[^heat_eases_pain]", "types a number"),
    ("{heat_eases_pain.people} were warm.[^cold_not_known]", "stands without its claim"),
    ("{heat_eases_pain.none} were warm.[^heat_eases_pain]", "there is no figure {heat_eases_pain.none}"),
    ("{heat_eases_pain.people:in_10} were warm.[^heat_eases_pain]", "cannot be told"),
    ("{heat_eases_pain.people:odd} were warm.[^heat_eases_pain]", "there is no form odd"),
    ("See [it](article:none).[^-]", "there is no article none"),
    ("See [it](claim:none).[^-]", "there is no claim none"),
    ("See [it](http://here.example).[^-]", "the link http://here.example leads nowhere"),
    ("See [it](javascript:alert).[^-]", "has signs that stand for nothing"),
    ("It is so!", "has words we do not use"),
    ("## One 5\n\nSo.[^-]", '"One 5" types a number'),
    ("### Deep\n\nSo.[^-]", "a heading of level 3"),
    ("> So.[^-]", "a quotation without its kind"),
    ("```\ncode\n```", "an article has no fence"),
    ("- One.[^-]\n  - Two.[^-]", "an item of a list holds words alone"),
    ("<b>One</b>.[^-]", "has signs that stand for nothing"),
    ("<div>\nOne\n</div>", "an article has no html block"),
    ("Rest heals.[^rest_heals]", "rests on a claim that does not stand"),
    ("> [!OLD ADVICE] Rest heals.[^rest_heals]", "is old advice without its answer"),
    ("Incomprehensible institutional terminological considerations predominate.[^cold_not_known]", "it reads at grade"),
]


@pytest.mark.parametrize(("text", "said"), SLIPS)
def test_what_a_reader_should_not_meet_is_refused(text: str, said: str) -> None:
    found = refused(text + "\n")
    assert found
    assert any(said.removeprefix("a:") in problem for problem in found)


def test_old_advice_beside_what_is_known_is_fine() -> None:
    assert not refused("> [!OLD ADVICE] Rest heals.[^rest_heals]\n> It is a little worse.[^bed_rest_slightly_worse]\n")


def figure(value: float, unit: str, low: float | None = None, high: float | None = None) -> TracedFigure:
    return TracedFigure(value, low, high, unit, "published", "seen", "a", "b")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "unit", "form", "words"),
    [
        (72, "percent", "", "72 out of 100"),
        (0.87, "share", "", "87 out of 100"),
        (72, "percent", "in_10", "about 7 in 10"),
        (52.9, "percent", "in_10", "about half"),
        (3, "percent", "in_10", "about 1 in 35"),
        (0.9, "percent", "one_in", "about 1 in 100"),
        (0.05, "percent", "one_in", "fewer than 1 in 1,000"),
        (-7.29, "points_0_100", "", "about 7 points out of 100"),
        (1.06, "points_0_5", "points", "about 1 point"),
        (58, "days", "", "58 days"),
        (1, "weeks", "", "1 week"),
        (1201, "people", "", "1,201 people"),
        (8, "trials", "number", "8"),
        (8, "studies", "", "8 studies"),
        (1200, "mg", "", "1,200 mg"),
        (3.18, "times", "", "about 3 times"),
        (0.72, "ratio", "lower", "about 28 percent"),
        (1.6, "ratio", "per_10", "about 16 for every 10"),
    ],
)
def test_a_figure_is_told_in_peoples_words(value: float, unit: str, form: str, words: str) -> None:
    assert told(figure(value, unit), form) == words


def test_intervals_and_spans_are_told() -> None:
    assert told(figure(58, "days", 52, 63), "interval") == "between 52 and 63 days"
    assert told(figure(-7, "points_0_100", -11, -4), "interval") == "between 4 and 11 points"
    assert told(figure(20, "minutes", 10), "span") == "10 to 20 minutes"
    assert told(figure(54, "percent", 18), "span") == "18 to 54 out of 100"


@pytest.mark.parametrize(
    ("unit", "form"),
    [("days", "in_10"), ("days", "interval"), ("ratio", ""), ("percent", "lower"), ("days", "none"), ("days", "span")],
)
def test_a_figure_is_not_told_in_a_form_it_does_not_have(unit: str, form: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        told(figure(5, unit), form)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two?", ["One.", "Two?"]),
        ("One.[^a][^b] Two.[^-]", ["One.[^a][^b]", "Two.[^-]"]),
        ("It is 1.5 of it. Two.", ["It is 1.5 of it.", "Two."]),
        ("{a.b} it. Two.", ["{a.b} it.", "Two."]),
        ("How: so. Then:", ["How: so.", "Then:"]),
        ("No end", ["No end"]),
    ],
)
def test_sentences_end_where_they_end(text: str, parts: list[str]) -> None:
    assert list(split(text)) == parts


@pytest.mark.parametrize(
    ("word", "count"),
    [("back", 1), ("muscle", 2), ("ease", 1), ("eased", 1), ("rested", 2), ("doctor", 2), ("idea", 2)],
)
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_grade_is_that_of_the_formula() -> None:
    assert grade(["The cat sat on the mat."]) == pytest.approx(0.39 * 6 + 11.8 * 1 - 15.59)
    assert grade([]) == 0.0


def test_a_claim_that_changed_or_is_overdue_marks_every_article_that_uses_it() -> None:
    base = knowledge()
    slug, article = next((s, a) for s, a in base.articles.items() if "heat_eases_pain" in a.claims)
    assert due_claims(article, base, date(2026, 11, 25)) == ()
    later = due_claims(article, base, article.next_review + timedelta(days=1))
    assert {due.why for due in later} == {"overdue"}
    assert "heat_eases_pain" in {due.claim for due in later}
    older = msgspec.structs.replace(
        article, changes=(msgspec.structs.replace(article.changes[0], on=date(2026, 1, 1)),)
    )
    assert {due.why for due in due_claims(older, base, date(2026, 11, 25))} == {"changed"}
    assert slug in base.articles
