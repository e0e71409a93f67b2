"""Claims: what keeps one from being trusted stops loading, and what is due is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lumbago.errors import KnowledgeError
from lumbago.knowledge.load import load
from lumbago.knowledge.show import show
from lumbago.knowledge.stale import stale
from tests.people import knowledge
from tests.unit.knowledge.small_base import FILES, written

CLAIM = """
[walking_is_fine]
statement = "Walking is fine for a back that hurts."
verdict = "supported"
reason = "A study looked at it and found so."
certainty = "low"
sources = ["study2020"]
rests_on = ["ordinary_pain"]
tier = "published"
verified = "seen"
first_stated = "2026-01-02"
next_review = "2027-01-02"

[walking_is_fine.figures.share]
value = 40
unit = "percent"
source = "study2020"
tier = "published"
verified = "seen"
low = 30
high = 50

[walking_is_fine.drawn.rate]
kind = "conditions"
record = "squeezed_nerves"
at = "base_rate.primary_care"
field = "central"
unit = "share"
"""
ARTICLE = """+++
title = "Walking"
summary = "On walking."
topics = ["walking"]
place = 1
byline = "Lumbago contributors"
next_review = "2027-01-02"

[[changes]]
on = "2026-01-02"
what = "First published."
+++
Walking is fine.[^walking_is_fine]
"""
CLAIMS, ARTICLES = "claims/walking.toml", "articles/walking.md"


def base(folder: Path, claim: str = CLAIM, article: str = ARTICLE) -> Path:
    files = {**FILES, CLAIMS: claim, ARTICLES: article}
    return written(folder, {path: text.encode() for path, text in files.items()})


def test_a_claim_has_its_own_figures_and_those_it_draws(tmp_path: Path) -> None:
    loaded = load(base(tmp_path))
    figures = loaded.claims["walking_is_fine"].figures
    assert (figures["share"].value, figures["share"].low, figures["share"].record) == (40, 30, "walking_is_fine")
    rate = loaded.conditions["squeezed_nerves"].record.base_rate.primary_care
    assert rate is not None
    assert (figures["rate"].value, figures["rate"].record) == (rate.central, "squeezed_nerves")
    assert loaded.articles["walking"].claims == ("walking_is_fine",)


SLIPS = [  # what stands, what is put instead, what is said
    ('"study2020"]\nrests', '"study"]\nrests', "there is no source study. Nearest: study2020."),
    ('["ordinary_pain"]', '["ordinary_pains"]', "there is no record ordinary_pains. Nearest: ordinary_pain."),
    ("A study looked at it and found so.", "", "walking_is_fine.reason: this says too little."),
    ('sources = ["study2020"]', "sources = []", "it rests on no source."),
    ('verdict = "supported"', 'verdict = "outdated"', "it is wrong, and nothing says what is right."),
    ('verdict = "supported"', 'verdict = "true"', "Invalid enum value 'true'."),
    ("low = 30", "low = 45", "low, value and high are not in order."),
    ("value = 40", "value = 140", "not in order"),
    ('unit = "share"', 'unit = "shares"', "Invalid enum value 'shares'."),
    ('next_review = "2027-01-02"', 'next_review = "2026-01-02"', "its next review is no later than its last change."),
    ('next_review = "2027-01-02"', 'next_review = "soon"', "Invalid RFC3339"),
    ('record = "squeezed_nerves"', 'record = "squeezed"', "there is no record squeezed among the conditions."),
    (
        'at = "base_rate.primary_care"',
        'at = "base_rate.nowhere"',
        "has not exactly one such entry at base_rate.nowhere.",
    ),
    ('field = "central"', 'field = "tier"', "has no figure tier there."),
    ('at = "base_rate.primary_care"', 'at = "nothing"', "has not exactly one such entry at nothing."),
    ("[walking_is_fine.drawn.rate]", "[walking_is_fine.drawn.share]", "its name stands twice."),
    ('sources = ["study2020"]', 'sources = ["book1990"]', "walking_is_fine.verified: none of its sources was read."),
    ('source = "study2020"', 'source = "book1990"', "walking_is_fine.figures.share: its source was not read."),
]


@pytest.mark.parametrize(("stands", "instead", "said"), SLIPS)
def test_a_slip_in_a_claim_stops_loading(tmp_path: Path, stands: str, instead: str, said: str) -> None:
    assert stands in CLAIM
    with pytest.raises(KnowledgeError) as error:
        load(base(tmp_path, claim=CLAIM.replace(stands, instead, 1)))
    assert said in str(error.value)


ARTICLE_SLIPS = [
    ("[^walking_is_fine]", "[^walking]", "there is no claim walking. Nearest: walking_is_fine."),
    ('title = "Walking"', 'title = ""', "title: it is empty."),
    ('topics = ["walking"]', "topics = []", "it has no topic."),
    ('next_review = "2027-01-02"', 'next_review = "2025-01-02"', "its next review is no later than its last change."),
    ('byline = "Lumbago contributors"\n', "", "missing required field `byline`."),
    ("+++\n", "", "the head between two lines of +++ is missing"),
    ("place = 1", "place = ", "this is not TOML"),
]


@pytest.mark.parametrize(("stands", "instead", "said"), ARTICLE_SLIPS)
def test_a_slip_in_an_article_stops_loading(tmp_path: Path, stands: str, instead: str, said: str) -> None:
    with pytest.raises(KnowledgeError) as error:
        load(base(tmp_path, article=ARTICLE.replace(stands, instead, 1)))
    assert said in str(error.value)


def test_a_retired_claim_never_speaks_and_no_article_may_name_it(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="there is no claim walking_is_fine"):
        load(base(tmp_path, claim=CLAIM.replace('tier = "published"', 'status = "retired"\ntier = "published"', 1)))


def test_a_word_changed_in_an_article_makes_another_edition(tmp_path: Path) -> None:
    one = load(base(tmp_path / "a")).edition
    assert load(base(tmp_path / "b", article=ARTICLE.replace("is fine.", "is good."))).edition != one


def test_a_claim_is_shown_with_its_sources_and_where_it_is_used(tmp_path: Path) -> None:
    shown = show(load(base(tmp_path)), "walking_is_fine")
    assert "(claim)" in shown
    assert "study2020: Somebody A. A study." in shown
    assert "Used in\n  article walking" in shown
    assert "claim walking_is_fine" in show(load(base(tmp_path)), "ordinary_pain")


def test_what_is_overdue_or_changed_is_told_with_every_article_it_concerns(tmp_path: Path) -> None:
    loaded = load(base(tmp_path))
    assert not [due for due in stale(loaded, date(2026, 6, 1)).due if due.record in ("walking_is_fine", "walking")]
    later = stale(loaded, date(2028, 1, 1))
    said = {due.record: due.why for due in later.due}
    assert said["walking_is_fine"] == "its review was due on 2027-01-02"
    assert "walking" in said
    assert later.counts["claims whose review is due"] == later.counts["articles to read again"] == 1


def test_a_change_of_a_claim_marks_the_article(tmp_path: Path) -> None:
    change = '\n[[walking_is_fine.changes]]\non = "2026-03-01"\nwhat = "A new study."\n'
    found = stale(load(base(tmp_path, claim=CLAIM + change)), date(2026, 6, 1))
    assert [due.why for due in found.due if due.record == "walking"] == [
        "a change of walking_is_fine on 2026-03-01 concerns it"
    ]


def test_every_packaged_claim_says_when_it_is_looked_at_again() -> None:
    assert len(knowledge().claims) > 150
    assert not [name for name, claim in knowledge().claims.items() if claim.overdue(date(2026, 11, 26))]
    assert {c.record.seed for c in knowledge().claims.values()} - {""} == {f"sc{n:02d}" for n in range(1, 44)}
