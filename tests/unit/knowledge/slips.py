"""Ways to break the small base: the file, what it says, what is put instead, the field and the words told."""

from __future__ import annotations

from typing import TypeAlias

Slip: TypeAlias = tuple[str, str, str, str, str]

NERVES = "conditions/squeezed_nerves.toml"
FINDINGS = "findings/neurological.toml"
RULE = "red_flags/rf_nerves.toml"
RANKING = "model/ranking.toml"

NAMES: list[Slip] = [
    (RULE, '["study2020"]', '["study2021"]', "sources", "there is no source study2021. Nearest: study2020."),
    (RULE, '["squeezed_nerves"]', '["squeezed"]', "suspects", "there is no condition squeezed. Nearest: squeezed_ner"),
    (NERVES, 'harm_class = "hours"', 'harm_class = "hour"', "harm_class", "there is no class of harm hour. Nearest: h"),
    (NERVES, 'finding = "numbness"', 'finding = "numb"', "lk1.finding", "there is no finding numb. Nearest: numbness."),
    (NERVES, 'source = "study2020"', 'source = "study"', "lk1.source", "there is no source study. Nearest: study2020."),
    (
        "conditions/groups/any.toml",
        '"squeezed_nerves", "ordinary_pain"',
        '"squeezed_nerves", "ordinary_pain", "pain"',
        "members",
        "there is no condition pain.",
    ),
    (
        "findings/dependence/nerves.toml",
        '"weakness"',
        '"weakness", "weaknes"',
        "members",
        "there is no finding weaknes. Nearest: weakness.",
    ),
    ("interview/topics.toml", '"sex"', '"sex", "ag"', "first.findings", "there is no finding ag. Nearest: age."),
    ("model/scores.toml", "study2020", "study", "score.source", "there is no source study. Nearest: study2020."),
    (
        "model/post_test_probabilities.toml",
        "study2020",
        "study",
        "after.source",
        "there is no source study. Nearest: study2020.",
    ),
    (RANKING, '["old"]', '["olden"]', "age_sex_findings_ignored", "there is no finding olden. Nearest: old."),
    ("conditions/ordinary_pain.toml", '"lk2"', '"lk1"', "lk1", "the id stands in conditions/ordinary_pain.toml too."),
]
FIGURES: list[Slip] = [
    (NERVES, "low = 0.001", "low = 0.01", "base_rate.primary_care", "0.01 <= 0.002 <= 0.004 does not hold"),
    (NERVES, "low = 0.001", "low = -0.1", "base_rate.primary_care", "-0.1 <= 0.002 <= 0.004 does not hold"),
    (
        NERVES,
        "low = 0.001\ncentral = 0.002",
        "low = 0\ncentral = 0",
        "base_rate.primary_care.central",
        "0.0 would settle it before anybody asks.",
    ),
    (
        NERVES,
        'verified = "seen"\nsources = ["study2020"]',
        'verified = "seen"',
        "base_rate.primary_care",
        "it says it was read, and not where.",
    ),
    (NERVES, "low = 0.5, high", "low = 0.65, high", "lk1.sensitivity", "0.65 <= 0.6 <= 0.7 does not hold within 0 to"),
    (NERVES, "value = 0.6, low = 0.5", "value = 6, low = 0.5", "lk1.sensitivity", "0.5 <= 6 <= 0.7 does not hold with"),
    (NERVES, "{ value = 3.0,", "{ value = 3.0, low = 4,", "lk1.lr_pos", "4 <= 3 does not hold above 0."),
    (
        "conditions/ordinary_pain.toml",
        "value = 0.5",
        "value = 0",
        "lk2.lr_pos",
        "0 does not hold above 0.",
    ),
    (
        "conditions/ordinary_pain.toml",
        "lr_pos = { value = 0.5 }",
        "lr_pos_range = { low = 3, high = 2 }",
        "lk2.lr_pos_range",
        "3 <= 2 does not hold above 0.",
    ),
    ("conditions/ordinary_pain.toml", "lr_pos = { value = 0.5 }", "", "lk2", "it has no figure at all."),
    (NERVES, "value = 3.0", "value = 3.2", "lk1.lr_pos", "3.2 is said to follow from 0.6 and 0.8, which give 3.00."),
    (NERVES, "value = 0.5, derived", "value = 0.6, derived", "lk1.lr_neg", "0.6 is said to follow from 0.6 and 0.8, w"),
    (NERVES, 'finding = "numbness"', 'finding = "age"', "lk1.finding", "age is a number, and a ratio weighs a yes or"),
    (NERVES, 'category = "serious_spinal"', 'category = "serious"', "category", "serious is no category."),
    (NERVES, "prior_if_true = 0.002", "prior_if_true = 1", "gate.prior_if_true", "1 is no prior."),
    (NERVES, "by_age = [0.5, 1.5]", "by_age = [0.5]", "age_and_sex", "by_age and upper_ages differ in length."),
    (NERVES, "by_age = [0.5, 1.5]", "by_age = [-1, 1.5]", "age_and_sex", "a relative prevalence is below 0."),
    (NERVES, "upper_ages = [50, 200]", "upper_ages = [60, 200]", "age_and_sex.upper_ages", "the bands differ."),
    (
        FINDINGS,
        "low = 0.01, central = 0.02",
        "low = 0.03, central = 0.02",
        "numbness.background_rate",
        "0.03 <= 0.02 <= 0.05 does not hold",
    ),
]
FIGURES += [
    (
        "conditions/ordinary_pain.toml",
        '{ primary_care = { low = 0.7, central = 0.8, high = 0.9, tier = "expert" } }',
        "{}",
        "base_rate",
        "there is no base rate.",
    ),
    (
        NERVES,
        'comparator = "suspected_disease"',
        'comparator = "suspected_disease"\nn = 0',
        "lk1.n",
        "0 is no number of",
    ),
    (NERVES, "high = 0.004", "high = 0.004\nn = -5", "base_rate.primary_care.n", "-5 is no number of people."),
]
QUESTIONS: list[Slip] = [
    (
        FINDINGS,
        '["female", "male"]\nchoice_labels = ["female", "male"]',
        '["female"]\nchoice_labels = ["f"]',
        "sex.choices",
        "a choice needs two choices or more.",
    ),
    (
        FINDINGS,
        'choice_labels = ["female", "male"]',
        'choice_labels = ["f"]',
        "sex.choice_labels",
        "there are not as m",
    ),
    (FINDINGS, 'question = "Is a leg weak?"', 'choices = ["a"]\nquestion = "x"', "weakness.choices", "a yes-or-no has"),
    (FINDINGS, 'question = "Is a leg weak?"', 'question = " "', "weakness", "there is no question."),
    (FINDINGS, 'label = "a weak leg"', 'label = ""', "weakness", "there is no label."),
    (FINDINGS, 'unit = "years"', "", "age", "a number needs lowest, highest and unit."),
    (FINDINGS, '"age >= 70"', '"age over 70"', "old.derived_from", "`age over 70` says nothing. Write `age >= 70`"),
    (FINDINGS, '"age >= 70"', '"ages >= 70"', "old.derived_from", "there is no finding ages. Nearest: age"),
    (FINDINGS, '"age >= 70"', '"age >= 700"', "old.derived_from", "700 is outside 0 to 120 years. See age."),
    (FINDINGS, '"age >= 70"', "'age >= \"70\"'", "old.derived_from", "age is a number, and '70' is none."),
    (FINDINGS, '"age >= 70"', '"weakness == 1"', "old.derived_from", "weakness is a yes or a no: there is nothing to"),
    (FINDINGS, '"age >= 70"', '"female == 1"', "old.derived_from", "female is derived itself."),
    (FINDINGS, 'sex == "female"', 'sex == "femal"', "female.derived_from", "sex has no choice 'femal' to be equal to."),
    (FINDINGS, 'sex == "female"', 'sex >= "female"', "female.derived_from", "sex has no choice 'female' to be equal"),
]
RULES: list[Slip] = [
    (RULE, 'do = "Go now."', 'do = " "', "person", "do has no words. A rule speaks to both readers."),
    (RULE, 'why = "Compression."', 'why = ""', "clinician", "why has no words."),
    (
        RULE,
        "change =",
        "unknown_is_soon = false\nchange =",
        "unknown_is_soon_reason",
        "it lets an unknown pass and say",
    ),
    (RULE, '"nerve_signs and old"', '"nerve_sign and old"', "when column 1", "Nothing is called `nerve_sign`."),
    (RULE, '"nerve_signs and old"', '"nerve_signs and and"', "when column 17", ""),
    (NERVES, 'when = "female"', 'when = "femal"', "gate.when column 1", "Nothing is called `femal`."),
    (NERVES, 'entry = "age >= 16"', 'entry = "age"', "entry column 1", "`age` is a number and cannot stand alone."),
    (FINDINGS, 'ask_when = "age >= 16"', 'ask_when = "ages > 1"', "numbness.ask_when column 1", "Nothing is called `a"),
    (
        "model/harm_classes.toml",
        '"age >= 16"',
        '"age >= x"',
        "hours.only_when column 8",
        "",
    ),
    ("criteria/named.toml", "or weakness", "or weakns", "nerve_signs.when column 13", "Nothing is called `weakns`."),
    (
        "criteria/named.toml",
        "or weakness",
        "or nerve_signs",
        "nerve_signs.when",
        "it rests on itself: nerve_signs -> nerve_signs. Take one of the names out.",
    ),
]
MODEL: list[Slip] = [
    ("model/settings.toml", '[self]\nlabel = "self"', '[home]\nlabel = "self"', "", "there is no setting self."),
    (
        "model/settings.toml",
        'of = "primary_care"',
        'of = "primary"',
        "self.base_rates_of",
        "there is no base rate of pri",
    ),
    ("model/urgencies.toml", '[soon]\nlabel = "soon"', "", "", "there is no urgency soon."),
    (
        "model/prior_groups.toml",
        'emergency_department = { low = 0.6, central = 0.65, high = 0.8, tier = "expert" }',
        "",
        "nonspecific_spectrum.base_rate",
        "a base rate is missing.",
    ),
    (RANKING, "indirect_weight = 0.5", "indirect_weight = 1.5", "indirect_weight", "1.5 is no share."),
    (RANKING, "hours = 0.05", "hours = 0", "negative_cap.hours", "0 is no share."),
    (RANKING, "hours = 0.05", "hour = 0.05", "negative_cap", "there is no class of harm hour. Nearest: hours."),
    (RANKING, ", other = 0.02", "", "negative_cap", "there is no cap other."),
    (RANKING, "emergency = 4", "emergency = 0.4", "support.emergency", "0.4 would turn it round."),
    (RANKING, "ed_threshold_factor = 3", "ed_threshold_factor = 0.3", "ed_threshold_factor", "0.3 would turn it round"),
    (RANKING, "max_single_lr = 60", "max_single_lr = 0.6", "max_single_lr", "0.6 would turn it round."),
    (
        RANKING,
        '["suspected_disease"]',
        '["suspected_disease", "leg_pain"]',
        "selected_comparators",
        "there is no comparator leg_pain.",
    ),
    (
        "conditions/ordinary_pain.toml",
        'comparator = "chronic"',
        'comparator = "suspected_diseas"',
        "lk2.comparator",
        "suspected_diseas looks like suspected_disease, which is treated apart.",
    ),
    ("model/harm_classes.toml", "emergency = 0.06", "emergency = 0.001", "hours.levels", "more haste needs more risk."),
    ("model/harm_classes.toml", "emergency = 0.06", "emergency = 6", "hours.levels", "a level is no probability."),
]
MORE_WEAKNESS = (
    'question = "Is a leg weak?"\n\n[tremor]\nkind = "yes_no"\nassessed_by = "self"\nlabel = "x"\nquestion = "x"'
)
UNUSED: list[Slip] = [
    (FINDINGS, 'question = "Is a leg weak?"', MORE_WEAKNESS, "tremor", "nothing uses this finding."),
    (RULE, '"nerve_signs and old"', '"numbness and old"', "nerve_signs", "nothing uses this name."),
    ("sources/cohorts.toml", 'uncited = "Background reading."', "", "book1990", "nothing cites this source."),
    (
        "sources/cohorts.toml",
        'uncited = "Background reading."',
        'note = "A note is no reason."',
        "book1990",
        "nothing cites this source.",
    ),
    ("sources/cohorts.toml", "year = 2020", 'year = 2020\nuncited = "x"', "study2020", "it says why nothing cites it"),
    ("findings/dependence/nerves.toml", ', "weakness"', "", "members", "a group of one does nothing."),
    ("conditions/groups/any.toml", ', "ordinary_pain"', "", "members", "a group of one does nothing."),
    (
        "model/harm_classes.toml",
        "[hours]",
        '[days]\nlevels = { soon = 0.1 }\nharm_of_delay = "x"\nharm_of_needless_visit = "x"\ntier = "expert"\n'
        'verified = "memory"\n\n[hours]',
        "days",
        "no condition is of this class.",
    ),
    (
        "model/prior_groups.toml",
        "[nonspecific_spectrum]",
        '[other]\nlabel = "x"\nbase_rate = {}\n\n[nonspecific_spectrum]',
        "other",
        "no condition is in this group.",
    ),
]

SLIPS = [*NAMES, *FIGURES, *QUESTIONS, *RULES, *MODEL, *UNUSED]
