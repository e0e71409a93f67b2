"""One person through the pathway: small cases that say what must come out, and why."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from lumbago.pathway.triage import deadline, to_find_out, triage
from lumbago.pathway.visit import Visit, conduct
from lumbago.record import Record, Value
from tests.people import NOON, knowledge, record_of

ORDINARY: dict[str, Value | None] = {
    "age": 38.0,
    "sex_at_birth": "male",
    "duration_days": 2.0,
    "onset_sudden": True,
    "onset_mechanical_load": True,
    "pain_on_movement": True,
    "muscle_spasm": True,
    "pain_intensity": 7.0,
    "leg_weakness": False,
    "saddle_numbness": False,
    "fever_or_rigors": False,
    "generally_unwell": False,
}


def visit(**changes: Value | None) -> Visit:
    return conduct(record_of({**ORDINARY, **changes}), knowledge(), NOON)


# what is added to an ordinary spasm, what is told at least, what is named as a reason
TOLD = [
    ({}, "self_care", ""),
    ({"saddle_numbness": True}, "emergency", "rf_ces_definite"),
    ({"urinary_retention": True}, "emergency", "rf_ces_definite"),
    ({"progressive_leg_weakness": True}, "emergency", "rf_progressive_motor"),
    ({"fever_or_rigors": True, "injection_drug_use": True}, "emergency", "rf_sea_emergency"),
    ({"fever_or_rigors": True}, "same_day", "rf_infection_fever"),
    ({"temperature_c": 38.4}, "same_day", "rf_infection_fever"),
    ({"major_trauma": True}, "same_day", "rf_trauma_any"),
    ({"dermatomal_rash": True}, "same_day", "rf_zoster"),
    ({"generally_unwell": True}, "soon", "rf_unwell_soon"),
    ({"failed_one_month_care": True, "duration_days": 40.0}, "soon", "rf_not_improving"),
    ({"age": 75.0, "syncope_or_collapse": True}, "emergency", "rf_aaa"),
    ({"sex_at_birth": "female", "pregnant": "possible", "abdominal_pain": True}, "emergency", "rf_pregnancy"),
    ({"vascular_line_or_dialysis": True, "steadily_worsening": True}, "same_day", "rf_sea_risk_only"),
    ({"age": 8.0}, "same_day", "rf_child_under_10"),
    ({"age": 15.0}, "soon", "rf_child_under_16"),
]


@pytest.mark.parametrize(("added", "told", "rule"), TOLD)
def test_what_an_ordinary_spasm_becomes(added: dict[str, Value], told: str, rule: str) -> None:
    found = visit(**added)
    assert found.urgency == told, [f.rule.id for f in found.triage.fired]
    assert not rule or rule in [f.rule.id for f in found.triage.fired]


@pytest.mark.parametrize("age", [0.0, 12.0, 95.0, 120.0, None])
@pytest.mark.parametrize("pregnant", ["yes", "no", None])
def test_nobody_is_refused(age: float | None, pregnant: str | None) -> None:
    assert visit(age=age, pregnant=pregnant, sex_at_birth="female", vascular_line_or_dialysis=True).urgency


def test_an_excuse_lifts_an_alarm_only_when_confirmed() -> None:
    """Pain down both legs with numbness: an emergency until somebody says that both legs are not numb."""
    legs: dict[str, Value | None] = {"bilateral_leg_pain": True, "leg_numbness_tingling": True, "leg_weakness": None}
    found = triage(record_of({**ORDINARY, **legs}), knowledge())
    (alarm,) = [f for f in found.fired if f.rule.id == "rf_ces_bilateral"]
    assert alarm.presumed
    assert "bilateral_nerve_change" in alarm.excuses
    assert visit(**legs).urgency == "emergency"
    assert visit(**legs, bilateral_nerve_change=False).urgency != "emergency"


def test_could_not_say_is_not_plain_self_care() -> None:
    assert visit(saddle_numbness=None).urgency == "soon"
    (named,) = [o for o in visit(saddle_numbness=None).triage.open if "saddle_numbness" in o.could_not_say][:1]
    assert named.rule.id == "rf_ces_definite"
    never_asked = {f: v for f, v in ORDINARY.items() if f != "saddle_numbness"}
    assert conduct(record_of(never_asked), knowledge(), NOON).urgency == "self_care"


def test_what_a_person_finds_on_themselves_counts_less() -> None:
    given = {**ORDINARY, "leg_pain_below_knee": True, "slr_positive": True}
    alone = conduct(record_of(given), knowledge(), NOON).posterior
    seen = conduct(record_of(given).with_answer("slr_positive", True, "clinician"), knowledge(), NOON).posterior
    assert alone is not None
    assert seen is not None
    column = alone.column("lumbar_disc_radiculopathy")
    assert alone.ledger(column)[0].decibans > 0
    moved = [next(c.decibans for c in odds.ledger(column) if c.finding == "slr_positive") for odds in (alone, seen)]
    assert moved[0] < moved[1]


def test_rare_muscle_causes_speak_through_rules_and_show_no_percentage() -> None:
    found = visit(jaw_stiffness=True, startle_spasm=True)
    assert "tetanus" in [cause.id for cause in found.causes[:2]]
    assert found.posterior is not None
    assert not found.posterior.network.shown[found.posterior.column("tetanus")]
    assert found.urgency == "emergency"


def test_a_base_rate_alone_never_acts() -> None:
    """In an emergency department many causes are common enough to pass a threshold for everybody."""
    found = conduct(Record(setting="emergency_department"), knowledge(), NOON)
    assert found.risks == ()
    assert found.urgency == "self_care"


def test_the_setting_chooses_the_base_rates_and_self_takes_primary_cares() -> None:
    at = {
        setting: conduct(record_of(ORDINARY, setting), knowledge(), NOON).posterior
        for setting in ("self", "primary_care", "emergency_department")
    }
    colic = {s: float(o.probability[o.column("renal_colic")]) for s, o in at.items() if o is not None}
    assert colic["self"] == colic["primary_care"] < colic["emergency_department"]


# now, urgency, hours, the deadline
CLOCK = [
    ("2026-03-02T09:00", "same_day", 12.0, "2026-03-02T18:00"),
    ("2026-03-02T12:00", "same_day", 12.0, "2026-03-02T18:00"),
    ("2026-03-02T21:00", "same_day", 12.0, "2026-03-03T09:00"),
    ("2026-03-02T09:00", "emergency", 0.0, "2026-03-02T09:00"),
    ("2026-03-02T09:00", "soon", 168.0, "2026-03-09T09:00"),
    ("2026-03-02T09:00", "self_care", None, None),
]


@pytest.mark.parametrize(("now", "urgency", "hours", "by"), CLOCK)
def test_deadlines_on_the_clock(now: str, urgency: str, hours: float | None, by: str | None) -> None:
    start = datetime.fromisoformat(now).replace(tzinfo=UTC)
    expected = datetime.fromisoformat(by).replace(tzinfo=UTC) if by else None
    assert deadline(urgency, start, hours) == expected  # type: ignore[arg-type]


def told_to_find_out(**changes: Value | None) -> str:
    shown = visit(**changes)
    return to_find_out(shown.triage, shown.urgency, knowledge())


def test_who_could_not_say_is_told_what_to_find_out_now_and_what_to_do_then() -> None:
    numb = told_to_find_out(saddle_numbness=None)
    assert "numbness around the genitals or inner thighs" in numb
    assert numb.endswith("If any is so, call your emergency number at once.")
    many = dict.fromkeys(("saddle_numbness", "urinary_retention", "shock_signs", "syncope_or_collapse", "cannot_walk"))
    assert "more, listed below" in told_to_find_out(**many, confusion_drowsy=None, bowel_incontinence_new=None)


def test_nothing_is_told_to_be_found_out_that_was_not_asked_or_would_change_nothing() -> None:
    assert told_to_find_out() == ""
    assert told_to_find_out(saddle_numbness=None, urinary_retention=True) == ""
