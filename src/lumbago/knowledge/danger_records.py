"""Danger in people's own words: phrases, what they point to, and the words that change what a phrase means."""

from __future__ import annotations

from lumbago.knowledge.records import RuleText, Shape, Status, Urgency


class DangerRecord(Shape, frozen=True):
    """danger_phrases/<id>.toml: ways in which people write of one danger.

    What the writer is told at once are the words of a red-flag rule, or words of its own where no rule speaks of it.
    """

    title: str  # what a moderator reads
    phrases: tuple[str, ...]  # in the notation of knowledge/phrases.py
    rule: str = ""  # the red-flag rule whose words the writer is shown
    advice: RuleText | None = None  # own words, where there is no such rule
    urgency: Urgency | None = None  # goes with own words
    past_counts: bool = False  # a history is what matters, so "years ago" does not make it harmless
    not_meant: tuple[str, ...] = ()  # what looks like it and is not: "hay fever"
    status: Status = "draft"
    note: str = ""


class WordsRecord(Shape, frozen=True):
    """danger_words/<file>.toml, one table per class: words that phrases name, or by which a text is read."""

    words: tuple[str, ...]
    note: str = ""
