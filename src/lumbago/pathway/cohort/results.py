"""What a table of people comes to: the columns of the answer, as Arrow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from lumbago.criteria.columns import Words
from lumbago.knowledge import Knowledge
from lumbago.pathway.cohort.compiled import Options
from lumbago.pathway.cohort.kernel import SHOWN
from lumbago.pathway.cohort.medicines import VERDICTS
from lumbago.pathway.triage import URGENCIES

WORD = pa.dictionary(pa.int8(), pa.string())
CAUSES = tuple(f"cause_{place + 1}" for place in range(SHOWN))


def schema_of(knowledge: Knowledge, options: Options, handed_on: Sequence[pa.Field] = ()) -> pa.Schema:
    """List the columns of the answer.

    Unknown: a rule that neither fired nor is ruled out is null; a probability under 18 is null.
    """
    fields = [
        *handed_on,
        pa.field("urgency", WORD),
        pa.field("not_ruled_out", WORD),
        pa.field("deadline_hours", pa.float32()),
        pa.field("rules_fired", pa.uint8()),
        pa.field("rules_open", pa.uint8()),
        *(pa.field(name, WORD) for name in CAUSES),
        pa.field("referral", WORD),
        *(pa.field(f"rule_{rule}", pa.bool_()) for rule in knowledge.rules),
    ]
    if options.probabilities:
        for name in shown(knowledge):
            fields.append(pa.field(f"probability_{name}", pa.float32()))
            if options.intervals:
                fields.extend(pa.field(f"{end}_{name}", pa.float32()) for end in ("low", "high"))
    if options.medicines:
        fields.extend(pa.field(f"medicine_{name}", WORD) for name in knowledge.formulary.medicines)
    return pa.schema(fields)


def shown(knowledge: Knowledge) -> tuple[str, ...]:
    """List the conditions of which a percentage means something."""
    return tuple(name for name, condition in knowledge.conditions.items() if not condition.record.rules_only)


def truths(yes: Words, known: Words, people: int) -> pa.Array:
    """Make a column of booleans of its planes, without copying them."""
    return pa.Array.from_buffers(pa.bool_(), people, [pa.py_buffer(known), pa.py_buffer(yes)])


def words(codes: NDArray[Any], meanings: Sequence[str]) -> pa.Array:
    """Make a column of words; a code below 0 is null."""
    small = codes.astype(np.int8)
    below = small < 0
    indices = pa.array(small, mask=below if below.any() else None)
    return pa.DictionaryArray.from_arrays(indices, pa.array(list(meanings), pa.string()))


def urgencies(ranks: NDArray[np.uint8]) -> pa.Array:
    return words(ranks, URGENCIES)


def hours(ranks: NDArray[np.uint8], knowledge: Knowledge) -> pa.Array:
    """Say by when; self-care has no deadline."""
    by_rank = [knowledge.model.urgencies[urgency].deadline_hours for urgency in URGENCIES]
    return pa.array(by_rank, pa.float32()).take(pa.array(ranks))


def numbers(values: NDArray[np.float32], nobody: NDArray[np.bool_] | None) -> pa.Array:
    """Make a column of numbers; where `nobody` holds it is null."""
    return pa.array(values, mask=nobody)


def verdicts(codes: NDArray[np.uint8]) -> pa.Array:
    return words(codes, VERDICTS)


def batch_of(columns: Mapping[str, pa.Array], schema: pa.Schema) -> pa.RecordBatch:
    """Put the columns in their order."""
    return pa.RecordBatch.from_arrays([columns[name] for name in schema.names], schema=schema)
