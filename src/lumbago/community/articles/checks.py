"""What must hold in every article: each fact has a claim, each number a record, and the words are plain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lumbago.community.articles.article import Article, Callout, Section, Sentence, sentences_of
from lumbago.community.articles.parse import parse
from lumbago.community.articles.readability import grade
from lumbago.errors import Problem
from lumbago.knowledge import Claim, Knowledge

HARDEST_GRADE = 7.0
"""About twelve years of age."""

WRONG = ("not_supported", "outdated")
COUNTED = r"(?:minutes?|hours?|days?|weeks?|months?|years?|people|trials?|studies|points?|percent|times|in \w+|out of)"
SPELT = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|hundred)"
TYPED = re.compile(rf"\d|\b{SPELT}\s+{COUNTED}\b", re.IGNORECASE)
TELLS = re.compile(
    r"\b(?:most|often|usually|rarely|seldom|always|never|caused?|causes|trials?|stud(?:y|ies)|evidence|research"
    r"|proven|shown?|shows|found|percent|risks?|likely|unlikely|common|commoner|rare|cures?|prevents?|eases?)\b",
    re.IGNORECASE,
)
"""Words by which a sentence tells a fact, whatever its writer says."""

LEFT_OVER = re.compile(r"\]\(|[{}<>|`]|\*\*|\[\^")
UNWELCOME = re.compile(r"!|\bplease\b|\bsimply\b|\bobviously\b|\bof course\b", re.IGNORECASE)


def article_problems(knowledge: Knowledge) -> list[Problem]:
    """List everything in the articles of an edition that a reader should not meet."""
    found: list[Problem] = []
    for slug, record in knowledge.articles.items():
        article, wrong = parse(slug, record, knowledge.claims)
        found.extend(wrong)
        found.extend(_article(article, knowledge))
    return found


def without_claim(sentence: Sentence) -> bool:
    """Say whether a sentence tells a fact and names nothing that it rests on."""
    return not sentence.claims and not sentence.marked and not sentence.plain.endswith("?")


def _article(article: Article, knowledge: Knowledge) -> Iterator[Problem]:
    file = f"articles/{article.slug}.md"
    for text in (article.title, article.summary, *(s.heading for s in article.sections)):
        if TYPED.search(text):
            yield Problem(f'"{text}" types a number.', file, mend="Say it without.")
    for picture in article.pictures:
        if TYPED.search(picture.alt):
            yield Problem("the words of a picture type a number.", file, picture.line, mend="Say it without.")
    for sentence in article.sentences:
        yield from _sentence(sentence, file)
    yield from _links(article, knowledge, file)
    for section in article.sections:
        yield from _standing(section, knowledge.claims, file)
    reached = grade(sentence.plain for sentence in article.sentences)
    if reached > HARDEST_GRADE:
        said = f"it reads at grade {reached:.1f}; {HARDEST_GRADE:g} is about twelve years of age."
        yield Problem(said, file, mend="Use shorter sentences and shorter words.")


def _sentence(sentence: Sentence, file: str) -> Iterator[Problem]:
    if without_claim(sentence):
        yield _of(sentence, "tells a fact without a claim", file, "Add [^claim], or [^-] if it tells none.")
    if sentence.marked and sentence.claims:
        yield _of(sentence, "names a claim and says that it tells no fact", file, "Keep one.")
    if sentence.marked and TELLS.search(sentence.plain):
        word = TELLS.findall(sentence.plain)[0]
        yield _of(sentence, f'tells a fact ("{word}") and is marked as if it did not', file, "Name its claim.")
    typed = "".join(" # " if span.figure else span.text for span in sentence.spans)
    if TYPED.search(typed):
        yield _of(sentence, "types a number", file, "Draw it from a record: {claim.figure}.")
    if LEFT_OVER.search(typed):
        yield _of(sentence, "has signs that stand for nothing", file, "See how to write an article.")
    if UNWELCOME.search(sentence.plain):
        yield _of(sentence, "has words we do not use", file, "See CONTRIBUTING.md.")
    for span in sentence.spans:
        if span.figure and span.figure.verified == "memory":
            yield _of(sentence, f'tells "{span.text}", which was recalled and not read', file, "Say the direction.")


def _links(article: Article, knowledge: Knowledge, file: str) -> Iterator[Problem]:
    known: Mapping[str, Mapping[str, object]] = {"article": knowledge.articles, "claim": knowledge.claims}
    for link in article.links:
        kind, _, name = link.partition(":")
        if kind in known and name not in known[kind]:
            yield Problem(f"there is no {kind} {name}.", file, mend="Mend the link.")


def _standing(section: Section, claims: Mapping[str, Claim], file: str) -> Iterator[Problem]:
    """Keep what does not stand to the places where it is told apart, each with what does."""
    for block in section.blocks:
        sentences = list(sentences_of(block))
        verdicts = {claims[c].record.verdict for s in sentences for c in s.claims if c in claims}
        if isinstance(block, Callout) and block.kind == "old_advice":
            if not (verdicts - {"supported"} and "supported" in verdicts):
                mend = "Tell the old advice with its claim, and what is known today with another."
                yield _of(sentences[0], "is old advice without its answer", file, mend)
        elif verdicts & {*WRONG}:
            wrong = next(
                s for s in sentences if any(claims[c].record.verdict in WRONG for c in s.claims if c in claims)
            )
            yield _of(wrong, "rests on a claim that does not stand", file, "Tell it in an [!OLD ADVICE] callout.")


def _of(sentence: Sentence, what: str, file: str, mend: str) -> Problem:
    said = " ".join(sentence.plain.split()[:8])
    return Problem(f'"{said} ..." {what}.', file, sentence.line, mend=mend)
