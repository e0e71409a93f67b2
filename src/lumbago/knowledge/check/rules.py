"""Red-flag rules without words, and rules that let an unknown pass without a reason."""

from __future__ import annotations

from collections.abc import Iterator

from lumbago.errors import Problem
from lumbago.knowledge.assembly import living
from lumbago.knowledge.files import Records


def rules(records: Records) -> Iterator[Problem]:
    """Find what keeps a rule from being told and understood."""
    for name, rule in living(records.rules).items():
        file = f"red_flags/{name}.toml"
        for reader, text in (("person", rule.person), ("clinician", rule.clinician)):
            empty = [part for part in ("title", "why", "do") if not getattr(text, part).strip()]
            if empty:
                said = f"{', '.join(empty)} has no words."
                yield Problem(said, file, path=reader, mend="A rule speaks to both readers.")
        if not rule.unknown_is_soon and not rule.unknown_is_soon_reason.strip():
            said = "it lets an unknown pass and says not why."
            yield Problem(said, file, path="unknown_is_soon_reason", mend="Say why.")
