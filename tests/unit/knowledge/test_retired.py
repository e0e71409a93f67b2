"""A retired record never speaks; it is kept so that its id still says something."""

from __future__ import annotations

import pytest

from lumbago.errors import KnowledgeError
from lumbago.knowledge import load
from lumbago.knowledge.load import opened
from lumbago.knowledge.show import show
from tests.unit.knowledge.small_base import FILES, small_base

RULE = "red_flags/rf_nerves.toml"
FINDINGS = "findings/neurological.toml"
NAMED = "criteria/named.toml"
NERVES = "conditions/squeezed_nerves.toml"
RETIRED = 'status = "retired"\n'

SECOND_RULE = FILES[RULE].replace('"nerve_signs and old"', '"nerve_signs"')
MORE = {
    "red_flags/rf_other.toml": SECOND_RULE.encode(),
    "red_flags/rf_third.toml": SECOND_RULE.encode(),
    "findings/dependence/more.toml": b'members = ["old", "weakness"]\n',
    "conditions/groups/more.toml": b'label = "more"\nmembers = ["squeezed_nerves", "ordinary_pain"]\n',
    "interview/more.toml": b'[more]\nkind = "form"\ntitle = "x"\nlead = "x"\nfindings = ["weakness"]\n',
    "findings/skin.toml": b'[rash]\nkind = "yes_no"\nassessed_by = "self"\nlabel = "a rash"\nquestion = "A rash?"\n',
    "criteria/more.toml": b'[skin_signs]\nlabel = "skin signs"\nwhen = "rash"\n',
}
USES_RASH = {"red_flags/rf_other.toml": SECOND_RULE.replace('"nerve_signs"', '"skin_signs or rash"').encode()}


def base(**retired: str) -> dict[str, bytes]:
    """Give a base with two of most kinds; `retired` holds files whose first record is retired."""
    return {**small_base(), **MORE, **USES_RASH, **{path: text.encode() for path, text in retired.items()}}


def retire(path: str) -> dict[str, str]:
    text = {**{p: t.encode() for p, t in FILES.items()}, **MORE, **USES_RASH}[path].decode()
    header, break_, rest = text.partition("]\n") if text.startswith("[") else ("", "", text)
    return {path: f"{header}{break_}{RETIRED}{rest}"}


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        ("red_flags/rf_nerves.toml", "rules", "rf_nerves"),
        ("findings/dependence/more.toml", "dependence", "more"),
        ("conditions/groups/more.toml", "groups", "more"),
        ("interview/more.toml", "topics", "more"),
    ],
)
def test_a_retired_record_is_silent_and_can_be_shown(path: str, kind: str, name: str) -> None:
    assert name in getattr(opened(base()), kind)
    knowledge = opened(base(**retire(path)))
    assert name not in getattr(knowledge, kind)
    assert name in knowledge.retired
    assert f"{name}  (retired record)" in show(knowledge, name)


def test_a_finding_and_a_name_retire_with_what_used_them() -> None:
    retired = {**retire("findings/skin.toml"), **retire("criteria/more.toml"), **retire("red_flags/rf_other.toml")}
    knowledge = opened(base(**retired))
    assert "rash" not in knowledge.vocabulary
    assert "rash" not in knowledge.findings
    assert knowledge.systems["skin"] == ()
    assert "skin_signs" not in knowledge.named
    assert set(knowledge.retired) == {"rash", "skin_signs", "rf_other"}


def test_what_only_a_retired_rule_uses_is_unused() -> None:
    with pytest.raises(KnowledgeError) as error:
        opened(base(**retire("red_flags/rf_other.toml")))
    assert {(p.path, p.message) for p in error.value.problems} == {
        ("rash", "nothing uses this finding."),
        ("skin_signs", "nothing uses this name."),
    }


IN_USE = [
    ("findings/skin.toml", "red_flags/rf_other.toml", "when column 15", "Retired, so they cannot be used: rash."),
    ("criteria/more.toml", "red_flags/rf_other.toml", "when column 1", "Retired, so they cannot be used: skin_signs."),
    (NERVES, RULE, "suspects", "the condition squeezed_nerves is retired. Take it out here."),
]


@pytest.mark.parametrize(("path", "file", "field", "words"), IN_USE)
def test_nothing_living_may_use_what_is_retired(path: str, file: str, field: str, words: str) -> None:
    with pytest.raises(KnowledgeError) as error:
        opened(base(**retire(path)))
    told = [p for p in error.value.problems if (p.file, p.path) == (file, field)]
    assert any(words in f"{p.message} {p.mend}" for p in told), error.value


def test_nothing_of_the_packaged_base_speaks_while_retired() -> None:
    knowledge = load()
    for kind in (knowledge.findings, knowledge.groups, knowledge.dependence):
        assert all(record.status != "retired" for record in kind.values())  # type: ignore[attr-defined]
