"""Treatments, exercises, holds, referrals, imaging and follow-up are read, put together, shown and refused."""

from __future__ import annotations

from itertools import pairwise

import pytest

from lumbago.errors import KnowledgeError, Problem
from lumbago.knowledge import load
from lumbago.knowledge.load import opened
from lumbago.knowledge.plan_records import STAGE_DAYS, STANDINGS
from lumbago.knowledge.show import show
from tests.unit.knowledge.plan_base import BRIDGE, CHECKS, HOLDS, REFERRALS, SCANS, WARMTH, plan_base, with_plan_text


def told(files: dict[str, bytes]) -> tuple[Problem, ...]:
    with pytest.raises(KnowledgeError) as error:
        opened(files)
    return error.value.problems


def test_the_small_plans_hold_together() -> None:
    base = opened(plan_base())
    assert base.treatments["warmth"].standing == "offer"
    assert base.treatments["warmth"].avoid_when is not None
    assert set(base.exercises) == {"bridge", "side"}
    assert base.holds["closed"].record.withholds == "every_exercise"
    assert base.referrals["ref_nerves"].criterion is not None
    assert not base.imaging["img_nerves"].general
    assert len(base.follow_up["fu_1w"].criteria) == len(base.follow_up["fu_1w"].record.branch) == 1


BROKEN = [  # file, what it says, what is put instead, field, words told
    (WARMTH, 'verdict = "recommended"', 'verdict = "good"', "verdict", "Choose from recommended, "),
    (WARMTH, '["today"]', '["tomorrow"]', "on_the_path.stages[0]", "Choose from today, this_week,"),
    (WARMTH, '["today"]', "[]", "on_the_path.stages", "a plan could not place it."),
    (WARMTH, "from_day = 0", "from_day = 5", "on_the_path", "it ends before it begins."),
    (WARMTH, '"numbness"', '"numbnes"', "avoid_when column 1", "Nothing is called `numbnes`."),
    (WARMTH, '["rf_nerves"]', '["rf_nerve"]', "avoid_red_flags", "there is no rule rf_nerve. Nearest: rf_nerves."),
    (WARMTH, 'clinician = "', 'medicines = ["aspirine"]\nclinician = "', "medicines", "there is no medicine aspirine."),
    (WARMTH, 'clinician = "Comfort measure."', 'clinician = " "', "", "clinician has no words."),
    (WARMTH, '"A little."', '""', "person", "how_much_it_helps has no words."),
    (WARMTH, '["Hold it on."]', "[]", "person.steps", "there are no steps. Say how it is done."),
    (WARMTH, '"recommended"', '"avoid"', "person", "why_not has no words."),
    (WARMTH, "with_treatment = 51", "with_treatment = 151", "out_of_100[0]", "that is not out of 100."),
    (WARMTH, "value = 1.4\nlow = 1.1", "value = 1.0\nlow = 1.1", "effects[0]", "1.1 <= 1 <= 1.7 does not hold."),
    (WARMTH, "value = 1.4\nlow = 1.1", "value = 1.4\nlow = -1", "effects[0]", "-1 <= 1.4 <= 1.7 does not hold."),
    (WARMTH, 'said = "rare"', "", "harms[0]", "it says nothing."),
    (WARMTH, 'guideline = "study2020"', 'guideline = "who"', "guidelines[0].guideline", "there is no source who."),
    (
        WARMTH,
        'source = "study2020"',
        'source = "study"',
        "out_of_100[0].source",
        "there is no source study. Nearest: s",
    ),
    (BRIDGE, '"Lift your hips."', "", "person.steps", "1 steps are too few or too many. Give two to five short steps."),
    (BRIDGE, 'instead = "side"', "", "instead", "it says not what to do instead."),
    (BRIDGE, 'instead = "side"', 'instead = "bridge"', "instead", "bridge is on the back too."),
    (BRIDGE, 'instead = "side"', 'instead = "sides"', "instead", "there is no exercise sides. Nearest: side,"),
    (BRIDGE, '"10 times."', '""', "person", "dose has no words."),
    (BRIDGE, 'level = "basic"', 'level = "hard"', "level", "Choose from basic, moderate."),
    (BRIDGE, '"weakness"', '"weaknes"', "avoid_when column 1", "Nothing is called `weaknes`."),
    (HOLDS, 'when = "weakness"', 'when = "weaknes"', "closed.when column 1", "Nothing is called `weaknes`."),
    (HOLDS, '"Not now."', '""', "closed", "person has no words."),
    (HOLDS, '"every_exercise"', '"walking"', "closed.withholds", "Choose from every_exercise, "),
    (REFERRALS, '"neurology"', '"neurologist"', "ref_nerves.whom", "Choose from emergency_department, "),
    (REFERRALS, '"nerve_signs"', '"nerve_sign"', "ref_nerves.when column 1", "Nothing is called `nerve_sign`."),
    (
        REFERRALS,
        'related_red_flags = ["rf_nerves"]',
        'related_red_flags = ["rf"]',
        "ref_nerves.related_red_flags",
        "there is no rule rf.",
    ),
    (REFERRALS, 'when = "nerve_signs"\nred_flags = ["rf_nerves"]', "", "ref_nerves", "nothing brings it about."),
    (REFERRALS, 'do = "Refer."', 'do = ""', "ref_nerves.clinician", "do has no words."),
    (SCANS, 'red_flags = ["rf_nerves"]', 'red_flags = ["rf"]', "img_nerves.red_flags", "there is no rule rf."),
    (SCANS, 'when = "numbness"', 'when = "numb"', "img_nerves.when column 1", "Nothing is called `numb`."),
    (SCANS, 'clinician = "MRI."', 'clinician = ""', "img_nerves", "clinician has no words."),
    (SCANS, '"study2020"', '"study"', "img_nerves.source", "there is no source study."),
    (CHECKS, "[7, 14]", "[14, 7]", "fu_1w.days", "the days do not rise."),
    (CHECKS, 'when = "weakness"', 'when = "weak"', "fu_1w.branch[0].when column 1", "Nothing is called `weak`."),
    (CHECKS, '["weakness"]', '["weaknes"]', "fu_1w.findings", "there is no finding weaknes. Nearest: weakness."),
    (CHECKS, '["ref_nerves"]', '["ref"]', "fu_1w.branch[0].referrals", "there is no referral ref."),
    (CHECKS, '["warmth"]', '["warm"]', "fu_1w.branch[0].treatments", "there is no treatment warm. Nearest: warmth."),
    (CHECKS, '"See somebody."', '""', "fu_1w.branch[0]", "person has no words."),
]


@pytest.mark.parametrize(("file", "old", "new", "field", "words"), BROKEN)
def test_a_broken_record_is_refused_with_its_place(file: str, old: str, new: str, field: str, words: str) -> None:
    (problem,) = told(with_plan_text(file, old, new))
    assert (problem.file, problem.path) == (file, field)
    assert words in f"{problem.message} {problem.mend}"


def test_a_checkpoint_from_which_nothing_follows_is_refused() -> None:
    text = (
        plan_base()[CHECKS].decode().partition("\n[[fu_1w.branch]]")[0].replace("findings =", "branch = []\nfindings =")
    )
    (problem,) = told(plan_base(**{CHECKS: text}))
    assert (problem.path, problem.message) == ("fu_1w.branch", "nothing follows from it.")


def test_a_retired_referral_is_not_to_be_named() -> None:
    text = plan_base()[REFERRALS].decode().replace("[ref_nerves]", '[ref_nerves]\nstatus = "retired"')
    assert [p.path for p in told(plan_base(**{REFERRALS: text}))] == ["fu_1w.branch[0].referrals"]


def test_a_page_says_what_rests_on_a_treatment_and_what_it_rests_on() -> None:
    said = show(opened(plan_base()), "warmth")
    assert said.startswith("warmth  (treatment)\n")
    assert "  - acute, pain, 1.4, 1.1, 1.7, published, seen, study2020\n" in said
    assert "  study2020: Somebody A. A study. 2020. doi:10.1000/x.\n" in said
    assert said.endswith("Used in\n  follow-up fu_1w\n")


def test_a_finding_says_which_parts_of_plans_look_at_it() -> None:
    said = show(opened(plan_base()), "weakness")
    assert all(f"\n  {user}\n" in f"{said}\n" for user in ("exercise bridge", "hold on exercises closed"))
    assert "  referral ref_nerves, through nerve_signs\n" in said


def test_what_advises_nothing_is_never_offered() -> None:
    base = load()
    for treatment in base.treatments.values():
        never = treatment.record.offered_to == "never_start"
        assert not never or treatment.standing == "not_worth_it", treatment.id
        assert treatment.standing == STANDINGS[treatment.record.verdict]


def test_the_stages_follow_each_other_without_a_gap() -> None:
    days = [span for span in STAGE_DAYS.values() if span]
    assert all(before[1] == after[0] for before, after in pairwise(days))


def test_what_holds_whatever_is_found_is_told_apart() -> None:
    general = {name for name, imaging in load().imaging.items() if imaging.general}
    assert general == {"img_post_surgery", "img_nice_primary", "img_nice_specialist", "img_acsqhc", "img_incidental"}
