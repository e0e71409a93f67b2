"""What an operator can set, and what is refused."""

from __future__ import annotations

import pytest

from lumbago.errors import InputError
from lumbago.web.settings import Settings, read_settings


def test_nothing_set_is_this_machine_alone() -> None:
    assert read_settings({}) == Settings()
    assert not Settings().secure


def test_all_problems_are_told_at_once() -> None:
    given = {"LUMBAGO_ADDRESS": "lumbago", "LUMBAGO_EMERGENCY_NUMBER": "call us", "LUMBAGO_TIME_ZONE": "Mars/Base"}
    with pytest.raises(InputError) as caught:
        read_settings(given)
    assert [problem.path for problem in caught.value.problems] == list(given)


def test_what_was_set_is_used() -> None:
    given = {"LUMBAGO_ADDRESS": "https://lumbago.example/", "LUMBAGO_EMERGENCY_NUMBER": "000"}
    settings = read_settings(given)
    assert settings.secure
    assert settings.address == "https://lumbago.example"
    assert settings.emergency_number == "000"
