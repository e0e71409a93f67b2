"""The register as pages use it: who is in it on a day, and which advertisement belongs in which article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from lumbago.community.disclosure.picture import Picture
from lumbago.community.disclosure.records import Advertiser, Register


@dataclass(frozen=True, slots=True)
class Advertisement:
    """What stands in the marked place of an article."""

    advertiser: Advertiser
    picture: Picture


@dataclass(frozen=True)
class Disclosure:
    """A register and the pictures of its advertisers, by the file name each is sent under."""

    register: Register = field(default_factory=Register)
    pictures: Mapping[str, Picture] = field(default_factory=dict)

    @property
    def anybody(self) -> bool:
        """Whether anybody at all is in the register, now or in the past."""
        register = self.register
        return bool(register.funders or register.interests or register.affiliates or register.advertisers)

    def advertisement(self, article: str, day: date) -> Advertisement | None:
        """Choose what stands in an article on a day: the first in the register that may."""
        for advertiser in self.register.advertisers:
            if advertiser.holds_on(day) and (not advertiser.articles or article in advertiser.articles):
                return Advertisement(advertiser, self.pictures[advertiser.image])
        return None

    def sent_as(self, name: str) -> Picture | None:
        """Find the picture that is sent under a name."""
        return next((picture for picture in self.pictures.values() if picture.name == name), None)


def nobody() -> Disclosure:
    """Give the register in which nobody stands."""
    return Disclosure()
