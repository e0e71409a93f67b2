"""How processes are started: copies of one that has everything loaded, where the system can; otherwise afresh.

Imports nothing heavy: what is loaded is loaded beside what this process does meanwhile.
"""

from __future__ import annotations

import json
import os
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import forkserver, get_all_start_methods, get_context, parent_process, set_forkserver_preload
from multiprocessing.context import BaseContext
from typing import Any

FROM_ONE = "forkserver"
FIRST = "_LUMBAGO_COHORT_FIRST"
"""The variable by which the process that workers are copied from is told of its first work: it takes no arguments."""


def start_early(count: int, **first: Any) -> None:
    """Let the process that workers are copied from begin now, when there will be workers.

    first: the table and how it will be assessed, so that what its first rows need is made there and once.
    """
    if count > 1 and FROM_ONE in get_all_start_methods():
        _context()
        os.environ[FIRST] = json.dumps(first)
        forkserver.ensure_running()
        del os.environ[FIRST]


def processes(count: int) -> ProcessPoolExecutor:
    """Make a pool of processes with one thread each: there is a process for each core."""
    return ProcessPoolExecutor(count, mp_context=_context(), initializer=_begin)


def _context() -> BaseContext:
    if FROM_ONE not in get_all_start_methods():
        return get_context("spawn")
    set_forkserver_preload(["lumbago.cli.cohort.begun"])
    return get_context(FROM_ONE)


def _begin() -> None:
    import pyarrow as pa

    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End when the process that asked for work has ended: when it is killed, nobody else tells its workers."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
