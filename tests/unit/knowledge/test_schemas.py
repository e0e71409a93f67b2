"""The schemas that editors use agree with what is loaded."""

from __future__ import annotations

import fnmatch
import tomllib

import pytest
from jsonschema import Draft202012Validator

from lumbago.knowledge.files import PACKAGED, contents
from lumbago.knowledge.reading import parsed
from lumbago.knowledge.schemas import schemas
from tests.unit.knowledge.small_base import small_base, with_text


def validator(path: str) -> Draft202012Validator:
    fitting = [p for p in schemas() if fnmatch.fnmatch(path, p) and p.count("/") == path.count("/")]
    (pattern,) = [path] if path in fitting else fitting
    return Draft202012Validator(schemas()[pattern])


@pytest.mark.parametrize("pattern", sorted(schemas()))
def test_every_schema_is_one(pattern: str) -> None:
    Draft202012Validator.check_schema(schemas()[pattern])


@pytest.mark.parametrize("path", sorted(small_base()))
def test_every_kind_of_file_has_a_schema_that_it_meets(path: str) -> None:
    assert list(validator(path).iter_errors(tomllib.loads(small_base()[path].decode()))) == []


def test_every_packaged_file_meets_its_schema() -> None:
    wrong = [
        (path, error.message)
        for path, table in parsed(contents(PACKAGED)).items()
        if path != "manifest.toml"
        for error in validator(path).iter_errors(table)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("red_flags/rf_nerves.toml", '"emergency"', '"urgent"'),
        ("red_flags/rf_nerves.toml", "suspects", "suspect"),
        ("findings/neurological.toml", 'kind = "choice"', 'kind = "choise"'),
        ("conditions/squeezed_nerves.toml", "low = 0.001", 'low = "0.001"'),
        ("model/ranking.toml", "max_single_lr = 60", ""),
        ("sources/cohorts.toml", "year = 2020", "published = 2020"),
    ],
)
def test_a_schema_refuses_what_loading_refuses(path: str, old: str, new: str) -> None:
    assert list(validator(path).iter_errors(tomllib.loads(with_text(path, old, new)[path].decode())))
