"""Whether a comment describes danger to its writer, now: phrases of the knowledge base, and what takes them back.

A phrase is taken back where it is denied, long past, about somebody else, or only thought of. In doubt it stands: a
needless warning costs a minute of reading.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from lumbago.community.discussion.sentences import Place, Sentence, places, sentences
from lumbago.knowledge import Danger, Dangers, Knowledge
from lumbago.knowledge.phrases import Alternative
from lumbago.knowledge.records import RuleText, Urgency

ORDER: tuple[Urgency, ...] = ("emergency", "same_day", "soon", "self_care")
MOST_READ = 10_000
"""How many signs of a text are read: twice the longest comment there is."""

NEAR = 6
"""How many words a plain "not" reaches."""

MAY = ("can", "could", "will", "would", "might", "does")
"""How a question about what may come starts, even one about oneself."""

SOON_AFTER = 6
"""Within how many words after it a phrase is denied: "fever? none"."""


@dataclass(frozen=True, slots=True)
class Warned:
    """A danger somebody described, and what they are told; `quote` is what was understood, in folded words."""

    danger: str
    title: str
    urgency: Urgency
    advice: RuleText
    quote: str


def dangers_in(text: str, knowledge: Knowledge) -> tuple[Warned, ...]:
    """Find every danger a comment describes, the most urgent first.

    Unknown: a phrase of which it is not clear whom or when it is about counts.
    """
    read = sentences(text[:MOST_READ], knowledge.dangers)
    found: list[Warned] = []
    for danger in knowledge.dangers.every.values():
        quote = next(_described(danger, read, knowledge.dangers), "")
        if quote:
            found.append(_warned(danger, quote, knowledge))
    return tuple(sorted(found, key=lambda warned: ORDER.index(warned.urgency)))


def _warned(danger: Danger, quote: str, knowledge: Knowledge) -> Warned:
    record = danger.record
    if record.advice is not None and record.urgency is not None:
        return Warned(danger.id, record.title, record.urgency, record.advice, quote)
    rule = knowledge.rules[record.rule].record
    return Warned(danger.id, record.title, rule.urgency, rule.person, quote)


def _described(danger: Danger, read: tuple[Sentence, ...], dangers: Dangers) -> Iterator[str]:
    for number, sentence in enumerate(read):
        harmless = [place for phrase in danger.not_meant for place in places(sentence, phrase)]
        for place in (place for phrase in danger.phrases for place in places(sentence, phrase)):
            passage = _Passage(read, number, place, dangers)
            if any(other[0][0] < passage.end and passage.start < other[-1][1] for other in harmless):
                continue
            if not passage.is_taken_back(history_counts=danger.record.past_counts):
                yield " ".join(sentence.words[passage.start : passage.end])


@dataclass(frozen=True)
class _Passage:
    """A phrase where it was found: in which sentence, and each of its parts there."""

    read: tuple[Sentence, ...]
    number: int
    place: Place
    dangers: Dangers

    @property
    def start(self) -> int:
        return self.place[0][0]

    @property
    def end(self) -> int:
        return self.place[-1][1]

    @property
    def sentence(self) -> Sentence:
        return self.read[self.number]

    def is_taken_back(self, *, history_counts: bool) -> bool:
        """Say whether the phrase is denied, somebody else's, only thought of, or long over."""
        past = not history_counts and (self._is_past() or self._is_over())
        return self._is_denied() or self._is_about_others() or self._is_thought() or past

    def _words(self, name: str) -> tuple[Alternative, ...]:
        return self.dangers.words[name]

    def _found(self, name: str, start: int, end: int) -> list[int]:
        return self.sentence.found(self._words(name), start, end)

    def _is_current(self) -> bool:
        here = self.sentence
        return bool(self._found("current", here.clause_start(self.start), here.clause_end(self.end - 1)))

    def _is_denied(self) -> bool:
        return self._is_denied_before() or self._is_denied_within() or self._is_denied_after()

    def _is_denied_within(self) -> bool:
        """Say whether a later part of the phrase is denied: "bladder fine, not numb"."""
        return any(
            self._found("negations", max(end, at - 2), at) for (_, end), (at, _) in itertools.pairwise(self.place)
        )

    def _is_denied_before(self) -> bool:
        here, opening = self.sentence, self.sentence.clause_start(self.start)
        harmless = {
            at + i
            for words in self._words("not_negations")
            for at in here.found((words,), opening)
            for i in range(len(words))
        }
        comma = max((at for at in here.after_comma if opening < at <= self.start), default=opening)
        near = max(comma, self.start - NEAR)
        if any(at not in harmless for at in self._found("negations", near, self.start)):
            return True
        lists = [at for at in self._found("list_negations", opening, self.start) if at not in harmless]
        closed = {"or", "nor", "and"} & set(here.words[comma : here.clause_end(self.end - 1)])
        return bool(lists) and (lists[-1] >= comma or bool(closed))

    def _is_denied_after(self) -> bool:
        here = self.sentence
        after = min(len(here.words), self.end + SOON_AFTER)
        said = [w for w in self._words("denied_after") if len(w) > 1 or here.words[self.end : self.end + 1] == w]
        if here.found(said, self.end, after):
            return not self._found("clause_starts", self.end, len(here.words))
        following = self.read[self.number + 1].words[:2] if self.number + 1 < len(self.read) else ()
        return here.asks and bool(following) and following[:1] in self._words("denied_after")

    def _is_about_others(self) -> bool:
        """Look for whoever was named last, up to the end of the phrase; nobody named means the writer."""
        here = self.sentence
        named = [
            (at, at + len(words)) for words in self._words("other_people") for at in here.found((words,), 0, self.end)
        ]
        selves = [at for at in self._found("self", 0, self.end) if not any(s <= at < e for s, e in named)]
        if not named or (selves and selves[-1] > max(named)[0]):
            return False
        return not self._asks_for_help()

    def _asks_for_help(self) -> bool:
        """Say whether somebody else is in danger at this moment, and the writer asks for help."""
        read_on = self.read[self.number :]
        general = {("you",), ("people",), ("patients",), ("your",), ("anyone",), ("those",)}
        last = [w for w in self.sentence.words[: self.end] if (w,) in self._words("other_people")][-1:]
        if last and (last[0],) in general:
            return False
        return any(sentence.found(self._words("needing_help")) for sentence in read_on)

    def _is_thought(self) -> bool:
        here = self.sentence
        if self._is_current():
            return False
        about_self = bool(self._found("self", 0, len(here.words)))
        asking = bool(here.found(self._words("really_asking"))) and not here.found(self._words("only_thought"))
        if here.asks and self._opens_generally():
            thought = here.words[0] in MAY if about_self else not asking
            if thought:
                return True
        before = [
            *self._found("hypothetical", 0, self.start),
            *self._found("general_after", self.end, len(here.words)),
        ]
        return bool(before) and not (about_self and asking)

    def _opens_generally(self) -> bool:
        return any(self.sentence.words[: len(w)] == w for w in self._words("general_question"))

    def _is_past(self) -> bool:
        here = self.sentence
        opening, closing = here.clause_start(self.start), here.clause_end(self.end - 1)
        if self._is_current():
            return False
        if self._long_ago(here, opening, closing):
            return True
        return self._told_as_past(opening) and any(
            self._long_ago(sentence, 0, len(sentence.words)) for sentence in self.read[: self.number + 1]
        )

    def _told_as_past(self, opening: int) -> bool:
        return bool(self._found("past_forms", opening, self.end))

    def _long_ago(self, sentence: Sentence, start: int, end: int) -> bool:
        year = any(
            w.isdecimal() and 1930 <= int(w) <= 2100 and sentence.words[at - 1] in ("in", "of", "around", "back")
            for at, w in enumerate(sentence.words[start:end], start)
            if at
        )
        return year or bool(sentence.found(self._words("past"), start, end))

    def _is_over(self) -> bool:
        here = self.sentence
        if self._is_current() or not self._told_as_past(here.clause_start(self.start)):
            return False
        following = self.read[self.number + 1 : self.number + 2]
        return bool(self._found("over_now", self.end, len(here.words))) or any(
            sentence.found(self._words("over_now")) for sentence in following
        )
