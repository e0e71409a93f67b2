"""Inner loops as machine code: docs/decisions/0012-inner-loops-as-machine-code.md."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from numba import njit

P = ParamSpec("P")
R = TypeVar("R")


def native(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function when it is first called, and keep the machine code beside it or in the user's cache.

    What is kept is made anew when the function's own file changes, and only then: so everything else that it depends on
    stands in that file or is an argument.
    """
    try:
        return njit(function, cache=True)  # type: ignore[no-any-return]
    except RuntimeError:  # there is nowhere to keep it: then it is compiled in each process
        return njit(function)  # type: ignore[no-any-return]
