"""Which findings a criterion rests on."""

from __future__ import annotations

import pytest

from lumbago.criteria import Criterion, findings_in, parse
from tests.spec.criteria.vocabulary import NAMED_CRITERIA, VOCABULARY


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("fever", ("fever",)),
        ("chills or fever or chills", ("chills", "fever")),
        ('unless(sport == "golf") and not (18 <= age < 65)', ("sport", "age")),
        ("leg_weakness or fever_any or fever", ("leg_weakness", "fever", "temperature")),
        ("at_least(2, weight_loss, (chills or fever), age > 70)", ("weight_loss", "chills", "fever", "age")),
    ],
)
def test_findings_in_the_order_of_the_text(text: str, findings: tuple[str, ...]) -> None:
    criterion: Criterion = parse(text, VOCABULARY, NAMED_CRITERIA)
    assert findings_in(criterion) == findings
