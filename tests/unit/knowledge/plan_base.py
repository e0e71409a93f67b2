"""The small base with one record of every kind a plan is made of, for tests to break."""

from __future__ import annotations

from collections.abc import Mapping

from tests.unit.knowledge.small_base import small_base

TREATMENT = """
name = "Warmth"
kind = "nondrug"
phases = ["acute"]
verdict = "recommended"
place = 1
offered_to = "person_or_clinician"
on_the_path = { stages = ["today"], from_day = 0, to_day = 3 }
avoid_when = "numbness"
avoid_red_flags = ["rf_nerves"]
clinician = "Comfort measure."

[person]
title = "Warmth"
what = "Something warm."
how_much_it_helps = "A little."
steps = ["Hold it on."]
stop_if = "It burns."

[[out_of_100]]
outcome = "feel better"
with_treatment = 51
without = 37
without_is = "nothing"
time = "a week"
derived_how = "as given"
source = "study2020"
tier = "derived"
verified = "seen"

[[effects]]
phase = "acute"
outcome = "pain"
comparator = "nothing"
measure = "RR"
scale = "ratio"
time = "a week"
certainty = "low"
source = "study2020"
tier = "published"
verified = "seen"
value = 1.4
low = 1.1
high = 1.7

[[harms]]
event = "redness"
measure = "qualitative"
source = "study2020"
tier = "published"
verified = "memory"
said = "rare"

[[guidelines]]
guideline = "study2020"
stance = "for"
phase = "acute"
verified = "seen"
"""

EXERCISE = """
name = "Bridge"
stages = ["this_week"]
place = 1
level = "basic"
on_the_back = true
instead = "side"
avoid_when = "weakness"
avoid_red_flags = ["rf_nerves"]
drawing = "bridge"
source = "study2020"
tier = "expert"
verified = "memory"

[person]
title = "Bridge"
purpose = "Stronger hips."
steps = ["Lie down.", "Lift your hips."]
dose = "10 times."
progression = "More."
stop_rule = "Stop if it hurts."
"""

HOLD = """
[closed]
withholds = "every_exercise"
when = "weakness"
urgencies = ["emergency"]
person = "Not now."
clinician = "Withheld."
tier = "expert"
verified = "memory"
"""

REFERRAL = """
[ref_nerves]
whom = "neurology"
how_soon = "soon"
when = "nerve_signs"
red_flags = ["rf_nerves"]
related_red_flags = ["rf_nerves"]
source = "study2020"
tier = "expert"
verified = "memory"
person = { title = "See somebody", why = "Nerves.", do = "Ask." }
clinician = { title = "Neurology", why = "Deficit.", do = "Refer." }
"""

IMAGING = """
[img_nerves]
scenario = "nerve signs"
recommendation = "appropriate"
modality = "MRI"
timing = "soon"
when = "numbness"
red_flags = ["rf_nerves"]
clinician = "MRI."
source = "study2020"
tier = "published"
verified = "seen"
person = { title = "A scan", why = "It shows.", do = "Ask." }
"""

FOLLOW_UP = """
[fu_1w]
days = [7, 14]
every = "after a week"
checks = ["strength"]
findings = ["weakness"]
source = "study2020"
tier = "expert"
verified = "memory"

[[fu_1w.branch]]
when = "weakness"
person = "See somebody."
clinician = "Refer."
how_soon = "soon"
referrals = ["ref_nerves"]
imaging = ["img_nerves"]
treatments = ["warmth"]
"""

WARMTH, BRIDGE = "treatments/warmth.toml", "exercises/bridge.toml"
HOLDS, REFERRALS, SCANS, CHECKS = "holds/all.toml", "referrals/all.toml", "imaging/all.toml", "follow_up/all.toml"

SIDE = EXERCISE.replace("on_the_back = true", "on_the_back = false").replace('instead = "side"\n', "")

PLAN_FILES: Mapping[str, str] = {
    WARMTH: TREATMENT,
    BRIDGE: EXERCISE,
    "exercises/side.toml": SIDE,
    HOLDS: HOLD,
    REFERRALS: REFERRAL,
    SCANS: IMAGING,
    CHECKS: FOLLOW_UP,
}


def plan_base(**changed: str) -> dict[str, bytes]:
    """Give the files of the small base and of its plans as bytes."""
    return small_base() | {path: changed.get(path, text).encode() for path, text in PLAN_FILES.items()}


def with_plan_text(path: str, old: str, new: str) -> dict[str, bytes]:
    """Give the files with one passage changed."""
    assert PLAN_FILES[path].count(old) >= 1, f"{path} no longer says {old!r}"
    return plan_base(**{path: PLAN_FILES[path].replace(old, new, 1)})
