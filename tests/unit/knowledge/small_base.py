"""A knowledge base with one record of every kind that holds together, for tests to break."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from lumbago.knowledge.files import PACKAGED

FINDINGS = """
[age]
kind = "number"
assessed_by = "self"
label = "your age"
question = "How old are you?"
unit = "years"
lowest = 0
highest = 120

[sex]
kind = "choice"
assessed_by = "self"
label = "your sex"
question = "Which sex were you given at birth?"
choices = ["female", "male"]
choice_labels = ["female", "male"]

[old]
kind = "yes_no"
assessed_by = "self"
label = "age of 70 or over"
derived_from = "age >= 70"

[female]
kind = "yes_no"
assessed_by = "self"
label = "female sex"
derived_from = 'sex == "female"'

[numbness]
kind = "yes_no"
assessed_by = "self"
label = "numbness of the saddle"
question = "Is the skin numb?"
ask_when = "age >= 16"
background_rate = { low = 0.01, central = 0.02, high = 0.05, tier = "expert" }

[weakness]
kind = "yes_no"
assessed_by = "self"
label = "a weak leg"
question = "Is a leg weak?"
"""

RULE = """
urgency = "emergency"
when = "nerve_signs and old"
suspects = ["squeezed_nerves"]
sources = ["study2020"]
person = { title = "Numb and weak", why = "Nerves may be squeezed.", do = "Go now." }
clinician = { title = "Cauda equina", why = "Compression.", do = "Emergency MRI." }
change = { kind = "new", what = "made", why = "for tests" }
"""

CONDITION = """
name = "Squeezed nerves"
plain_name = "Squeezed nerves"
definition = "Compression."
explanation = "The nerves are squeezed."
category = "serious_spinal"
typical_urgency = "emergency"
harm_class = "hours"
entry = "age >= 16"

[base_rate.primary_care]
low = 0.001
central = 0.002
high = 0.004
tier = "published"
verified = "seen"
sources = ["study2020"]

[gate]
when = "female"
defining = false
prior_if_true = 0.002
prior_if_false = 0.001
tier = "expert"
verified = "memory"

[age_and_sex]
upper_ages = [50, 200]
by_age = [0.5, 1.5]
female = 1
male = 1
tier = "expert"
verified = "memory"

[[likelihood]]
id = "lk1"
finding = "numbness"
tier = "published"
source = "study2020"
verified = "seen"
use = "full"
comparator = "suspected_disease"
sensitivity = { value = 0.6, low = 0.5, high = 0.7 }
specificity = { value = 0.8 }
lr_pos = { value = 3.0, derived = true }
lr_neg = { value = 0.5, derived = true }
"""

COMMON = """
name = "Ordinary pain"
plain_name = "Ordinary back pain"
definition = "No specific cause."
explanation = "It settles."
category = "nonspecific"
typical_urgency = "self_care"
prior_group = "nonspecific_spectrum"
base_rate = { primary_care = { low = 0.7, central = 0.8, high = 0.9, tier = "expert" } }

[age_and_sex]
upper_ages = [50, 200]
by_age = [1, 1]
female = 1
male = 1
tier = "expert"
verified = "memory"

[[likelihood]]
id = "lk2"
finding = "weakness"
tier = "expert"
source = "study2020"
verified = "memory"
use = "full"
comparator = "chronic"
lr_pos = { value = 0.5 }
"""

PRIOR_GROUPS = """
[nonspecific_spectrum]
label = "Nonspecific"

[nonspecific_spectrum.base_rate]
primary_care = { low = 0.8, central = 0.87, high = 0.92, tier = "expert" }
emergency_department = { low = 0.6, central = 0.65, high = 0.8, tier = "expert" }
"""

HARM_CLASSES = """
[hours]
levels = { emergency = 0.06, same_day = 0.004 }
harm_of_delay = "death"
harm_of_needless_visit = "fear"
tier = "expert"
verified = "memory"
only_when = "age >= 16"
"""

WEIGHTS = {
    "shrink_within_group": "0.35",
    "temper_positive_expert": "0.8",
    "indirect_weight": "0.5",
    "self_made_weight": "0.8",
    "ed_background_factor": "1.7",
    "ed_threshold_factor": "3",
    "max_single_lr": "60",
    "min_single_lr_neg": "0.08",
    "negative_cap": "{ hours = 0.05, default_serious = 0.03, other = 0.02 }",
    "support": "{ emergency = 4, same_day = 3, soon = 2 }",
    "selected_comparators": '["suspected_disease"]',
    "age_sex_findings_ignored": '["old"]',
}


def ranking() -> str:
    """Take the packaged ranking, which has many fields, with weights of our own."""
    text = (PACKAGED / "model/ranking.toml").read_text()
    for name, value in WEIGHTS.items():
        text, count = re.subn(rf"^{name} = .*$", f"{name} = {value}", text, flags=re.MULTILINE)
        assert count == 1, f"{name} no longer stands in one line"
    return text


POST_TEST = """
[after]
target = "squeezed_nerves"
post_test = { value = 0.4 }
source = "study2020"
verified = "seen"
"""

FILES: Mapping[str, str] = {
    "findings/neurological.toml": FINDINGS,
    "findings/dependence/nerves.toml": 'members = ["numbness", "weakness"]\n',
    "criteria/named.toml": '[nerve_signs]\nlabel = "nerve signs"\nwhen = "numbness or weakness"\n',
    "red_flags/rf_nerves.toml": RULE,
    "conditions/squeezed_nerves.toml": CONDITION,
    "conditions/ordinary_pain.toml": COMMON,
    "conditions/groups/any.toml": 'label = "any"\nmembers = ["squeezed_nerves", "ordinary_pain"]\n',
    "sources/cohorts.toml": '[study2020]\ntitle = "A study"\nkind = "cohort"\nverified = "seen"\nyear = 2020\n'
    'doi = "10.1000/x"\nfirst_author = "Somebody A"\n\n'
    '[book1990]\ntitle = "A book"\nkind = "book"\nverified = "memory"\nyear = 1990\nuncited = "Background reading."\n',
    "interview/topics.toml": '[first]\nkind = "form"\ntitle = "You"\nlead = "First."\nfindings = ["age", "sex"]\n',
    "model/settings.toml": "".join(
        f'[{name}]\nlabel = "{name}"\nbase_rates_of = "primary_care"\n'
        for name in ("self", "primary_care", "emergency_department")
    ),
    "model/urgencies.toml": "".join(
        f'[{name}]\nlabel = "{name}"\n' for name in ("self_care", "soon", "same_day", "emergency")
    ),
    "model/prior_groups.toml": PRIOR_GROUPS,
    "model/harm_classes.toml": HARM_CLASSES,
    "model/ranking.toml": ranking(),
    "model/simulator.toml": (PACKAGED / "model/simulator.toml").read_text(),
    "model/modelling_risks.toml": '[first]\ntext = "It may mislead."\n',
    "model/scores.toml": '[score]\nlabel = "A score"\ntarget = "nerves"\nsource = "study2020"\nverified = "seen"\n',
    "model/post_test_probabilities.toml": POST_TEST,
    "model/conventions.toml": (PACKAGED / "model/conventions.toml").read_text(),
}


def small_base(**changed: str) -> dict[str, bytes]:
    """Give the files as bytes, in order."""
    return {path: changed.get(path, text).encode() for path, text in sorted(FILES.items())}


def with_text(path: str, old: str, new: str) -> dict[str, bytes]:
    """Give the files with one passage changed."""
    assert FILES[path].count(old) >= 1, f"{path} no longer says {old!r}"
    return small_base(**{path: FILES[path].replace(old, new, 1)})


def written(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write the files below a folder."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder
