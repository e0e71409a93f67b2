"""When referrals, imaging, holds on exercises, follow-ups and reasons to avoid are true, false and not known.

Each line is one person: what is known, and what the criterion says. `not x` is a no; `rest not` a no to every
yes-or-no question that the criterion asks besides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from lumbago.criteria import Criterion, evaluate, findings_in
from lumbago.record import Value
from tests.people import knowledge
from tests.spec.tables import TRUTHS

REFERRALS = """
ref_cauda_equina     | saddle_numbness                                                              | yes
ref_cauda_equina     | bilateral_leg_pain, leg_numbness_tingling                                    | yes
ref_cauda_equina     | bilateral_leg_pain, rest not                                                 | no
ref_cauda_equina     | not saddle_numbness                                                          | ?
ref_progressive_motor | cannot_walk                                                                 | yes
ref_progressive_motor | ankle_or_toe_weakness, leg_power_grade=3, duration_days=14                  | yes
ref_progressive_motor | ankle_or_toe_weakness, leg_power_grade=4, duration_days=14, rest not        | no
ref_progressive_motor | ankle_or_toe_weakness, duration_days=3, rest not                            | ?
ref_infection        | temperature_c=38, diabetes                                                   | yes
ref_infection        | fever_or_rigors, rest not                                                    | no
ref_infection        | fever_or_rigors                                                              | ?
ref_cancer           | history_of_cancer                                                            | yes
ref_cancer           | unexplained_weight_loss, night_pain                                          | yes
ref_cancer           | unexplained_weight_loss, rest not                                            | no
ref_cancer           | not history_of_cancer                                                        | ?
ref_fracture         | minor_trauma, age=70                                                         | yes
ref_fracture         | minor_trauma, age=69, rest not                                               | no
ref_fracture         | minor_trauma, not major_trauma                                               | ?
ref_axspa            | age_at_onset_years=30, duration_days_now=90, family_history_spa              | yes
ref_axspa            | age_at_onset_years=45, duration_days_now=90, family_history_spa              | no
ref_axspa            | age_at_onset_years=30, duration_days_now=90                                  | ?
ref_gp_2w            | day=14, pain_fall_percent=29                                                 | yes
ref_gp_2w            | day=14, pain_fall_percent=30, function_improving, work_status=usual          | no
ref_gp_2w            | day=14, pain_fall_percent=30                                                 | ?
ref_physio_risk      | startback_risk=medium                                                        | yes
ref_physio_risk      | startback_risk=low, not fear_high, episodes_last_12_months=2                 | no
ref_physio_risk      | startback_risk=low                                                           | ?
ref_physio_4w        | day=28, activity_limited                                                     | yes
ref_physio_4w        | day=27, activity_limited                                                     | no
ref_physio_4w        | day=28                                                                       | ?
ref_psych            | depression_or_anxiety_known                                                  | yes
ref_psych            | startback_risk=medium, rest not                                              | no
ref_psych            | startback_risk=medium                                                        | ?
ref_radicular_6w     | slr_positive, duration_days_now=42, activity_limited                         | yes
ref_radicular_6w     | slr_positive, duration_days_now=41, activity_limited                         | no
ref_radicular_6w     | duration_days_now=42, activity_limited                                       | ?
ref_stenosis         | age=60, neurogenic_claudication, walking_distance_m=199                      | yes
ref_stenosis         | age=59, neurogenic_claudication, walking_distance_m=199                      | no
ref_stenosis         | age=60, neurogenic_claudication                                              | ?
ref_neuro_atypical   | new_dopamine_blocker, muscle_spasm                                           | yes
ref_neuro_atypical   | muscle_spasm, rest not                                                       | no
ref_neuro_atypical   | muscle_spasm                                                                 | ?
ref_pain_clinic      | day=84, disability_high                                                      | yes
ref_pain_clinic      | day=83                                                                       | no
ref_pain_clinic      | day=84                                                                       | ?
ref_visceral         | flank_pain, visible_haematuria                                               | yes
ref_visceral         | tearing_pain, onset_sudden, age=60                                           | yes
ref_visceral         | tearing_pain, onset_sudden, age=59, rest not                                 | no
ref_visceral         | flank_pain                                                                   | ?
ref_work             | day=14, work_status=modified                                                 | yes
ref_work             | day=14, work_status=not_working                                              | no
ref_work             | day=14                                                                       | ?
"""

IMAGING = """
img_acute_none       | duration_days_now=41, not any_red_flag                                       | yes
img_acute_none       | duration_days_now=41, any_red_flag                                           | no
img_acute_none       | duration_days_now=41                                                         | ?
img_subacute_none    | duration_days_now=42, not any_red_flag                                       | yes
img_subacute_none    | duration_days_now=41, not any_red_flag                                       | no
img_subacute_none    | duration_days_now=42                                                         | ?
img_choosing         | duration_days_now=41, not any_red_flag                                       | yes
img_choosing         | duration_days_now=42                                                         | no
img_choosing         | not any_red_flag                                                             | ?
img_6w_candidate     | day=42, plan_followed, pain_fall_percent=10                                  | yes
img_6w_candidate     | day=42, not plan_followed, pain_fall_percent=10                              | no
img_6w_candidate     | day=42, plan_followed, pain_fall_percent=40                                  | ?
img_fracture         | osteoporosis_known                                                           | yes
img_fracture         | minor_trauma, age=60, rest not                                               | no
img_fracture         | not osteoporosis_known                                                       | ?
img_cancer_infection | immunosuppressed                                                             | yes
img_cancer_infection | rest not                                                                     | no
img_cancer_infection | not immunosuppressed                                                         | ?
img_axspa            | good_nsaid_response, family_history_spa                                      | yes
img_axspa            | age=30, rest not                                                             | no
img_axspa            | good_nsaid_response                                                          | ?
"""

FOLLOW_UP = """
fu_daily 0           | any_red_flag                                                                 | yes
fu_daily 0           | not any_red_flag                                                             | no
fu_daily 0           |                                                                              | ?
fu_48h 0             | pain_now=8, not relief_from_plan                                             | yes
fu_48h 0             | pain_now=7, not relief_from_plan                                             | no
fu_48h 0             | pain_now=8                                                                   | ?
fu_48h 1             | leg_symptoms_new, leg_weakness                                               | yes
fu_48h 1             | not leg_symptoms_new, leg_weakness                                           | no
fu_48h 1             | leg_symptoms_new                                                             | ?
fu_1w 0              | function_improving                                                           | yes
fu_1w 0              | pain_fall_percent=29, not function_improving                                 | no
fu_1w 0              | pain_fall_percent=29                                                         | ?
fu_1w 1              | pain_fall_percent=29, not function_improving                                 | yes
fu_1w 1              | pain_fall_percent=30                                                         | no
fu_1w 1              | pain_fall_percent=29                                                         | ?
fu_1w 2              | nsaid_days=7                                                                 | yes
fu_1w 2              | nsaid_days=6                                                                 | no
fu_1w 2              |                                                                              | ?
fu_2w 0              | pain_fall_percent=30                                                         | yes
fu_2w 0              | pain_fall_percent=29                                                         | no
fu_2w 0              |                                                                              | ?
fu_2w 1              | pain_fall_percent=-20                                                        | yes
fu_2w 1              | pain_fall_percent=30                                                         | no
fu_2w 1              |                                                                              | ?
fu_4w 0              | activity_limited                                                             | yes
fu_4w 0              | not activity_limited                                                         | no
fu_4w 0              |                                                                              | ?
fu_6w 0              | leg_pain_below_knee, activity_limited                                        | yes
fu_6w 0              | not leg_pain_below_knee                                                      | no
fu_6w 0              | activity_limited                                                             | ?
fu_6w 1              | pain_fall_percent=20, not leg_pain_below_buttock                             | yes
fu_6w 1              | pain_fall_percent=20, leg_pain_below_buttock                                 | no
fu_6w 1              | pain_fall_percent=20                                                         | ?
fu_12w 0             | pain_now=4                                                                   | yes
fu_12w 0             | pain_now=3, not activity_limited                                             | no
fu_12w 0             | pain_now=3                                                                   | ?
fu_recovered 0       | recovered_days=7                                                             | yes
fu_recovered 0       | recovered_days=6                                                             | no
fu_recovered 0       |                                                                              | ?
fu_relapse 0         | days_well_before=30                                                          | yes
fu_relapse 0         | days_well_before=29                                                          | no
fu_relapse 0         |                                                                              | ?
"""

HELD_BACK = """
exercise_gate        | leg_symptoms_new, leg_weakness                                               | yes
exercise_gate        | not leg_weakness                                                             | no
exercise_gate        | leg_weakness                                                                 | ?
late_pregnancy       | pregnant=yes, gestation_weeks=20                                             | yes
late_pregnancy       | pregnant=no                                                                  | no
late_pregnancy       | pregnant=possible                                                            | ?
rest_9090            | pregnant=possible, gestation_weeks=20                                        | yes
rest_9090            | pregnant=yes, gestation_weeks=19                                             | no
rest_9090            | pregnant=yes                                                                 | ?
prone_lying          | pregnant=yes, gestation_weeks=24                                             | yes
prone_press_up       | pregnant=yes, gestation_weeks=24                                             | yes
knee_to_chest        | hip_replacement_recent                                                       | yes
knee_to_chest        | not hip_replacement_recent                                                   | no
knee_to_chest        |                                                                              | ?
prone_lying          | lumbar_stenosis_known                                                        | yes
prone_lying          | pregnant=no, rest not                                                        | no
prone_lying          | not lumbar_stenosis_known                                                    | ?
prone_press_up       | height_loss_or_kyphosis                                                      | yes
prone_press_up       | pregnant=no, rest not                                                        | no
prone_press_up       | not spinous_step                                                             | ?
modified_curl_up     | osteoporosis_known                                                           | yes
modified_curl_up     | not osteoporosis_known                                                       | no
modified_curl_up     |                                                                              | ?
spinal_manipulation  | anticoagulant_use                                                            | yes
spinal_manipulation  | rest not                                                                     | no
spinal_manipulation  | not anticoagulant_use                                                        | ?
"""


def criteria() -> Mapping[str, Criterion]:
    """Collect every criterion of a plan, by its record."""
    base = knowledge()
    found: dict[str, Criterion | None] = {
        **{name: treatment.avoid_when for name, treatment in base.treatments.items()},
        **{name: exercise.avoid_when for name, exercise in base.exercises.items()},
        **{name: hold.criterion for name, hold in base.holds.items()},
        **{name: referral.criterion for name, referral in base.referrals.items()},
        **{name: imaging.criterion for name, imaging in base.imaging.items()},
        **{f"{name} {i}": c for name, check in base.follow_up.items() for i, c in enumerate(check.criteria)},
    }
    return {name: criterion for name, criterion in found.items() if criterion is not None}


def rows() -> Iterator[tuple[str, str, str]]:
    for line in (REFERRALS + IMAGING + FOLLOW_UP + HELD_BACK).strip().splitlines():
        if line.strip():
            name, known, said = (cell.strip() for cell in line.split("|"))
            yield name, known, said


def answers(known: str, criterion: Criterion) -> dict[str, Value]:
    """Read what a line says is known of the person."""
    vocabulary = knowledge().vocabulary
    found: dict[str, Value] = {}
    for word in (part.strip() for part in known.split(",") if part.strip()):
        name, _, value = word.partition("=")
        if word == "rest not":
            asked = (f for f in findings_in(criterion) if vocabulary[f].kind == "yes_no")
            found = {f: False for f in asked if vocabulary[f].derivation is None} | found
        elif value:
            found[name] = float(value) if vocabulary[name].kind == "number" else value
        else:
            found[name.removeprefix("not ")] = not name.startswith("not ")
    return found | derived(found)


def derived(values: Mapping[str, Value]) -> dict[str, Value]:
    rules = {f.id: f.derivation for f in knowledge().vocabulary.derived if f.derivation}
    return {name: d.holds(values[d.finding]) for name, d in rules.items() if d.finding in values}


@pytest.mark.parametrize(("name", "known", "said"), list(rows()))
def test_a_person(name: str, known: str, said: str) -> None:
    criterion = criteria()[name]
    assert evaluate(criterion, answers(known, criterion)) is TRUTHS[said]


def test_every_criterion_of_a_plan_is_shown_true_false_and_unknown() -> None:
    shown: dict[str, set[str]] = {}
    for name, _, said in rows():
        shown.setdefault(name, set()).add(said)
    assert shown == {name: {*TRUTHS} for name in criteria()}
