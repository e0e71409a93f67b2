"""What must hold between records: one row, one way to break the small base, and all that is said about it."""

from __future__ import annotations

import pytest

from lumbago.errors import KnowledgeError, Problem
from lumbago.knowledge.assembly import Assembly
from lumbago.knowledge.files import PACKAGED, contents, edition_of
from lumbago.knowledge.load import opened, verified
from lumbago.knowledge.reading import read
from tests.unit.knowledge.slips import FINDINGS, NERVES, RULE, SLIPS
from tests.unit.knowledge.small_base import FILES, small_base, with_text

WHERE = {
    "nothing uses this name.": "criteria/named.toml",
    "the id stands in conditions/ordinary_pain.toml too.": NERVES,
}
"""The file that is named, where it is another than the changed one."""


def told(files: dict[str, bytes]) -> tuple[Problem, ...]:
    with pytest.raises(KnowledgeError) as error:
        opened(files)
    return error.value.problems


def test_the_small_base_holds_together() -> None:
    assert set(opened(small_base()).rules) == {"rf_nerves"}


@pytest.mark.parametrize(("file", "old", "new", "field", "words"), SLIPS)
def test_what_does_not_hold_is_told_with_its_place(file: str, old: str, new: str, field: str, words: str) -> None:
    (problem,) = told(with_text(file, old, new))
    assert (problem.file, problem.path) == (WHERE.get(problem.message, file), field)
    assert words in f"{problem.message} {problem.mend}"


NUMBER = 'kind = "number"\nunit = "x"\nlowest = 0\nhighest = 1\nassessed_by = "self"\nlabel = "age'
SEVERAL = [  # where one slip means that several things no longer hold
    (FINDINGS, "lowest = 0", "lowest = 120", ["lowest is not below highest.", "70 is outside 120 to 120 years."]),
    (NERVES, "upper_ages = [50, 200]", "upper_ages = [200, 50]", ["the ages do not rise.", "the bands differ."]),
    (FINDINGS, "[numbness]", "[at_least]", ["a criterion could not name this.", "Nothing is called `numbness`."]),
    (
        FINDINGS,
        'kind = "yes_no"\nassessed_by = "self"\nlabel = "age',
        NUMBER,
        ["what is derived is a yes or a no.", "`old` is a number"],
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "words"), SEVERAL)
def test_one_slip_may_break_several_things(file: str, old: str, new: str, words: list[str]) -> None:
    said = "\n".join(map(str, told(with_text(file, old, new))))
    assert all(word in said for word in words), said


def test_a_finding_and_a_criterion_need_names_of_their_own() -> None:
    named = FILES["criteria/named.toml"].replace("nerve_signs", "weakness").replace("numbness or weakness", "numbness")
    said = told(small_base(**{"criteria/named.toml": named}))
    assert any(p.message == "a finding has this name too." and p.path == "weakness" for p in said)


def test_the_group_all_odds_stand_against_must_be_there() -> None:
    groups = FILES["model/prior_groups.toml"].replace("nonspecific_spectrum", "common")
    common = FILES["conditions/ordinary_pain.toml"].replace("nonspecific_spectrum", "common")
    files = small_base(**{"model/prior_groups.toml": groups, "conditions/ordinary_pain.toml": common})
    (problem,) = told(files)
    assert problem.message == "there is no prior group nonspecific_spectrum."


def test_criteria_and_names_are_told_at_once() -> None:
    rule = FILES["red_flags/rf_nerves.toml"].replace("nerve_signs and", "nerve_sign and")
    rule = rule.replace('["study2020"]', '["study"]')
    nerves = FILES[NERVES].replace("central = 0.002", "central = 2")
    said = told(small_base(**{RULE: rule, NERVES: nerves}))
    assert [(p.file, p.path) for p in said] == [
        (RULE, "when column 1"),
        (RULE, "sources"),
        (NERVES, "base_rate.primary_care"),
    ]


def test_a_fault_in_a_named_criterion_is_told_once_however_many_use_it() -> None:
    (problem,) = told(with_text("criteria/named.toml", "numbness or", "numbness or or"))
    assert problem.file == "criteria/named.toml"


def test_a_circle_of_named_criteria_is_shown() -> None:
    named = FILES["criteria/named.toml"].replace("or weakness", "or other_signs")
    named += '\n[other_signs]\nlabel = "other"\nwhen = "weakness or nerve_signs"\n'
    (problem,) = told(small_base(**{"criteria/named.toml": named}))
    assert problem.message == "it rests on itself: nerve_signs -> other_signs -> nerve_signs."


def test_named_criteria_may_stand_in_any_order() -> None:
    named = '[any_sign]\nlabel = "any"\nwhen = "nerve_signs or old"\n\n' + FILES["criteria/named.toml"]
    rule = FILES[RULE].replace('"nerve_signs and old"', '"any_sign"')
    knowledge = opened(small_base(**{"criteria/named.toml": named, RULE: rule}))
    assert knowledge.rules["rf_nerves"].findings == ("numbness", "weakness", "old")
    assert list(knowledge.named) == ["any_sign", "nerve_signs"]


def test_the_packaged_base_holds_together() -> None:
    files = contents(PACKAGED)
    assert len(verified(Assembly(read(files)), edition_of(files), files).rules) > 0


TWO_LEVELS = 'levels = [{ count = 1, severity = "caution" }, { count = 2, severity = "avoid" }]'


@pytest.mark.parametrize(
    "levels",
    [
        "levels = []",
        'levels = [{ count = 2, severity = "avoid" }, { count = 1, severity = "caution" }]',
        'levels = [{ count = 1, severity = "avoid" }, { count = 2, severity = "caution" }]',
        'levels = [{ count = 1, severity = "caution" }, { count = 1, severity = "avoid" }]',
    ],
)
def test_levels_of_a_combination_get_worse_with_the_count(levels: str) -> None:
    files = contents(PACKAGED)
    (file,) = (name for name, content in files.items() if TWO_LEVELS.encode() in content)
    with pytest.raises(KnowledgeError) as refused:
        opened({**files, file: files[file].replace(TWO_LEVELS.encode(), levels.encode())})
    assert [(p.file, p.message) for p in refused.value.problems] == [
        (file, "its levels do not get worse from one to the next.")
    ]
