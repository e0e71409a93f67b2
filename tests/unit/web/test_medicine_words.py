"""One medicine in words: nothing twice on a card, and a text message that keeps every sign of the net."""

from __future__ import annotations

import pytest

from lumbago.pathway.medication_safety import screen
from lumbago.web.plan.medicine import medicine, said_once
from lumbago.web.plan.text_message import text_message
from lumbago.web.safety_net import SafetyNet, Watch
from tests.medicine_people import healthy, knowledge, person


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["You bleed. It is bad.", "You take A. It is bad. Take B."], ["You take A. It is bad. Take B."]),
        (["You bleed. It is bad.", "You take A. It is worse. Take B."], None),
        (["You bleed.", "You take A. You bleed."], None),
        (["You take A. It is bad.", "You take B. It is bad."], None),
        (["You take A. It is bad.", "You take A. It is bad."], ["You take A. It is bad."]),
        ([], None),
    ],
)
def test_nothing_is_said_twice(texts: list[str], expected: list[str] | None) -> None:
    assert list(said_once(texts)) == (texts if expected is None else expected)


def test_a_card_says_the_bleeding_once_and_keeps_every_source() -> None:
    judged = screen(person(healthy(), ["warfarin"]), knowledge())["ibuprofen"]
    card = medicine(judged, knowledge())
    assert sum("serious bleeding" in text for text in card.said) == 1
    assert len(card.reasons) == len(judged.reasons) > len(card.said)


def test_a_text_message_keeps_every_sign() -> None:
    signs = tuple(f"sign {n}" for n in range(6))
    text = text_message(SafetyNet((Watch("emergency", signs),), "Friday"), "112", "today", "self_care")
    assert all(sign in text for sign in signs)
    assert "Call 112 at once" in text
