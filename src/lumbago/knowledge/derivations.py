"""How the files say that a finding follows from another: `age >= 70`, `sex_at_birth == "female"`."""

from __future__ import annotations

import re
from typing import cast

from lumbago.record import Derivation
from lumbago.record.findings import Operator

_FORM = re.compile(r"""\s*(\w+)\s*(<=|>=|==|<|>)\s*(?:"([^"]*)"|'([^']*)'|(-?\d+(?:\.\d+)?))\s*""")


def derivation_of(text: str) -> Derivation | None:
    """Read how a finding follows from another; None when the text does not say it."""
    read = _FORM.fullmatch(text)
    if read is None:
        return None
    finding, operator, *words, number = read.groups()
    word = next((w for w in words if w is not None), None)
    return Derivation(finding, cast("Operator", operator), float(number) if word is None else word)
