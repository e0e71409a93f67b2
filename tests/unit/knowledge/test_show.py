"""The page of any record: what it says, its sources, and everything that rests on it."""

from __future__ import annotations

import pytest

from lumbago.errors import InputError
from lumbago.knowledge import load
from lumbago.knowledge.load import opened
from lumbago.knowledge.show import show
from tests.unit.knowledge.small_base import small_base


def page(record_id: str) -> str:
    return show(opened(small_base()), record_id)


def used_in(record_id: str) -> list[str]:
    return [line.strip() for line in page(record_id).partition("Used in\n")[2].splitlines()]


def test_a_page_says_what_the_record_says() -> None:
    assert page("nerve_signs") == (
        "nerve_signs  (named criterion)\n"
        "\n"
        "label: nerve signs\n"
        "when: numbness or weakness\n"
        "status: draft\n"
        "\n"
        "Used in\n"
        "  rule rf_nerves\n"
    )


@pytest.mark.parametrize(
    ("record_id", "expected"),
    [
        (
            "weakness",
            [
                "named criterion nerve_signs",
                "dependence group nerves",
                "likelihood lk2 (ordinary_pain)",
                "rule rf_nerves, through nerve_signs",
            ],
        ),
        (
            "study2020",
            [
                "rule rf_nerves",
                "condition squeezed_nerves",
                "score score",
                "post-test probability after",
                "likelihood lk2 (ordinary_pain)",
                "likelihood lk1 (squeezed_nerves)",
            ],
        ),
        ("squeezed_nerves", ["rule rf_nerves", "group of conditions any"]),
        ("hours", ["condition squeezed_nerves"]),
        ("nonspecific_spectrum", ["condition ordinary_pain"]),
        ("sex", ["finding female", "topic of the interview first", "condition squeezed_nerves, through female"]),
        ("rf_nerves", []),
        ("book1990", []),
    ],
)
def test_a_page_says_what_rests_on_the_record(record_id: str, expected: list[str]) -> None:
    assert used_in(record_id) == expected


def test_a_figure_says_how_sure_it_is_even_by_default() -> None:
    assert "  tier: expert\n  verified: memory\n" in page("numbness")


def test_a_condition_lists_its_likelihoods_and_their_sources() -> None:
    said = page("squeezed_nerves")
    assert "- lk1, numbness, published, seen, full, study2020, sensitivity 0.6, specificity 0.8, lr_pos 3.0" in said
    assert "Sources\n  study2020: Somebody A. A study. 2020. doi:10.1000/x.\n" in said


def test_a_likelihood_has_a_page_of_its_own() -> None:
    assert page("lk1").startswith("lk1  (likelihood of squeezed_nerves)\n")


def test_every_record_of_the_packaged_base_can_be_shown() -> None:
    from lumbago.knowledge.references import stored

    knowledge = load()
    every = list(stored(knowledge))
    assert len(every) > 1000
    for record in every[::40]:
        assert show(knowledge, record.id).startswith(f"{record.id}  (")


def test_an_unknown_record_names_the_nearest() -> None:
    with pytest.raises(InputError, match=r"there is no record numbnes\. Nearest: numbness"):
        page("numbnes")
