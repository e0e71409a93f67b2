"""Nothing the evidence held was lost on its way into the knowledge base, and nothing came in unnamed."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest

Ids: TypeAlias = Callable[[Path], Iterator[str]]


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def named_by_file(folder: str) -> Ids:
    return lambda data: (path.stem for path in (data / folder).glob("*.toml"))


def named_by_table(files: str) -> Ids:
    return lambda data: (name for path in data.glob(files) for name in read(path))


def seeds(data: Path) -> Iterator[str]:
    for path in data.glob("claims/*.toml"):
        yield from (table["seed"] for table in read(path).values() if "seed" in table)


def articles(data: Path) -> Iterator[str]:
    return (path.stem for path in (data / "articles").glob("*.md"))


def likelihoods(data: Path) -> Iterator[str]:
    for path in data.glob("conditions/**/*.toml"):
        yield from (row["id"] for row in read(path).get("likelihood", []))


def medicines(data: Path) -> Iterator[str]:
    return (path.stem for path in (data / "medicines").glob("*.toml") if path.stem != "names")


KINDS: Mapping[str, Ids] = {
    "condition": named_by_file("conditions"),
    "group": named_by_file("conditions/groups"),
    "finding": named_by_table("findings/*.toml"),
    "likelihood": likelihoods,
    "red_flag": named_by_file("red_flags"),
    "dependence": named_by_file("findings/dependence"),
    "named": named_by_table("criteria/*.toml"),
    "source": named_by_table("sources/*.toml"),
    "score": named_by_table("model/scores.toml"),
    "post_test_probability": named_by_table("model/post_test_probabilities.toml"),
    "modelling_risk": named_by_table("model/modelling_risks.toml"),
    "medicine": medicines,
    "drug_class": named_by_table("drug_classes/*.toml"),
    "interaction": named_by_table("interactions/*.toml"),
    "combination": named_by_table("interactions/combinations/*.toml"),
    "treatment": named_by_file("treatments"),
    "exercise": named_by_file("exercises"),
    "everyday": named_by_table("everyday/*.toml"),
    "hold": named_by_table("holds/*.toml"),
    "referral": named_by_table("referrals/*.toml"),
    "imaging": named_by_table("imaging/*.toml"),
    "follow_up": named_by_table("follow_up/*.toml"),
    "seed_claim": seeds,
    "claim": named_by_table("claims/*.toml"),
    "article": articles,
    "pooled_course": named_by_table("course/pooled.toml"),
    "course_class": named_by_table("course/classes.toml"),
    "class_prior": named_by_table("course/priors.toml"),
    "prognostic_factor": named_by_table("course/factors.toml"),
    "escalation": named_by_table("course/escalations.toml"),
    "instrument": named_by_table("course/instruments.toml"),
    "comparison": lambda data: iter(read(data / "course/experiment.toml")["comparison"]),
    "diary_item": lambda data: iter(read(data / "course/diary.toml")["item"]),
}
OURS = {"everyday", "claim", "article"}
"""Kinds the evidence does not have."""


@pytest.fixture(scope="module")
def data(root: Path) -> Path:
    return root / "src" / "lumbago" / "knowledge" / "data"


@pytest.fixture(scope="module")
def manifest(data: Path) -> dict[str, Any]:
    return read(data / "manifest.toml")


def differences(listed: list[str], found: list[str]) -> list[str]:
    """Say what is missing, what is extra and what stands twice."""
    there, here = Counter(listed), Counter(found)
    missing = [f"missing: {name}" for name in there if name not in here]
    extra = [f"not in the manifest: {name}" for name in here if name not in there]
    twice = [f"twice: {name}" for name in {*there, *here} if max(there[name], here[name]) > 1]
    return sorted([*missing, *extra, *twice])


def test_the_manifest_lists_every_kind(manifest: dict[str, Any]) -> None:
    assert set(manifest["ids"]) == set(KINDS) - OURS
    assert set(manifest["added"]) <= {*KINDS, "condition_of_use"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_of_the_evidence_is_there_once(manifest: dict[str, Any], data: Path, kind: str) -> None:
    listed = [*manifest["ids"].get(kind, ()), *manifest["added"].get(kind, {})]
    assert differences(listed, list(KINDS[kind](data))) == []


@pytest.mark.parametrize(
    ("listed", "found", "expected"),
    [
        (["a", "b"], ["b", "a"], []),
        (["a", "b"], ["a"], ["missing: b"]),
        (["a"], ["a", "b"], ["not in the manifest: b"]),
        (["a"], ["a", "a"], ["twice: a"]),
        (["a", "a"], ["a"], ["twice: a"]),
        ([], [], []),
    ],
)
def test_differences_are_seen(listed: list[str], found: list[str], expected: list[str]) -> None:
    assert differences(listed, found) == expected


def test_every_condition_of_use_of_the_evidence_is_there(manifest: dict[str, Any], data: Path) -> None:
    records = [read(path) for path in data.glob("medicines/*.toml") if path.stem != "names"]
    ours = [c for r in records for c in r["condition"] if c.get("only_in") or c["when"] == "kidney_disease_told"]
    ours += [c for c in read(data / "medicines/methocarbamol.toml")["condition"] if c["when"] == "egfr < 60"]
    assert len(ours) == 16
    assert sum(1 + len(r["condition"]) for r in records) - len(ours) == manifest["counts"]["conditions_of_use"]


def test_no_effect_harm_or_stance_was_lost(manifest: dict[str, Any], data: Path) -> None:
    treatments = [read(path) for path in (data / "treatments").glob("*.toml")]
    checks = [check for path in (data / "follow_up").glob("*.toml") for check in read(path).values()]
    counted = {
        "effects": sum(len(record.get("effects", ())) for record in treatments),
        "harms": sum(len(record.get("harms", ())) for record in treatments),
        "guideline_stances": sum(len(record.get("guidelines", ())) for record in treatments),
        "branches": sum(len(check["branch"]) for check in checks),
    }
    assert counted == {name: manifest["counts"][name] for name in counted}


def test_what_was_dropped_is_not_there(manifest: dict[str, Any], data: Path) -> None:
    assert not set(manifest["replaced"]["dropped_rules"]) & set(KINDS["red_flag"](data))


def test_what_was_replaced_has_its_successor(manifest: dict[str, Any]) -> None:
    replaced, ids = manifest["replaced"], manifest["ids"]
    assert set(replaced["red_flag_rules"]["ids"]) <= set(ids["red_flag"])
    assert set(replaced["criteria"]) <= set(ids["named"])
    assert set(replaced["first_wordings"]) <= set(ids["finding"])


def test_every_changed_wording_keeps_its_first_rate(manifest: dict[str, Any], data: Path) -> None:
    findings = {name: record for path in data.glob("findings/*.toml") for name, record in read(path).items()}
    changed = {name for name, record in findings.items() if "background_before" in record}
    assert changed == set(manifest["replaced"]["first_wordings"])


def reasons(entry: object) -> Iterator[str]:
    if isinstance(entry, str):
        yield entry
    if isinstance(entry, dict):
        for inner in entry.values():
            yield from reasons(inner)


@pytest.mark.parametrize("part", ["added", "replaced", "left_out"])
def test_every_departure_has_a_reason(manifest: dict[str, Any], part: str) -> None:
    assert manifest[part]
    assert all(len(reason.split()) >= 3 for reason in reasons(manifest[part]))
