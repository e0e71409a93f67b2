"""Simulated adults with ordinary back pain, every self-made question answered, findings drawn with dependence.

Onset drives suddenness, movement and trauma; severity drives night pain and lying still; a leg state drives all leg
findings; bladder, systemic and visceral states make those findings cluster; earlier illness depends on age and sex.
What is not named here is independent at its background rate. The shares are those of model/simulator and of the
findings' background rates; how a rate splits between a state and the rest is judgement (tier expert), held to the
background rate as the marginal. Limits: no whole-person tendency to say yes, adults only, primary care.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from lumbago.knowledge import Knowledge
from lumbago.pathway.cohort.population import banded

Column: TypeAlias = NDArray[np.generic]
Columns: TypeAlias = dict[str, Column]
Bools: TypeAlias = NDArray[np.bool_]
Floats: TypeAlias = NDArray[np.float64]

AGES = (25, 35, 45, 55, 65, 75, 85)
ILLNESS_BY_AGE: Mapping[str, tuple[float, ...]] = {
    "history_of_cancer": (0.15, 0.4, 0.8, 1.5, 2.5, 3.5, 4),
    "osteoporosis_known": (0.05, 0.1, 0.4, 1.2, 2.5, 4.5, 6),
    "prolonged_corticosteroids": (0.5, 0.6, 0.8, 1.2, 1.6, 2, 2),
    "anticoagulant_use": (0.1, 0.2, 0.5, 1.2, 2.8, 5, 7),
    "statin_use": (0.03, 0.15, 0.7, 1.6, 2.8, 3.3, 3.3),
    "diabetes": (0.2, 0.5, 0.9, 1.5, 2, 2.4, 2.4),
    "known_coronary_or_pad": (0.02, 0.1, 0.5, 1.4, 2.8, 4, 5),
    "hypertension": (0.2, 0.5, 0.9, 1.5, 2, 2.4, 2.5),
    "height_loss_or_kyphosis": (0.1, 0.2, 0.5, 1.2, 2.4, 4, 5),
}
SEVERE_TIMES_MORE = {
    "night_pain": 1.6,
    "must_lie_still": 1.8,
    "cannot_walk": 3.0,
    "difficulty_turning_or_getting_up": 2.0,
    "cannot_lie_flat": 2.5,
    "unrelieved_by_bed_rest": 1.8,
    "pain_out_of_proportion": 6.0,
}
# Probability of yes with no, thigh, root and claudication pain.
BY_LEG_STATE: Mapping[str, tuple[float, float, float, float]] = {
    "leg_pain_below_buttock": (0, 1, 0.95, 0.85),
    "leg_pain_below_knee": (0, 0.03, 0.95, 0.5),
    "leg_pain_worse_than_back": (0, 0.1, 0.4, 0.3),
    "leg_numbness_tingling": (0.02, 0.15, 0.5, 0.45),
    "leg_weakness": (0.008, 0.03, 0.13, 0.15),
    "burning_or_electric_pain": (0.03, 0.15, 0.5, 0.2),
    "bilateral_leg_pain": (0, 0.01, 0.05, 0.55),
    "neurogenic_claudication": (0, 0, 0, 1),
    "no_pain_when_seated": (0.05, 0.05, 0.05, 0.7),
    "relief_bending_forward": (0.07, 0.07, 0.07, 0.7),
    "slr_positive": (0.03, 0.15, 0.55, 0.1),
    "slump_positive": (0.22, 0.4, 0.75, 0.3),
    "crossed_slr_positive": (0.003, 0.01, 0.12, 0.01),
}
BLADDER = (
    "saddle_numbness",
    "urinary_retention",
    "urinary_incontinence_new",
    "reduced_bladder_sensation",
    "bowel_incontinence_new",
    "sexual_dysfunction_new",
)
# The part of a finding's rate that comes from the state; the rest is spread over everybody.
BLADDER_PART = dict.fromkeys(BLADDER, 0.9)
SYSTEMIC_PART = {
    "fever_or_rigors": 0.9,
    "night_sweats": 0.7,
    "generally_unwell": 0.8,
    "nausea_vomiting": 0.4,
    "unexplained_weight_loss": 0.3,
    "cough_sputum": 0.3,
    "vomiting_or_diarrhoea_dehydration": 0.3,
    "confusion_drowsy": 0.8,
    "sweating_clammy": 0.3,
}
VISCERAL_PART = {
    "abdominal_pain": 0.7,
    "epigastric_pain": 0.7,
    "ruq_pain": 0.7,
    "flank_pain": 0.35,
    "dysuria_frequency": 0.5,
    "colicky_waves": 0.5,
    "writhing": 0.5,
    "radiates_to_groin_genitals": 0.5,
    "visible_haematuria": 0.7,
    "black_stools": 0.5,
    "abdominal_guarding": 0.9,
}
OF_FERTILE_AGE = 0.29
"""Share of women under 46 among adults with back pain, by the simulator's ages and sexes."""


class Population:
    """Draws one population, part by part; later parts may look at earlier ones."""

    def __init__(self, knowledge: Knowledge, size: int, seed: int) -> None:
        self.size = size
        self.columns: Columns = {}
        self._knowledge = knowledge
        self._rng = np.random.default_rng(seed)
        self._parameters = knowledge.model.simulator.parameters

    def draw(self, age: Floats | None = None, female: Bools | None = None, period: str = "primary_care") -> Columns:
        """Draw everybody, with given ages and sexes if any."""
        self._people(age, female, period)
        self._onset()
        self._severity()
        self._legs()
        self._clusters()
        self._illnesses()
        self._women()
        self._course_and_place()
        self._measured()
        self._everything_else()
        return self.columns

    def rate(self, finding: str) -> float:
        """Give the central rate of yes in ordinary back pain."""
        rate = self._knowledge.background_rates[finding]
        return rate.central

    def _yes(self, probability: Floats | float) -> Bools:
        return np.asarray(self._rng.random(self.size) < probability)

    def _people(self, age: Floats | None, female: Bools | None, period: str) -> None:
        p, c = self._parameters, self.columns
        c["age"] = banded(self._rng, p["adult_age_bands"]["primary_care"], self.size) if age is None else age
        women = self._yes(p["female"]["primary_care"]) if female is None else female
        c["sex_at_birth"] = np.where(women, "female", "male")
        c["duration_days"] = banded(self._rng, p["duration_bands"][period], self.size)
        c["back_pain_onset_before_40"] = (self.age < 40) | self._yes(0.35)

    @property
    def age(self) -> Floats:
        return self.columns["age"].astype(np.float64)

    @property
    def women(self) -> Bools:
        return self.columns["sex_at_birth"] == "female"

    def _onset(self) -> None:
        p, c = self._parameters, self.columns
        names = list(p["onset"])
        onset = self._rng.choice(names, self.size, p=[p["onset"][n] for n in names])
        c["onset_mechanical_load"] = onset == "load"
        sport = np.select([onset == "sport_or_effort", onset == "load"], [0.8, 0.1], 0.0)
        c["onset_during_sport"] = self._yes(sport)
        c["onset_gradual"] = onset == "gradual"
        c["onset_sudden"] = self._yes(np.array([p["p_sudden_given_onset"][o] for o in onset]))
        moves = self._yes(np.array([p["p_movement_given_onset"][o] for o in onset]))
        c["pain_on_movement"] = moves
        still = self.rate("pain_unaffected_by_posture") / (1 - self.rate("pain_on_movement"))
        c["pain_unaffected_by_posture"] = ~moves & self._yes(still)
        fell, share = onset == "fall", p["onset"]["fall"]
        big = self.rate("major_trauma")
        c["major_trauma"] = self._yes(np.where(fell, 0.9 * big / share, 0.1 * big))
        small = np.where(fell & ~c["major_trauma"], np.where(self.age >= 65, 0.7, 0.5), 0.005)
        c["minor_trauma"] = self._yes(small)
        c["worst_pain_at_onset"] = c["onset_sudden"] & self._yes(self.rate("worst_pain_at_onset") / 0.62)
        hurt = c["major_trauma"] | c["minor_trauma"]
        c["bruise_or_abrasion"] = self._yes(np.where(hurt, 0.1, 0.003))
        effort = np.select([onset == "sport_or_effort", onset == "load"], [0.6, 0.25], 0.12)
        c["unaccustomed_exertion_72h"] = self._yes(effort)

    def _severity(self) -> None:
        pain = np.clip(np.round(self._rng.normal(5.6, 2.0, self.size)), 1, 10)
        self.columns["pain_intensity"] = pain
        severe = pain >= 8
        share = severe.mean()
        for finding, times in SEVERE_TIMES_MORE.items():
            base = self.rate(finding) / (1 - share + share * times)
            self.columns[finding] = self._yes(np.minimum(0.98, np.where(severe, base * times, base)))

    def _legs(self) -> None:
        p, c = self._parameters["leg_state"], self.columns
        claudicant = np.clip((self.age - 30) / 18, 0.1, 2.5) * p["claudication"] * 1.23
        chance = self._rng.random(self.size)
        edges = [claudicant, claudicant + p["root"], claudicant + p["root"] + p["thigh"]]
        state = np.select([chance < edges[0], chance < edges[1], chance < edges[2]], [3, 2, 1], 0)
        for finding, by_state in BY_LEG_STATE.items():
            c[finding] = self._yes(np.array(by_state)[state])
        weak, numb = c["leg_weakness"], c["leg_numbness_tingling"]
        c["ankle_or_toe_weakness"] = self._yes(np.select([weak, state == 2], [0.2, 0.025], 0.003))
        c["dermatomal_sensory_loss"] = self._yes(np.where(numb, 0.3, 0.02))
        c["progressive_leg_weakness"] = self._yes(np.where(weak, 0.03, 0.001))
        both = c["bilateral_leg_pain"] & (weak | numb)
        c["bilateral_nerve_change"] = self._yes(np.select([both, numb], [0.05, 0.008], 0.0012))
        c["gait_unsteadiness"] = self._yes(np.where(weak | (state == 3), 0.03, 0.0025))
        c["wide_based_gait"] = self._yes(np.where(self.age >= 65, 0.04, 0.006))
        c["romberg_abnormal"] = self._yes(np.where(self.age >= 65, 0.12, 0.04))

    def _clusters(self) -> None:
        p = self._parameters
        self._cluster(BLADDER_PART, p["bladder_state"]["primary_care"])
        self._cluster(SYSTEMIC_PART, p["systemic_state"]["primary_care"])
        self._cluster(VISCERAL_PART, p["visceral_state"]["primary_care"])

    def _cluster(self, parts: Mapping[str, float], share: float) -> None:
        """Give people in a state their part of each finding's rate, and everybody the rest."""
        in_state = self._yes(share)
        for finding, part in parts.items():
            rate = self.rate(finding)
            self.columns[finding] = self._yes(np.where(in_state, min(0.9, rate * part / share), rate * (1 - part)))

    def _illnesses(self) -> None:
        c = self.columns
        for finding, factors in ILLNESS_BY_AGE.items():
            by_sex = np.where(self.women, 1.5, 0.5) if finding == "osteoporosis_known" else 1.0
            c[finding] = self._yes(np.minimum(0.9, self.rate(finding) * by_sex * np.interp(self.age, AGES, factors)))
        c["known_aneurysm"] = self._yes(np.where(self.age >= 60, 0.01, 0.0005))
        c["family_aneurysm"] = self._yes(self.rate("family_aneurysm"))
        c["known_aneurysm_or_family"] = c["known_aneurysm"] | c["family_aneurysm"]
        c["cancer_remote"] = self._yes(self.rate("cancer_remote"))  # kept only where there was a cancer

    def _women(self) -> None:
        c = self.columns
        fertile = self.women & (self.age < 46)
        pregnant = np.where(self._yes(0.05), "yes", np.where(self._yes(0.05), "possible", "no"))
        c["pregnant"] = np.where(self.women, np.where(fertile, pregnant, "no"), "not_applicable")
        for finding in ("missed_period", "vaginal_bleeding", "vaginal_discharge", "recent_childbirth"):
            c[finding] = fertile & self._yes(self.rate(finding) / OF_FERTILE_AGE)
        c["cyclic_pelvic_pain"] = fertile & self._yes(self.rate("cyclic_pelvic_pain") / OF_FERTILE_AGE)

    def _course_and_place(self) -> None:
        c = self.columns
        days = c["duration_days"].astype(np.float64)
        c["failed_one_month_care"] = (days >= 28) & self._yes(0.75)
        c["repeat_visit_undiagnosed"] = self._yes(np.clip(days / 14 * 0.07, 0.02, 0.3))
        c["steadily_worsening"] = self._yes(np.where(c["onset_gradual"], 0.09, 0.04))
        c["thoracic_pain"] = self._yes(self.rate("thoracic_pain"))
        c["interscapular_pain"] = self._yes(np.where(c["thoracic_pain"], 0.25, 0.005))
        c["main_site"] = np.select(
            [c["flank_pain"], c["interscapular_pain"], c["thoracic_pain"]],
            ["flank", "between_shoulder_blades", "mid_back"],
            "low_back_one_side",
        )
        sports = self._knowledge.vocabulary["sport_type"].choices
        c["sport_type"] = self._rng.choice(sports, self.size, p=[0.45, *[0.55 / (len(sports) - 1)] * (len(sports) - 1)])
        c["muscle_spasm"] = self._yes(self.rate("muscle_spasm"))
        c["tense_hard_muscle"] = self._yes(np.where(c["muscle_spasm"], 0.4, 0.04))

    def _measured(self) -> None:
        """Draw vital signs of people who are not ill: confirmed at rest, so without stray extremes."""
        c, rng, n = self.columns, self._rng, self.size
        severe = c["pain_intensity"].astype(np.float64) >= 8
        c["heart_rate"] = np.round(np.clip(rng.normal(76, 10, n) + 2 * severe, 45, 114))
        c["systolic_bp"] = np.round(np.maximum(rng.normal(129, 13, n) + 0.25 * (self.age - 45), 98))
        c["respiratory_rate"] = np.round(np.clip(rng.normal(15, 1.8, n), 9, 21))
        c["spo2"] = np.clip(np.round(rng.normal(97.6, 0.9, n)), 94, 100)
        fever = c["fever_or_rigors"]
        c["temperature_c"] = np.where(fever, rng.normal(38.1, 0.5, n), np.minimum(rng.normal(36.6, 0.3, n), 37.7))
        c["temperature_c"] = np.clip(np.round(c["temperature_c"], 1), 35.3, 40)

    def _everything_else(self) -> None:
        """Draw the rest of what causes and red flags are judged on; what only medicines and plans ask has no rate."""
        judged = {finding for rule in self._knowledge.rules.values() for finding in rule.findings}
        for finding in self._knowledge.vocabulary.values():
            known = finding.id in self.columns or finding.derivation is not None
            of_plans = finding.id not in judged and finding.id not in self._knowledge.background_rates
            if known or of_plans or finding.kind != "yes_no" or finding.assessed_by == "clinician":
                continue
            self.columns[finding.id] = self._yes(self.rate(finding.id))


def ordinary(knowledge: Knowledge, size: int, seed: int = 1, period: str = "primary_care") -> Columns:
    """Simulate adults with ordinary back pain: a column a finding."""
    return Population(knowledge, size, seed).draw(period=period)
