"""Make the page of all addresses from the one table of who may open them: `python -m tests.docs.addresses`."""

from __future__ import annotations

from pathlib import Path

from lumbago.web.access import ACCESS, Who

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "addresses.md"
OPENING = """\
# Addresses, and who may open them

<!-- Made by `python -m tests.docs.addresses` from the table in src/lumbago/web/access.py. Do not edit it. -->

An address that is not here is not served. Whoever may not open one is asked to sign in, or told that there is no such
page. Every `POST` takes a form with the token of its own page, and from this site alone.
"""
WHO: dict[Who, str] = {
    "anyone": "Anyone",
    "visit": "Whoever holds the key of the visit: in their browser, or through their account",
    "account": "Whoever is signed in",
    "share": "Whoever has a link that was shared, until it ends",
    "moderator": "Moderators",
    "editor": "Editors",
    "operator": "Operators",
}


def page() -> str:
    """Write the page."""
    return OPENING + "".join(f"\n## {title}\n\n{_listed(who)}" for who, title in WHO.items() if _of(who))


def _of(who: Who) -> list[str]:
    return [address for address, whose in ACCESS.items() if whose == who]


def _listed(who: Who) -> str:
    return "".join(f"- `{address}`\n" for address in _of(who))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
