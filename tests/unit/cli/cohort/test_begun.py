"""What workers of a table are copied from: it has done for the first rows what each of them would do first."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lumbago.cli.cohort.processes import FIRST
from lumbago.cli.cohort.reading import first_rows

LOOK = """
import json, os
from lumbago.cli.cohort import begun
from lumbago.pathway.cohort.compiled import compiled
print(json.dumps([compiled.cache_info().currsize, begun.FIRST in os.environ, len(os.listdir("/proc/self/task"))]))
"""
ARROW_AND_THIS = 2


def begun_with(first: dict[str, Any]) -> list[Any]:
    """Say what a process holds that began so: how many shapes are compiled, whether it is told on, and its threads."""
    told = {**os.environ, FIRST: json.dumps(first), "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run([sys.executable, "-c", LOOK], env=told, capture_output=True, text=True, check=True)
    found: list[Any] = json.loads(done.stdout)
    return found


@pytest.fixture
def people(tmp_path: Path) -> Path:
    pq.write_table(pa.table({"age": [40.0, 50.0], "saddle_numbness": [True, None]}), tmp_path / "p.parquet")
    return tmp_path / "p.parquet"


def test_it_has_compiled_for_the_table_and_started_no_thread(people: Path) -> None:
    options = {"intervals": False, "medicines": False}
    compiled, told_on, threads = begun_with({"table": str(people), "setting": "self", "options": options})
    assert compiled == 1
    assert not told_on
    assert threads <= ARROW_AND_THIS


@pytest.mark.parametrize("first", [{}, {"table": "nowhere.parquet"}, {"table": "people.csv", "setting": None}])
def test_a_table_that_it_cannot_look_into_keeps_nobody_from_working(first: dict[str, Any]) -> None:
    assert begun_with(first)[0] <= 1


def test_only_parquet_is_looked_into(people: Path, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("age\n40\n")
    assert first_rows(str(tmp_path / "a.csv")) is None
    rows = first_rows(str(tmp_path))
    assert rows is not None
    assert rows.num_rows == pq.read_metadata(people).num_rows
