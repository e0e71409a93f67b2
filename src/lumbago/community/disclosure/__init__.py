"""Who pays, who has interests, and what is advertised: told where it occurs. Nothing that decides can import this."""

from lumbago.community.disclosure.links import Relation, relation
from lumbago.community.disclosure.picture import Picture
from lumbago.community.disclosure.reading import read_disclosure
from lumbago.community.disclosure.records import Advertiser, Affiliate, Funder, Interest, Register
from lumbago.community.disclosure.register import Advertisement, Disclosure, nobody

__all__ = [
    "Advertisement",
    "Advertiser",
    "Affiliate",
    "Disclosure",
    "Funder",
    "Interest",
    "Picture",
    "Register",
    "Relation",
    "nobody",
    "read_disclosure",
    "relation",
]
