"""People whose visit is concluded and who keep a diary, made by the actions alone."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from lumbago.actions import Database, answer, conclude_visit, start_visit
from lumbago.record import Value
from tests.people import knowledge

ORDINARY: Mapping[str, Value] = {
    "age": 45.0,
    "sex_at_birth": "female",
    "pregnant": "no",
    "duration_days": 2.0,
    "pain_intensity": 6.0,
    "pain_on_movement": True,
}


@lru_cache(maxsize=1)
def calm() -> Mapping[str, Value]:
    """Answer no to every sign that the interview asks of."""
    topics = [topic.record for topic in knowledge().topics.values() if not topic.record.examination]
    asked = dict.fromkeys(finding for topic in topics for finding in topic.findings)
    return {f: False for f in asked if knowledge().vocabulary[f].kind == "yes_no"}


def somebody(database: Database, began: datetime, **said: Value) -> str:
    """Conclude a visit of ordinary pain, and give its key."""
    key = secrets.token_hex(32)
    start_visit(database, key, "self", began)
    answer(database, key, {**calm(), **ORDINARY, **said}, "person", began)
    conclude_visit(database, key, knowledge(), began)
    return key
