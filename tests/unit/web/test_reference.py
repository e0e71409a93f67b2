"""Articles in words: links with what is said beside them, marks in order, and blocks of data that cannot break out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from lumbago.community.articles import Paragraph, Sentence, Span, articles
from lumbago.community.disclosure import Disclosure, read_disclosure
from lumbago.web.pictures import chart
from lumbago.web.reference.article_page import funding, related
from lumbago.web.reference.claim_words import claim_words
from lumbago.web.reference.linking import linking
from lumbago.web.reference.prose import Link, Prose
from lumbago.web.reference.structured import structured
from lumbago.web.rendering import Rendering
from tests.people import knowledge
from tests.unit.community.operators_register import written

TODAY = date(2026, 11, 25)
ARTICLE = next(iter(articles(knowledge()).values()))
CLAIMS = list(knowledge().claims)[:2]


def prose(disclosed: Disclosure) -> Prose:
    return Prose(
        lambda name: claim_words(knowledge().claims[name], knowledge(), TODAY),
        linking(knowledge(), disclosed, TODAY),
        partial(chart, knowledge=knowledge()),
    )


def drawn(*sentences: Sentence, disclosed: Disclosure | None = None) -> str:
    block = prose(disclosed or Disclosure()).block(Paragraph(sentences))
    return Rendering().component("prose", blocks=(block,))


def test_a_link_to_somebody_who_pays_is_labelled_beside_it(tmp_path: Path) -> None:
    disclosed = read_disclosure(written(tmp_path))
    sentence = Sentence((Span("Buy "), Span("this wrap", to="https://www.warmshop.example/wrap"), Span(".")), (), 1)
    shown = drawn(sentence, disclosed=disclosed)
    assert (
        '<a href="https://www.warmshop.example/wrap" rel="sponsored nofollow noopener">this wrap</a>'
        ' <span class="paid">(affiliate link: Warm Shop pays us)</span>.'
    ) in shown
    assert "sponsored" not in drawn(sentence)


@pytest.mark.parametrize(
    ("to", "link"),
    [
        (f"article:{ARTICLE.slug}", Link(f"/articles/{ARTICLE.slug}")),
        ("article:none", None),
        (f"claim:{CLAIMS[0]}", Link(f"/claims/{CLAIMS[0]}")),
        ("claim:none", None),
        ("page:/now", Link("/now")),
        ("https://doi.org/10.1/x", Link("https://doi.org/10.1/x", "noopener")),
    ],
)
def test_where_a_link_leads(to: str, link: Link | None) -> None:
    assert linking(knowledge(), Disclosure(), TODAY)(to) == link


def test_claims_are_numbered_as_they_are_met_and_keep_their_number() -> None:
    first, second = CLAIMS
    writer = prose(Disclosure())
    one = writer.block(Paragraph((Sentence((Span("A."),), (first,), 1), Sentence((Span("B."),), (second, first), 2))))
    two = writer.block(Paragraph((Sentence((Span("C."),), (second,), 3),)))
    assert [line.marks for line in one.lines] == [(1,), (2, 1)]
    assert [note.number for note in one.notes] == [1, 2]
    assert [note.number for note in two.notes] == [2]


def test_words_are_escaped_and_sentences_stand_apart() -> None:
    shown = drawn(Sentence((Span("<b>One</b>."),), (), 1), Sentence((Span("Two", "strong"), Span(".")), (), 2))
    assert "<p>&lt;b&gt;One&lt;/b&gt;. <strong>Two</strong>.</p>" in shown


def test_a_block_of_data_cannot_end_early() -> None:
    block = structured(replace(ARTICLE, title="</script><script>alert(1)//&"), knowledge(), "https://back.example")
    assert block.count("<") == 2
    assert block.count("</script>") == 1


def test_who_paid() -> None:
    assert funding(ARTICLE, Disclosure()) == "Nobody paid for this article."
    paid = replace(ARTICLE, funders=("Spine Trust", "Back Fund"))
    assert funding(paid, Disclosure()) == "Paid for by Spine Trust and Back Fund."


def test_what_to_read_next_shares_topics_and_is_never_the_same() -> None:
    others = {
        "near": replace(ARTICLE, slug="near", topics=("other",), place=ARTICLE.place + 1),
        "far": replace(ARTICLE, slug="far", place=ARTICLE.place + 9),
        ARTICLE.slug: ARTICLE,
    }
    assert [article.slug for article in related(ARTICLE, others)] == ["far", "near"]
