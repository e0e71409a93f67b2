"""Which page comes next, worked out once for everybody who has said the same."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import TypeAlias

from lumbago.pathway.interview import Mode, Next
from lumbago.record import Record

Choose: TypeAlias = Callable[[Record, Mode], Next]


class Remembering:
    """Chooses as it is told to, and remembers the latest choices; of the answers it keeps a hash only."""

    def __init__(self, choose: Choose, most: int = 10_000) -> None:
        self._choose = choose
        self._most = most
        self._chosen: OrderedDict[int, Next] = OrderedDict()
        self._lock = Lock()

    def __call__(self, record: Record, mode: Mode) -> Next:
        """Choose what to ask next."""
        # A listed medicine counts as its class, so it may answer a question too.
        said = hash((mode, record.setting, frozenset(record.observations.items()), record.medicines))
        with self._lock:
            if said in self._chosen:
                self._chosen.move_to_end(said)
                return self._chosen[said]
        chosen = self._choose(record, mode)
        with self._lock:
            self._chosen[said] = chosen
            if len(self._chosen) > self._most:
                self._chosen.popitem(last=False)
        return chosen
