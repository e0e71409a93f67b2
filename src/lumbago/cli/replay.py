"""`lumbago replay`: what a visit was told, beside what an edition says of it now."""

from __future__ import annotations

from lumbago import actions
from lumbago.cli.printing import put
from lumbago.knowledge import load


def replay(visit: str, edition: str | None) -> int:
    """Print both; changes nothing.

    Raises: NotFoundError when there is no such concluded visit, or the edition was never kept.
    """
    found = actions.replay(actions.open_database(), visit, load(), edition)
    then, now = found.then, found.now
    told = f"{then.urgency}, not ruled out {then.not_ruled_out}"
    put(f"then, {then.at:%Y-%m-%d %H:%M %Z}, under {then.edition}: {told}\n")
    put(f"now, under {now.edition}: {now.urgency}, not ruled out {now.not_ruled_out}\n")
    rules = [fired.rule.id for fired in now.triage.fired]
    put("".join(f"- {rule} held then, and no longer\n" for rule in then.rules if rule not in rules))
    put("".join(f"+ {rule} holds now\n" for rule in rules if rule not in then.rules))
    put("The same.\n" if found.same else "Not the same.\n")
    return 0
