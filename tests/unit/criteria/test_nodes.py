"""A node that means nothing cannot be built."""

from __future__ import annotations

import pytest

from lumbago.criteria import And, AtLeast, Is, Or

FEVER = Is("fever")


@pytest.mark.parametrize("group", [And, Or])
def test_a_group_needs_items(group: type[And] | type[Or]) -> None:
    assert group((FEVER,)).items == (FEVER,)
    with pytest.raises(ValueError, match="needs items"):
        group(())


@pytest.mark.parametrize("count", [-1, 0, 3])
def test_a_count_lies_between_one_and_the_number_of_items(count: int) -> None:
    assert AtLeast(2, (FEVER, FEVER)).count == 2
    with pytest.raises(ValueError, match="count"):
        AtLeast(count, (FEVER, FEVER))
