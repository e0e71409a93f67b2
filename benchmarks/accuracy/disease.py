"""Simulated people who have one dangerous cause, drawn from the knowledge base's own sensitivities.

Findings of the disease are independent of each other at their stated sensitivity; everything else is drawn as in
ordinary pain. This measures whether the rules and thresholds let cases through, not their true sensitivity.
"""

from __future__ import annotations

import numpy as np

from benchmarks.accuracy.ordinary import Columns, Floats, Population
from lumbago.knowledge import Condition, Knowledge
from lumbago.pathway.cohort.population import sensitivities

DEFINING = {
    "sickle_cell_crisis": "sickle_cell_disease",
    "statin_myopathy": "statin_use",
    "traumatic_spinal_fracture": "major_trauma",
}
PREGNANT = {"ectopic_pregnancy": (0.7, "possible", "yes"), "pregnancy_pelvic_girdle_pain": (0.6, "yes", "possible")}
ON_BLOOD_THINNERS = 0.7
"""Share of people with a retroperitoneal bleed drawn with a blood thinner (expert)."""
OF_FERTILE_AGE = {"ectopic_pregnancy", "pid_or_endometriosis", "pregnancy_pelvic_girdle_pain"}
LONG_COURSE = {"axial_spondyloarthritis", "lumbar_spinal_stenosis"}
CANDIDATES = 60
"""People drawn for each one kept, when ages and sexes are chosen by their relative prevalence."""


def diseased(knowledge: Knowledge, condition: Condition, size: int, seed: int = 7) -> Columns:
    """Simulate people with this condition: a column a finding, what they can say or do themselves."""
    rng = np.random.default_rng(seed)
    age, female = _ages_and_sexes(knowledge, condition, size, rng)
    period = "primary_care_any" if condition.id in LONG_COURSE else "primary_care"
    columns = Population(knowledge, size, seed + 1).draw(age, female, period)
    for finding, sensitivity in sensitivities(condition).items():
        if finding in knowledge.vocabulary and knowledge.vocabulary[finding].derivation is None:
            columns[finding] = rng.random(size) < sensitivity
    _defining(condition, columns, size, rng)
    _measured(columns, size, rng)
    if "pain_unaffected_by_posture" not in sensitivities(condition):
        columns["pain_unaffected_by_posture"] &= ~columns["pain_on_movement"]
    return {f: c for f, c in columns.items() if knowledge.vocabulary[f].assessed_by != "clinician"}


def _ages_and_sexes(
    knowledge: Knowledge, condition: Condition, size: int, rng: np.random.Generator
) -> tuple[Floats, np.ndarray]:
    pool = Population(knowledge, size * CANDIDATES, int(rng.integers(1 << 30)))
    pool._people(None, None, "primary_care")
    table = condition.record.age_and_sex
    weights = np.ones(size * CANDIDATES)
    if table is not None:
        band = np.minimum(np.searchsorted(table.upper_ages, pool.age, side="right"), len(table.by_age) - 1)
        weights = np.array(table.by_age)[band] * np.where(pool.women, table.female, table.male)
    if condition.id in OF_FERTILE_AGE:
        weights = weights * (pool.women & (pool.age < 48))
    chosen = rng.choice(len(weights), size, p=weights / weights.sum())
    return pool.age[chosen], pool.women[chosen]


def _defining(condition: Condition, columns: Columns, size: int, rng: np.random.Generator) -> None:
    if condition.id in DEFINING:
        columns[DEFINING[condition.id]] = np.ones(size, dtype=np.bool_)
    if condition.id in PREGNANT:
        share, usual, other = PREGNANT[condition.id]
        columns["pregnant"] = np.where(rng.random(size) < share, usual, other)
    if condition.id == "retroperitoneal_haematoma":
        columns["anticoagulant_use"] = rng.random(size) < ON_BLOOD_THINNERS


def _measured(columns: Columns, size: int, rng: np.random.Generator) -> None:
    """Let pulse, pressure and temperature follow shock and fever."""
    shock = columns["shock_signs"].astype(np.bool_)
    fever = columns["fever_or_rigors"].astype(np.bool_)
    pulse = columns["heart_rate"].astype(np.float64)
    pulse = np.where(shock, rng.normal(125, 15, size), np.where(fever, pulse + 15, pulse))
    columns["heart_rate"] = np.clip(np.round(pulse), 30, 220)
    pressure = np.where(shock, rng.normal(92, 15, size), columns["systolic_bp"].astype(np.float64))
    columns["systolic_bp"] = np.clip(np.round(pressure), 50, 250)
    warm = np.where(fever, rng.normal(38.5, 0.5, size), columns["temperature_c"].astype(np.float64))
    columns["temperature_c"] = np.clip(np.round(warm, 1), 34, 42)
