"""What every worker has when it begins: imported, loaded and compiled once, in a process that workers are copied from.

That process has this one thread and opens no file, so a copy of it cannot hang; and what is copied is in memory once.
"""

from __future__ import annotations

import gc
from contextlib import suppress

import pyarrow as pa

from lumbago.errors import UserError
from lumbago.knowledge import load
from lumbago.pathway.cohort import assess


def begin() -> None:
    """Do everything once that the first batch would do in each worker; what is there then is never looked through."""
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    knowledge = load()
    number, sex = pa.array([50.0], pa.float32()), pa.array(["female"]).dictionary_encode()
    assess(pa.record_batch({"age": number, "duration_days": number, "sex_at_birth": sex}), knowledge)
    gc.collect()
    gc.freeze()


with suppress(UserError, OSError):  # who asked for the work meets it too, and tells it
    begin()
