"""The shape of the operator's register: one TOML file with a table for each party.

Unknown fields, wrong types and missing fields stop the start: nothing about money is read half.
"""

from __future__ import annotations

from datetime import date

import msgspec


class Party(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """What all parties share: a name, and the days it has been so; without `until` it is so still."""

    name: str
    since: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether it is so on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


class Funder(Party, frozen=True, kw_only=True):
    """[[funders]]: gives money or work. A link in an article to one of its `hosts` is labelled."""

    pays_for: str
    amount: str = ""
    address: str = ""
    hosts: tuple[str, ...] = ()


class Interest(Party, frozen=True, kw_only=True):
    """[[interests]]: a person who writes or decides here, and what ties them to a party outside."""

    interest: str


class Affiliate(Party, frozen=True, kw_only=True):
    """[[affiliates]]: pays for what readers buy. A link in an article to one of its `hosts` is labelled."""

    earns: str
    hosts: tuple[str, ...]
    address: str = ""


class Advertiser(Party, frozen=True, kw_only=True):
    """[[advertisers]]: one picture in the marked place of articles; without `articles`, of all."""

    image: str  # a PNG or JPEG beside the register
    words: str  # what the picture says, for those who cannot see it
    address: str
    pays: str = ""
    articles: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()


class Register(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Everybody who pays or could be thought to: empty when nobody does."""

    funders: tuple[Funder, ...] = ()
    interests: tuple[Interest, ...] = ()
    affiliates: tuple[Affiliate, ...] = ()
    advertisers: tuple[Advertiser, ...] = ()
