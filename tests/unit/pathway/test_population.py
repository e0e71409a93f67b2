"""Simulated people for tables: drawn from the knowledge base's own figures, the same for the same seed."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from lumbago.pathway.cohort import read_table
from lumbago.pathway.cohort.population import TRUTH, Population, sensitivities
from tests.people import knowledge

PEOPLE = 60_000


@pytest.fixture(scope="module")
def people() -> pa.RecordBatch:
    return Population(knowledge()).draw(PEOPLE, seed=1)


def share(column: pa.Array) -> float:
    known = column.drop_null().to_numpy(zero_copy_only=False)
    return float(known.mean())


def test_every_answer_can_be_read(people: pa.RecordBatch) -> None:
    table = read_table(people, knowledge().vocabulary)
    assert table.misfits == ()
    assert table.people == PEOPLE


def test_findings_are_as_common_in_ordinary_pain_as_the_knowledge_base_says(people: pa.RecordBatch) -> None:
    ordinary = people.filter(pc.equal(people.column(TRUTH).cast(pa.string()), "acute_nonspecific_lbp"))
    for finding in ("night_pain", "saddle_numbness", "diabetes", "leg_numbness_tingling", "fever_or_rigors"):
        rate = knowledge().background_rates[finding].central
        spread = 4 * np.sqrt(rate * (1 - rate) / ordinary.num_rows)
        assert share(ordinary.column(finding)) == pytest.approx(rate, abs=spread + 1e-4)


def test_findings_follow_the_sensitivities_of_the_cause() -> None:
    ill = Population(knowledge()).draw(400_000, seed=2)
    for cause in ("lumbar_disc_radiculopathy", "renal_colic", "vertebral_compression_fracture"):
        some = ill.filter(pc.equal(ill.column(TRUTH).cast(pa.string()), cause))
        rates = sensitivities(knowledge().conditions[cause])
        findings = [f for f in rates if f in ill.schema.names]
        assert findings
        for finding in findings:
            expected = rates[finding]
            spread = 5 * np.sqrt(expected * (1 - expected) / some.num_rows)
            assert share(some.column(finding)) == pytest.approx(expected, abs=spread + 1e-3), (cause, finding)


def test_findings_of_a_dependence_group_hang_together(people: pa.RecordBatch) -> None:
    group = knowledge().dependence["cauda_equina"].members
    one, other = [people.column(f) for f in group if f in people.schema.names][:2]
    both = pc.and_(one, other)
    assert share(both) > 2 * share(one) * share(other)


def test_age_sex_and_gates_set_what_somebody_has(people: pa.RecordBatch) -> None:
    truth = people.column(TRUTH).cast(pa.string())
    pregnant = people.filter(pc.equal(truth, "pregnancy_pelvic_girdle_pain"))
    said_yes = [share(pc.equal(some.column("pregnant").cast(pa.string()), "yes")) for some in (pregnant, people)]
    assert said_yes[0] > 10 * said_yes[1]
    weak_bones = people.filter(pc.equal(truth, "vertebral_compression_fracture"))
    assert share(weak_bones.column("age")) > share(people.column("age")) + 10


def test_another_seed_and_another_part_are_other_people() -> None:
    population = Population(knowledge())
    drawn = [population.draw(2000, seed, part) for seed, part in ((1, 0), (1, 0), (2, 0), (1, 1))]
    assert drawn[0].equals(drawn[1])
    assert not drawn[0].equals(drawn[2])
    assert not drawn[0].equals(drawn[3])


@pytest.mark.parametrize("setting", ["self", "emergency_department"])
def test_people_of_any_setting_can_be_drawn(setting: str) -> None:
    drawn = Population(knowledge(), setting).draw(500, seed=1)  # type: ignore[arg-type]
    assert set(drawn.column("setting").to_pylist()) == {setting}
