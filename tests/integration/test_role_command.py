"""`lumbago role`, as the operator runs it."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lumbago import actions
from lumbago.actions import Arrival
from tests.integration.command import lumbago

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


@pytest.fixture
def with_ada(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"sqlite:///{tmp_path / 'lumbago.db'}"
    monkeypatch.setenv("LUMBAGO_DATABASE_URL", address)
    database, token = actions.open_database(address), secrets.token_hex(32)
    actions.make_sign_in_link(database, "ada@example.org", token, NOW)
    come = Arrival(secrets.token_hex(32), secrets.token_hex(32), "x", NOW)
    actions.sign_in_by_link(database, token, come, lambda: secrets.token_hex(16))
    database.dispose()


def test_a_role_is_given_listed_and_taken(with_ada: None) -> None:
    assert lumbago("role", "list").stdout == "Nobody has a role.\n"
    assert lumbago("role", "give", "moderator", "ada@example.org").stdout == "ada@example.org is now moderator.\n"
    assert lumbago("role", "list").stdout == "moderator\tada@example.org\n"
    assert lumbago("role", "take", "moderator", "ada@example.org").returncode == 0
    assert lumbago("role", "list").stdout == "Nobody has a role.\n"


def test_a_role_for_nobody_is_refused_with_what_to_do(with_ada: None) -> None:
    done = lumbago("role", "give", "editor", "bo@example.org")
    assert done.returncode == 2
    assert "Ask them to sign in by e-mail once." in done.stderr
    assert lumbago("role", "give", "king", "ada@example.org").returncode == 2
