"""Who pays changes no visit: with and without everybody in the register, every page of a visit is the same."""

from __future__ import annotations

from datetime import date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from lumbago.community.disclosure import Advertiser, Affiliate, Disclosure, Funder, Interest, Register
from lumbago.community.disclosure.picture import Picture
from lumbago.record import Record
from lumbago.web.app import create_app
from lumbago.web.settings import Settings
from lumbago.web.visitor import cookie_name
from lumbago.web.visits import Stored
from tests.people import knowledge, records
from tests.web_pages import MORNING, database

KEY = "0" * 64
OF_A_VISIT = ("/result", "/said", "/plan", "/plan/today", "/plan/on-paper", "/medicines", "/consultation", "/now", "/")

names = st.text("abcdefghij ", min_size=1, max_size=20)
hosts = st.sampled_from(["doi.org", "shop.example", "nice.org.uk"]).map(lambda host: (host,))
since = st.dates(date(2020, 1, 1), date(2026, 12, 31))
PICTURE = Picture(b"", "image/png", 600, 200)

registers = st.builds(
    Register,
    st.lists(st.builds(Funder, name=names, since=since, pays_for=names, hosts=hosts), max_size=3).map(tuple),
    st.lists(st.builds(Interest, name=names, since=since, interest=names), max_size=2).map(tuple),
    st.lists(st.builds(Affiliate, name=names, since=since, earns=names, hosts=hosts), max_size=3).map(tuple),
    st.lists(
        st.builds(
            Advertiser, name=names, since=since, image=st.just("a.png"), words=names, address=st.just("https://a.b")
        ),
        max_size=2,
    ).map(tuple),
)


class OneVisit:
    """Holds one concluded visit, whoever asks."""

    def __init__(self, record: Record) -> None:
        self._record = record

    def current(self, _visit: str) -> Stored:
        return Stored(self._record, MORNING, listed=True)


def _pages(record: Record, disclosure: Disclosure) -> dict[str, str]:
    """Read every page of a visit in a house with this register."""
    told = Settings(time_zone="UTC", disclosure=disclosure)
    app = create_app(told, knowledge(), OneVisit(record), database(), _morning, lambda: KEY)  # type: ignore[arg-type]
    client = TestClient(app, base_url=told.address, cookies={cookie_name(told): KEY})
    return {path: client.get(path).text for path in OF_A_VISIT}


def _morning() -> datetime:
    return MORNING


@settings(max_examples=15)
@given(records(), registers)
def test_with_and_without_everybody_who_pays_a_visit_is_the_same(record: Record, register: Register) -> None:
    with_money = _pages(record, Disclosure(register, {"a.png": PICTURE}))
    assert with_money == _pages(record, Disclosure())
    assert all("sponsored" not in text and "/advertisements/" not in text for text in with_money.values())


def test_the_pages_compared_are_pages_of_the_visit() -> None:
    read = _pages(Record(), Disclosure())
    assert all("<h1" in text for text in read.values())
    assert len(set(read.values())) > 5
