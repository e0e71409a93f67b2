"""Inner loops as machine code."""

from __future__ import annotations

from typing import Any

from lumbago.criteria.columns import native


def test_where_nothing_can_be_kept_it_is_compiled_all_the_same() -> None:
    scope: dict[str, Any] = {}
    exec(compile("def twice(x):\n    return 2 * x\n", "/nowhere/at/all.py", "exec"), scope)
    compiled = native(scope["twice"])
    assert compiled(21) == 42
    assert hasattr(compiled, "py_func")
