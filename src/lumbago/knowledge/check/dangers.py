"""Danger phrases that would say nothing, and classes of words that nothing reads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lumbago.errors import Problem
from lumbago.knowledge.assembly import living
from lumbago.knowledge.check.walk import Reference
from lumbago.knowledge.dangers import READING, dangers_of
from lumbago.knowledge.files import Records


def named_in_dangers(records: Records) -> Iterator[Reference]:
    """Go through the rules whose words are shown."""
    for name, danger in living(records.dangers).items():
        if danger.rule:
            yield danger.rule, living(records.rules), "rule", f"danger_phrases/{name}.toml", "rule"


def dangers(records: Records) -> Iterator[Problem]:
    """Find dangers without words for their writer, or without phrases; and classes that are missing or idle."""
    for name, danger in living(records.dangers).items():
        file = f"danger_phrases/{name}.toml"
        if bool(danger.rule) == (danger.advice is not None) or (danger.advice is None) != (danger.urgency is None):
            mend = "Name a rule, or give advice and urgency."
            yield Problem("its writer is told either a rule's words or its own.", file, path="rule", mend=mend)
        if not danger.phrases:
            yield Problem("it has no phrase.", file, path="phrases", mend="Write one, or retire it.")
    if not records.dangers and not records.danger_words:
        return
    yield from dangers_of(living(records.dangers), records.danger_words)[1]
    used = set(READING).union(*map(_named, living(records.dangers).values()))
    for name in READING:
        if name not in records.danger_words:
            yield Problem(f"the class {name} is missing.", "danger_words/reading.toml", mend="Texts are read by it.")
    for name, words in records.danger_words.items():
        file = records.file_of[f"danger_words/{name}"]
        if name not in used:
            yield Problem("no phrase names this class.", file, path=name, mend="Take it out.")
        if not all(entry.strip() for entry in words.words) or not words.words:
            yield Problem("a word of it is empty.", file, path=name, mend="Take it out.")


def _named(danger: object) -> set[str]:
    texts = (*getattr(danger, "phrases", ()), *getattr(danger, "not_meant", ()))
    return {name for text in texts for name in re.findall(r"<(\w+)>", text)}
