"""What every worker has when it begins: imported, loaded and compiled once, in a process that workers are copied from.

Beside one that Arrow starts when it is imported, that process has this thread alone, and no open file, so a copy of it
cannot hang; and what is copied is in memory once.
"""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import pyarrow as pa

from lumbago.cli.cohort.processes import FIRST
from lumbago.cli.cohort.reading import first_rows
from lumbago.cli.cohort.work import with_setting
from lumbago.errors import UserError
from lumbago.knowledge import load
from lumbago.pathway.cohort import Options, assess


def begin() -> None:
    """Do everything once that the first batch would do in each worker; what is there then is never looked through."""
    gc.disable()
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    with suppress(UserError, OSError, pa.ArrowException):  # who asked for the work meets it too, and tells it
        assess_first(json.loads(os.environ.pop(FIRST, "{}")))
    gc.freeze()
    gc.enable()


def assess_first(first: Mapping[str, Any]) -> None:
    """Assess the first rows of the table that was named, as all of it will be; somebody, where they cannot be told."""
    rows = first_rows(first["table"]) if "table" in first else None
    options = Options(**first.get("options", {}))
    assess(somebody() if rows is None else with_setting(rows, first.get("setting")), load(), options)


def somebody() -> pa.RecordBatch:
    """Make the shortest table."""
    number, sex = pa.array([50.0], pa.float32()), pa.array(["female"]).dictionary_encode()
    return pa.record_batch({"age": number, "duration_days": number, "sex_at_birth": sex})


begin()
