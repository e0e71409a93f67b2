"""Tables of people for tests: the same people as cases that are read one by one, and as columns of a batch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
from hypothesis import strategies as st

from lumbago.pathway.cohort import Options, assess
from lumbago.pathway.visit import Visit, conduct
from lumbago.record import SETTINGS, Finding, Record
from lumbago.record.reading import read_record
from tests.people import NOON, knowledge

Case = dict[str, Any]
LISTS = ("current_medicines", "drug_allergy")
MEDICINE = pa.struct([("name", pa.string()), ("dose_mg", pa.float64()), ("times_a_day", pa.float64())])
NAMES = (
    "ibuprofen",
    "warfarin",
    "sertraline",
    "ramipril",
    "furosemide",
    "aspirin 75 mg",
    "diazepam",
    "tramadol",
    "metformin",
    "prednisolone",
    "ibuprofen gel",
    "paracetamol 500 mg",
    "nobody knows this",
)


def record_of(case: Case) -> Record:
    """Read a case as `lumbago assess` reads it."""
    return read_record(case, knowledge().vocabulary)


def visits(cases: Sequence[Case]) -> list[Visit]:
    return [conduct(record_of(case), knowledge(), NOON) for case in cases]


def batch_of(cases: Sequence[Case]) -> pa.RecordBatch:
    """Put cases in columns: yes and no with "unknown" as words, numbers, choices, lists."""
    vocabulary = knowledge().vocabulary
    names = dict.fromkeys(name for case in cases for name in case["answers"])
    columns = {n: _column(vocabulary[n], [c["answers"].get(n) for c in cases]) for n in names if n in vocabulary}
    if any("setting" in case for case in cases):
        columns["setting"] = pa.array([case.get("setting") for case in cases], pa.string())
    if any("current_medicines" in case for case in cases):
        columns["current_medicines"] = pa.array([_medicines(case) for case in cases], pa.list_(MEDICINE))
    if "drug_allergy" in names:
        given = [case["answers"].get("drug_allergy") for case in cases]
        columns["drug_allergy"] = pa.array(given, pa.list_(pa.string()))
    columns["id"] = pa.array([str(i) for i in range(len(cases))])
    return pa.RecordBatch.from_pydict(columns)


def _medicines(case: Case) -> list[Mapping[str, Any]] | None:
    taken = case.get("current_medicines")
    return None if taken is None else [t if isinstance(t, dict) else {"name": t} for t in taken]


def _column(finding: Finding, values: Sequence[Any]) -> pa.Array:
    if finding.kind == "number":
        return pa.array([None if v == "unknown" else v for v in values], pa.float64())
    said = {True: "yes", False: "no"}
    words = [said.get(v, v) if isinstance(v, bool) else v for v in values]
    if finding.kind == "yes_no" and "unknown" not in words:
        return pa.array([None if w is None else w == "yes" for w in words], pa.bool_())
    return pa.array(words, pa.string())


def assessed(cases: Sequence[Case], options: Options = Options()) -> list[dict[str, Any]]:  # noqa: B008
    rows: list[dict[str, Any]] = assess(batch_of(cases), knowledge(), options).to_pylist()
    return rows


def answer_to(finding: Finding) -> st.SearchStrategy[Any]:
    """Draw an answer; numbers are whole or halves, as limits are."""
    if finding.kind == "yes_no":
        return st.sampled_from([True, False, "unknown"])
    if finding.kind == "choice":
        return st.sampled_from(finding.choices)
    low, high = finding.lowest or 0.0, finding.highest or 0.0
    return st.integers(int(low * 2), int(high * 2)).map(lambda doubled: doubled / 2)


@st.composite
def cases(draw: st.DrawFn, most: int = 40) -> Case:
    """Draw a person in any setting, of any age, who may know anything, and may have said what they take."""
    vocabulary = knowledge().vocabulary
    asked = [f for f in vocabulary.values() if f.derivation is None]
    chosen = draw(st.lists(st.sampled_from(asked), max_size=most, unique_by=lambda finding: finding.id))
    answers = {finding.id: draw(answer_to(finding)) for finding in chosen}
    if draw(st.booleans()):
        answers["drug_allergy"] = draw(st.lists(st.sampled_from(NAMES), max_size=2, unique=True))
    case: Case = {"setting": draw(st.sampled_from(SETTINGS)), "answers": answers}
    if draw(st.booleans()):
        case["current_medicines"] = draw(st.lists(medicine(), max_size=4))
    return case


def medicine() -> st.SearchStrategy[Any]:
    doses = st.fixed_dictionaries(
        {"name": st.sampled_from(NAMES), "dose_mg": st.sampled_from([75.0, 400.0, 1000.0])},
        optional={"times_a_day": st.sampled_from([1.0, 4.0, 8.0])},
    )
    return st.one_of(st.sampled_from(NAMES), doses)
