"""Words for what has no label, for units, and for lists inside lists."""

from __future__ import annotations

import pytest

from lumbago.criteria import And, AtLeast, Compare, Criterion, Is, Named, Not, OneOf, Or, Unless, in_words
from lumbago.record import Finding

A, B, C, D = (Is(letter) for letter in "abcd")
FEVER_ANY = Named("fever_any", Or((Is("fever"), Compare("temperature_c", ">=", 38.5))))
FINDINGS = {
    finding.id: finding
    for finding in (
        Finding("pulse", "number", unit="beats/min"),
        Finding("spo2", "number", unit="%"),
        Finding("pain", "number", unit="0-10"),
        Finding("duration", "number", unit="days"),
        Finding("score", "number"),
    )
}


@pytest.mark.parametrize(
    ("criterion", "words"),
    [
        (Is("new_back_pain"), "new back pain"),
        (Compare("pulse", ">", 100), "pulse is more than 100 beats a minute"),
        (Compare("spo2", "<=", 92.5), "spo2 is at most 92.5%"),
        (Compare("pain", ">=", 7), "pain is at least 7 out of 10"),
        (Compare("duration", "==", 3650), "duration is 3650 days"),
        (Compare("score", "!=", 2), "score is not 2"),
        (Not(Compare("pulse", ">", 100)), "pulse is at most 100 beats a minute"),
        (Compare("nowhere", "<", 1e-7), "nowhere is less than 0.0000001"),
        (OneOf("main_site", ("low_back",)), "main site is low back"),
        (Not(OneOf("site", ("a", "b", "c"))), "site is none of: a, b or c"),
    ],
)
def test_what_has_no_label_is_called_by_its_id(criterion: Criterion, words: str) -> None:
    assert in_words(criterion, {}, FINDINGS) == words


@pytest.mark.parametrize(
    ("criterion", "words"),
    [
        (Not(Or((A, B, C))), "none of: a, b or c"),
        (Not(And((A, B, C))), "not all of: a, b and c"),
        (Not(AtLeast(2, (A, B, C))), "fewer than 2 of: a, b and c"),
        (Not(Not(A)), "a"),
        (Not(And((A, Unless(B)))), "not (a, unless b)"),
        (Or((And((A, B)), And((C, D)))), "both a and b, or both c and d"),
        (Or((And((A, B, C)), D)), "all of: a, b and c; or d"),
        (Or((A, And((B, Unless(C))))), "a; or b, unless c"),
        (And((Or((A, And((B, C, D)))), D)), "(either a; or all of: b, c and d); and d"),
        (And((A, Or((B, C, D)), Unless(D))), "a; and any of: b, c or d; unless d"),
        (And((A, Unless(And((B, Unless(C)))))), "a, unless (b, unless c)"),
        (And((A, Unless(Or((B, C))), Unless(D))), "a, unless b, c or d"),
        (Unless(Or((A, B))), "unless either a or b"),
        (And((Unless(A), Unless(B))), "unless a or b"),
        (Or((A, Unless(B))), "a or no b"),
    ],
)
def test_lists_inside_lists_stay_apart(criterion: Criterion, words: str) -> None:
    assert in_words(criterion, {}) == words


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("a fall", "no fall"),
        ("an injury", "no injury"),
        ("any fever", "no fever"),
        ("anxiety", "no anxiety"),
        ("some relief", "no relief"),
    ],
)
def test_no_comes_without_an_article(label: str, words: str) -> None:
    assert in_words(Not(A), {"a": label}) == words


def test_a_named_criterion_is_said_by_its_label_or_spelled_out() -> None:
    assert in_words(FEVER_ANY, {"fever_any": "a high temperature"}) == "a high temperature"
    assert in_words(Not(FEVER_ANY), {"fever_any": "a high temperature"}) == "no high temperature"
    assert in_words(And((A, FEVER_ANY)), {}) == "a, and either fever or temperature c is at least 38.5"
    assert in_words(Not(FEVER_ANY), {}) == "none of: fever or temperature c is at least 38.5"


def test_a_choice_is_said_in_its_own_words() -> None:
    labels = {"site": "the worst place", "site=flank": "the side of the body"}
    assert in_words(OneOf("site", ("flank", "low_back")), labels) == (
        "the worst place is the side of the body or low back"
    )


def test_age_is_said_to_the_person_and_of_the_patient() -> None:
    assert in_words(Compare("age", "<=", 17), {}) == "you are 17 or younger"
    assert in_words(Compare("age", "<=", 17), {}, reader="clinician") == "age is at most 17"
