from __future__ import annotations

import pytest

from lumbago.criteria import findings_in
from lumbago.pathway.medication_safety import DANGER, screen
from lumbago.record import CurrentMedicine, Value
from tests.medicine_people import healthy, knowledge, person, satisfying, screened

FORMULARY = knowledge().formulary
Dosed = CurrentMedicine


def test_a_healthy_person_can_have_any_simple_medicine() -> None:
    screening = screened()
    assert {judged.verdict for judged in screening.medicines} == {"ok"}
    offered = [judged.id for judged in screening.medicines if judged.offered]
    assert offered == ["ibuprofen", "naproxen", "paracetamol", "diclofenac_topical"]
    assert [judged.id for judged in screening.medicines[:4]] == offered
    assert screening["ibuprofen"].max_24h_mg == 1200
    assert screening["ibuprofen"].max_days == 10


def test_nothing_known_is_ask_everywhere() -> None:
    screening = screen(person({}, None, None), knowledge())
    assert {judged.verdict for judged in screening.medicines} == {"ask"}
    assert all("drug_allergy" in j.needs and "current_medicines" in j.needs for j in screening.medicines)
    assert not any(judged.offered for judged in screening.medicines)


CASES: list[tuple[dict[str, Value], tuple[str, ...], str, str]] = [  # answers, medicines, medicine, verdict
    ({"pregnant": "yes", "gestation_weeks": 30.0}, (), "ibuprofen", "contraindicated"),
    ({"pregnant": "yes", "gestation_weeks": 22.0}, (), "ibuprofen", "avoid"),
    ({"pregnant": "yes", "gestation_weeks": 10.0}, (), "ibuprofen", "avoid"),
    ({"pregnant": "possible"}, (), "ibuprofen", "avoid"),
    ({"pregnant": "yes", "gestation_weeks": 10.0}, (), "paracetamol", "ok"),
    ({"egfr": 29.0}, (), "ibuprofen", "contraindicated"),
    ({"egfr": 59.5}, (), "ibuprofen", "avoid"),
    ({"egfr": 60.0}, (), "ibuprofen", "ok"),
    ({"kidney_disease_told": True}, (), "ibuprofen", "avoid"),
    ({"kidney_disease_told": True}, (), "paracetamol", "caution"),
    ({"kidney_disease_told": True}, (), "tramadol", "ask"),
    ({"kidney_disease_told": True, "egfr": 80.0}, (), "ibuprofen", "ok"),
    ({"kidney_disease_told": False, "egfr": 20.0}, (), "ibuprofen", "contraindicated"),
    ({}, ("warfarin",), "ibuprofen", "avoid"),
    ({"anticoagulant_use": False}, ("Eliquis 5 mg tablets",), "ibuprofen", "avoid"),
    ({}, ("ramipril", "furosemide"), "naproxen", "contraindicated"),
    ({}, ("ramipril",), "naproxen", "avoid"),
    ({}, ("ramipril", "furosemide"), "paracetamol", "ok"),
    ({}, ("ibuprofen",), "naproxen", "contraindicated"),
    ({}, ("ibuprofen gel",), "naproxen", "avoid"),
    ({}, ("diclofenac",), "diclofenac_topical", "avoid"),
    ({}, ("Co-codamol",), "paracetamol", "contraindicated"),
    ({}, ("Co-codamol",), "codeine", "avoid"),
    ({}, ("aspirin 75 mg",), "ibuprofen", "avoid"),
    ({}, ("prednisolone",), "ibuprofen", "avoid"),
    ({}, ("prednisolone eye drops",), "ibuprofen", "ok"),
    ({}, ("budesonide inhaler",), "ibuprofen", "ok"),
    ({}, ("budesonide",), "ibuprofen", "ok"),
    ({"age": 66.0}, (), "ibuprofen", "caution"),
    ({"age": 66.0}, ("sertraline",), "ibuprofen", "avoid"),
    ({"age": 80.0}, (), "ibuprofen", "avoid"),
    ({"age": 66.0}, ("made up ssri", "made up benzo_c"), "gabapentin", "avoid"),
    ({"age": 60.0}, ("made up ssri", "made up opioid_c"), "pregabalin", "avoid"),
    ({"alcohol_today": True}, (), "tizanidine", "avoid"),
    ({"alcohol_today": True}, (), "paracetamol", "ok"),
    ({"alcohol_heavy": True}, (), "paracetamol", "caution"),
    ({}, ("made up maoi",), "tramadol", "contraindicated"),
    ({"black_stools": True}, (), "ibuprofen", "contraindicated"),
    ({"known_coronary_or_pad": True}, (), "celecoxib", "contraindicated"),
    ({"systolic_bp": 190.0}, (), "ibuprofen", "avoid"),
    ({"injection_drug_use": True}, (), "tramadol", "avoid"),
    ({"weight_kg": 45.0}, (), "paracetamol", "caution"),
]


@pytest.mark.parametrize(("changed", "medicines", "medicine", "verdict"), CASES)
def test_what_is_known_decides(
    changed: dict[str, Value], medicines: tuple[str, ...], medicine: str, verdict: str
) -> None:
    judged = screened(*medicines, **changed)[medicine]
    assert judged.verdict == verdict
    assert (verdict in ("ok", "ask")) == (not judged.reasons)


def test_pregnancy_by_oneself_is_more_careful_than_with_a_clinician() -> None:
    early: dict[str, Value] = {"pregnant": "yes", "gestation_weeks": 10.0}
    assert screened(setting="primary_care", **early)["ibuprofen"].verdict == "caution"


def test_how_far_along_is_asked_only_of_somebody_pregnant() -> None:
    assert screened(without=("pregnant",))["ibuprofen"].needs == ("pregnant",)
    assert screened(pregnant="yes")["ibuprofen"].needs == ("gestation_weeks",)
    assert screened(without=("pregnant",), sex_at_birth="male")["ibuprofen"].verdict == "ok"


def test_needs_are_facts_that_could_make_it_worse() -> None:
    assert screened(without=("egfr", "kidney_disease_told"))["ibuprofen"].needs == ("kidney_disease_told", "egfr")
    assert screened(without=("anticoagulant_use",))["ibuprofen"].needs == ("anticoagulant",)
    assert screened(without=("asthma",), gi_ulcer_history=True)["ibuprofen"].needs == ()
    assert screened(without=("gi_ulcer_active",), gi_ulcer_history=True)["ibuprofen"].needs == ("gi_ulcer_active",)
    assert screened(without=("asthma",), nsaid_hypersensitivity=True)["ibuprofen"].needs == ()


@pytest.mark.parametrize("medicine", FORMULARY.medicines)
def test_every_unknown_fact_of_a_medicine_keeps_it_from_being_fine(medicine: str) -> None:
    findings = {f for c in FORMULARY.medicines[medicine].conditions for f in findings_in(c.criterion)}
    for finding in findings & {*healthy()} - {"kidney_disease_told"}:
        missing = screened(without=(finding, "child_viral_illness", "under_25_mood_disorder"))
        assert missing[medicine].verdict == "ask" or finding in ("child_viral_illness", "under_25_mood_disorder")
    assert screened(allergies=None)[medicine].verdict == "ask"
    assert screen(person(healthy(), None), knowledge())[medicine].verdict == "ask"
    assert screened("no such thing")[medicine].verdict == "ask"


@pytest.mark.parametrize("medicine", FORMULARY.medicines)
def test_every_condition_of_use_can_be_met(medicine: str) -> None:
    for condition in FORMULARY.medicines[medicine].conditions:
        answers = {**healthy(), **satisfying(condition.criterion)}
        judged = screen(person(answers), knowledge())[medicine]
        assert condition.record in [reason.record for reason in judged.reasons]
        assert DANGER[judged.verdict] >= DANGER[condition.record.severity]


@pytest.mark.parametrize("name", FORMULARY.interactions)
def test_every_interaction_can_be_met_from_each_side_in_the_formulary(name: str) -> None:
    interaction = FORMULARY.interactions[name]
    record = interaction.record
    met = 0
    for here, there in ((record.a, record.b), (record.b, record.a)):
        members = (here,) if here in FORMULARY.medicines else FORMULARY.classes[here].record.members
        habit = FORMULARY.classes[there].present if there in FORMULARY.classes else None
        changed = satisfying(interaction.when or habit) if habit and there == "alcohol" else {}
        taken = () if changed else (f"made up {there}" if there in FORMULARY.classes else there,)
        screening = screened(*taken, **changed)
        for member in members:
            certain = not FORMULARY.classes[there].record.only_some if there in FORMULARY.classes else True
            judged = screening[member]
            assert (record in [reason.record for reason in judged.reasons]) or not certain
            assert DANGER[judged.verdict] >= (DANGER[record.severity] if certain else DANGER["ask"])
            met += 1
    assert met


@pytest.mark.parametrize(
    ("combination", "medicines", "changed", "medicine"),
    [
        ("triple_whammy", ("made up acei_arb", "made up diuretic"), {}, "ibuprofen"),
        ("cns_active_three", ("made up ssri", "made up antipsychotic"), {"age": 70.0}, "codeine"),
        ("cns_depressant_two", ("made up sedating_antihistamine",), {}, "codeine"),
        ("serotonergic_two", ("made up tca_c",), {}, "cyclobenzaprine"),
        ("gi_risk_ppi", ("made up ssri",), {}, "meloxicam"),
        ("same_ingredient", ("baclofen",), {}, "baclofen"),
        ("over_the_most", (Dosed("baclofen", 50, 2),), {}, "baclofen"),
    ],
)
def test_every_combination_can_be_met(
    combination: str, medicines: tuple[str, ...], changed: dict[str, Value], medicine: str
) -> None:
    judged = screened(*medicines, **changed)[medicine]
    assert FORMULARY.combinations[combination].record in [reason.record for reason in judged.reasons]


def test_every_severity_is_met_somewhere() -> None:
    records = [i.record for i in FORMULARY.interactions.values()]
    assert {r.severity for r in records} == {"caution", "avoid", "contraindicated"}


def test_too_much_paracetamol_is_seen_across_products() -> None:
    taken = (Dosed("Panadol", 1000, 4), Dosed("Co-codamol", 1000, 1))
    texts = [reason.text("person") for reason in screened(*taken)["paracetamol"].reasons]
    assert any("5,000 mg of paracetamol in 24 hours; the most is 4,000 mg" in text for text in texts)
    less = [reason.text("person") for reason in screened(taken[0])["paracetamol"].reasons]
    assert not any("the most is" in text for text in less)
    small = [reason.text("person") for reason in screened(taken[0], weight_kg=45.0)["paracetamol"].reasons]
    assert any("the most is 2,000 mg" in text for text in small)


def test_limits_follow_the_person() -> None:
    assert screened(weight_kg=30.0)["paracetamol"].max_24h_mg == 1800
    assert screened(without=("weight_kg",))["paracetamol"].max_24h_mg == 2000
    assert screened(age=80.0)["tramadol"].max_24h_mg == 300
    assert screened(setting="primary_care")["ibuprofen"].max_24h_mg == 2400
    assert screened()["diclofenac_topical"].max_24h_mg is None


def test_the_dose_is_the_one_that_the_most_allows() -> None:
    assert screened()["paracetamol"].dose.startswith("500 to 1000 mg every 4 to 6 hours")
    assert screened(weight_kg=45.0)["paracetamol"].dose == "500 mg at a time, at least 6 hours apart."
    weak = screened(kidney_disease_told=True, without=("egfr",))["paracetamol"]
    assert (weak.dose, weak.max_24h_mg) == ("500 mg at a time, at least 8 hours apart.", 1500)


def test_aspirin_thins_the_blood_at_any_dose_and_is_a_painkiller_above_325_mg() -> None:
    for low in (
        "aspirin 75mg",
        Dosed("aspirin", 75),
        Dosed("aspirin", 75, 1),
        "low dose aspirin",
        Dosed("aspirin", 300, 1),
    ):
        assert screened(low)["naproxen"].verdict == "avoid"
        assert screened(low)["naproxen"].needs == ()
    assert screened("aspirin")["naproxen"].verdict == "avoid"
    assert screened("aspirin")["naproxen"].needs == ("current_medicines",)
    assert screened(Dosed("aspirin", 600, 3))["naproxen"].verdict == "contraindicated"


def test_an_allergy_holds_for_every_route_and_every_medicine_of_its_kind() -> None:
    screening = screened(allergies=("diclofenac",))
    assert screening["diclofenac_topical"].verdict == "contraindicated"
    assert screening["ibuprofen"].verdict == "contraindicated"
    assert screening["paracetamol"].verdict == "ok"
    assert screened(allergies=("Co-codamol",))["codeine"].verdict == "contraindicated"
    assert screened(allergies=("diclofenac_oral",))["diclofenac_oral"].verdict == "contraindicated"
    assert screened(allergies=("penicilin",)).unrecognised == ("penicilin",)


def test_a_clinician_may_exclude_what_another_answer_suggests() -> None:
    record = person({**healthy(), "black_stools": True})
    excluded = record.without("gi_bleed_active").with_answer("gi_bleed_active", False, "clinician")
    assert screen(record, knowledge())["ibuprofen"].verdict == "contraindicated"
    assert screen(excluded, knowledge())["ibuprofen"].verdict == "ok"


def test_what_is_never_started_is_never_offered() -> None:
    screening = screened(setting="primary_care")
    never = ("carisoprodol", "gabapentin", "pregabalin", "prednisone")
    assert [judged.id for judged in screening.medicines if not judged.offered] == sorted(
        never, key=lambda m: (FORMULARY.medicines[m].record.usefulness, m)
    )


def test_what_to_do_instead_names_only_what_suits_this_person() -> None:
    pregnant = screened(pregnant="yes", gestation_weeks=24.0)
    assert pregnant["naproxen"].instead == "Paracetamol, warmth and gentle movement."
    ulcer = screened("warfarin", gi_ulcer_active=True, liver_impairment="severe")
    assert "Ask a pharmacist or a doctor" in ulcer["ibuprofen"].instead
    for judged in screened("warfarin").medicines:
        if DANGER[judged.verdict] > DANGER["ask"]:
            assert "buprofen" not in judged.instead
