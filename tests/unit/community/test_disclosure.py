"""The operator's register: read whole or refused, and every link to somebody who pays is recognised."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lumbago.community.disclosure import nobody, read_disclosure, relation
from lumbago.community.disclosure.picture import picture
from lumbago.errors import InputError
from tests.unit.community.operators_register import REGISTER, png, written

TODAY = date(2026, 11, 25)

JPEG_4_BY_5 = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffc0000b080005000401011100")


def test_without_a_register_nobody_pays() -> None:
    assert not nobody().anybody
    assert nobody().advertisement("cold-and-heat", TODAY) is None
    assert relation("https://warmshop.example/", nobody().register, TODAY) is None


def test_a_register_is_read_with_its_picture(tmp_path: Path) -> None:
    read = read_disclosure(written(tmp_path))
    assert read.anybody
    assert [funder.name for funder in read.register.funders] == ["Spine Trust"]
    shown = read.advertisement("any-article", TODAY)
    assert shown is not None
    assert (shown.picture.width, shown.picture.height, shown.picture.media_type) == (600, 200, "image/png")
    assert read.sent_as(shown.picture.name) is shown.picture
    assert read.sent_as("belt.png") is None


def test_an_advertisement_stands_in_its_articles_and_on_its_days_only(tmp_path: Path) -> None:
    read = read_disclosure(written(tmp_path, REGISTER.replace("pays = ", 'articles = ["cold"]\npays = ')))
    assert read.advertisement("cold", TODAY) is not None
    assert read.advertisement("medicines", TODAY) is None
    assert read.advertisement("cold", date(2025, 12, 31)) is None
    assert read.advertisement("cold", date(2027, 1, 2)) is None


@pytest.mark.parametrize(
    ("address", "label"),
    [
        ("https://warmshop.example/wrap", "affiliate link: Warm Shop pays us"),
        ("https://WWW.WarmShop.Example./wrap?tag=1", "affiliate link: Warm Shop pays us"),
        ("//warmshop.example/wrap", "affiliate link: Warm Shop pays us"),
        ("https:warmshop.example", "affiliate link: Warm Shop pays us"),
        ("https:\\\\warmshop.example", "affiliate link: Warm Shop pays us"),
        ("https://somebody@warmshop.example:443/", "affiliate link: Warm Shop pays us"),
        ("https://warm\tshop.example", "affiliate link: Warm Shop pays us"),
        ("https://%77armshop.example", "affiliate link: Warm Shop pays us"),
        ("https://ｗarmshop。example", "affiliate link: Warm Shop pays us"),
        ("https://beltmakers.example", "link to an advertiser: Belt Makers"),
        ("http://spinetrust.example", "link to a funder: Spine Trust"),
        ("https://notwarmshop.example", ""),
        ("https://warmshop.example.org", ""),
        ("https://doi.org/10.1/warmshop.example", ""),
        ("/articles/warmshop.example", ""),
        ("#warmshop.example", ""),
        ("https://[", ""),
        ("", ""),
    ],
)
def test_a_link_to_somebody_who_pays_is_recognised_however_it_is_written(
    tmp_path: Path, address: str, label: str
) -> None:
    found = relation(address, read_disclosure(written(tmp_path)).register, TODAY)
    assert (found.label if found else "") == label


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ('pays_for = "the server"', "", "funders[0]: missing required field `pays_for`"),
        ('pays_for = "the server"', 'pay_for = "the server"', "Did you mean pays_for?"),
        ('amount = "500 euros a year"', "amount = 500", "funders[0].amount"),
        ("since = 2026-01-01\naddress", 'since = "January"\naddress', "funders[0].since"),
        ('"https://spinetrust.example/grants"', '"javascript:alert(1)"', "funders[0].address"),
        ('"https://spinetrust.example/grants"', '"https://a@spinetrust.example"', "funders[0].address"),
        ('"https://spinetrust.example/grants"', '"https://spinetrust.example:99999/"', "funders[0].address"),
        ('["warmshop.example"]', '["https://warmshop.example"]', "affiliates[0].hosts"),
        ('["warmshop.example"]', '["com"]', "affiliates[0].hosts"),
        ('"belt.png"', '"../belt.png"', "advertisers[0].image"),
        ('"belt.png"', '"none.png"', "advertisers[0].image"),
        ("until = 2027-01-01", "until = 2025-01-01", "advertisers[0].until: ends before it begins"),
        ('"A support belt, from Belt Makers."', '" "', "advertisers[0].words: says nothing"),
        ('"A. Writer"', '"A. \\u202eWriter"', "interests[0].name"),
        ('"A. Writer"', '"' + "A" * 301 + '"', "interests[0].name"),
        ("[[interests]]", "[[interest]]", "Did you mean interests?"),
        ("[[interests]]", "[interests", "is no TOML"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    file = written(tmp_path, REGISTER.replace(right, wrong))
    with pytest.raises(InputError) as refused:
        read_disclosure(file)
    assert said in str(refused.value)
    assert str(file) in str(refused.value)
    assert "knowledge/" not in str(refused.value)


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    slips = REGISTER.replace("https://spinetrust", "spinetrust").replace("belt.png", "none.png")
    with pytest.raises(InputError) as refused:
        read_disclosure(written(tmp_path, slips))
    assert len(refused.value.problems) == 2


def test_a_register_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_disclosure(tmp_path / "disclosure.toml")


@pytest.mark.parametrize(
    "content", [b"<svg onload='x'/>", b"GIF89a", b"", png()[:14], b"\xff\xd8\xff\xe0\x00\x10", b"a"]
)
def test_only_pictures_are_sent(tmp_path: Path, content: bytes) -> None:
    assert picture(content) is None
    if content:
        with pytest.raises(InputError, match="PNG or JPEG"):
            read_disclosure(written(tmp_path, picture=content))


def test_a_picture_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="at most 200 KB"):
        read_disclosure(written(tmp_path, picture=png() + b"\0" * 300_000))


def test_the_size_of_a_jpeg_is_read() -> None:
    read = picture(JPEG_4_BY_5)
    assert read is not None
    assert (read.width, read.height, read.media_type, read.name[-4:]) == (4, 5, "image/jpeg", ".jpg")
