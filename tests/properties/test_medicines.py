"""What must always hold of screening medicines, for anybody."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from lumbago.pathway.medication_safety import DANGER, screen
from lumbago.record import SETTINGS, CurrentMedicine, Record, Value
from tests.medicine_people import healthy, knowledge, person
from tests.people import value_of

EXAMPLES = settings(max_examples=150, deadline=None)
FORMULARY = knowledge().formulary
NAMES = sorted({*(i.name for i in FORMULARY.names.ingredient.values()), "Co-codamol", "nobody knows this", "💊"})
WORSE = sorted(name for name, value in healthy().items() if value is False)

medicines = st.builds(
    CurrentMedicine,
    st.sampled_from(NAMES),
    st.none() | st.floats(0, 5000),
    st.none() | st.floats(0, 24),
)
lists = st.lists(medicines, max_size=6).map(tuple)


@st.composite
def people(draw: st.DrawFn) -> Record:
    """Draw somebody who answered some of what medicines ask, whose lists may be unknown."""
    vocabulary = knowledge().vocabulary
    asked = draw(st.lists(st.sampled_from(sorted(healthy())), max_size=40, unique=True))
    answers: dict[str, Value] = dict(healthy()) if draw(st.booleans()) else {}
    answers |= {name: draw(value_of(vocabulary[name])) for name in asked}
    allergies = draw(st.none() | st.lists(st.sampled_from(NAMES), max_size=2).map(tuple))
    setting = draw(st.sampled_from(SETTINGS))
    return replace(person(answers, None, allergies, setting), medicines=draw(st.none() | lists))


def dangers(record: Record) -> dict[str, tuple[int, int]]:
    """Say of each medicine how bad it is, and how bad it could turn out to be.

    A verdict of `ask` stands between the two: it may become a caution that is known, and nothing was made safer.
    """
    judged = screen(record, knowledge()).medicines
    return {one.id: (DANGER[one.established], DANGER[one.possible]) for one in judged}


def safer(before: dict[str, tuple[int, int]], after: dict[str, tuple[int, int]]) -> list[str]:
    return [
        medicine for medicine, was in before.items() if any(a < b for a, b in zip(after[medicine], was, strict=True))
    ]


@EXAMPLES
@given(people())
def test_a_verdict_lies_between_what_is_known_and_what_could_be(record: Record) -> None:
    for judged in screen(record, knowledge()).medicines:
        known, could_be = DANGER[judged.established], DANGER[judged.possible]
        assert known <= could_be
        expected = max(known, DANGER["ask"]) if could_be > known else known
        assert DANGER[judged.verdict] == expected


@EXAMPLES
@given(people(), medicines)
def test_one_more_medicine_makes_nothing_safer(record: Record, another: CurrentMedicine) -> None:
    before = replace(record, medicines=record.medicines or ())
    after = replace(before, medicines=(*(before.medicines or ()), another))
    assert safer(dangers(before), dangers(after)) == []


@EXAMPLES
@given(people(), st.sampled_from(WORSE))
def test_an_illness_makes_nothing_safer_than_its_absence(record: Record, illness: str) -> None:
    without, having = record.with_answer(illness, False), record.with_answer(illness, True)
    if illness == "kidney_disease_told" or record.value("egfr") is None:
        without, having = without.with_answer("egfr", 90.0), having.with_answer("egfr", 90.0)
    assert safer(dangers(without), dangers(having)) == []


@EXAMPLES
@given(people(), st.sampled_from(WORSE))
def test_what_an_answer_establishes_stays(record: Record, illness: str) -> None:
    """An illness told where nothing was known may settle an `ask`, and never takes away what was established."""
    before = screen(record.without(illness), knowledge())
    after = screen(record.with_answer(illness, True), knowledge())
    for judged in before.medicines:
        if DANGER[judged.verdict] >= DANGER["avoid"]:
            assert DANGER[after[judged.id].verdict] >= DANGER[judged.verdict]


SETTLED_ELSEWHERE = {"liver_disease_active"}
"""Answered by `liver_impairment`, whose `none` is "no liver disease": an active one contradicts it."""


@EXAMPLES
@given(people(), st.sampled_from(sorted({*healthy()} - SETTLED_ELSEWHERE)))
def test_not_knowing_never_makes_a_medicine_fine_that_an_answer_could_spoil(record: Record, finding: str) -> None:
    unknown = screen(record.without(finding), knowledge())
    for value in (True, False) if healthy()[finding] is False else (healthy()[finding],):
        known = screen(record.with_answer(finding, value), knowledge())
        for judged in unknown.medicines:
            if judged.verdict == "ok":
                assert known[judged.id].verdict == "ok"


@EXAMPLES
@given(people(), st.randoms(use_true_random=False))
def test_the_order_of_medicines_never_matters(record: Record, random: object) -> None:
    given_order = list(record.medicines or ())
    shuffled = list(given_order)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    before, after = replace(record, medicines=tuple(given_order)), replace(record, medicines=tuple(shuffled))
    assert dangers(before) == dangers(after)


@EXAMPLES
@given(people())
def test_the_same_medicine_listed_twice_is_one_medicine(record: Record) -> None:
    once = tuple(CurrentMedicine(medicine.name) for medicine in record.medicines or ())
    before, after = replace(record, medicines=once), replace(record, medicines=once + once)
    assert dangers(before) == dangers(after)


@EXAMPLES
@given(people())
def test_a_verdict_has_its_reasons_or_its_questions(record: Record) -> None:
    for judged in screen(record, knowledge()).medicines:
        worst = max((DANGER[reason.severity] for reason in judged.reasons), default=0)
        assert judged.verdict == "ask" or DANGER[judged.verdict] == worst
        assert (judged.verdict == "ask") <= bool(judged.needs)
        assert (judged.verdict in ("ok", "contraindicated")) <= (not judged.needs)
        assert judged.offered <= (judged.verdict in ("ok", "caution"))
        assert all(reason.source in knowledge().sources for reason in judged.reasons)


@EXAMPLES
@given(people(), st.text(max_size=60))
def test_any_text_can_be_a_name(record: Record, name: str) -> None:
    taken = replace(record, medicines=(CurrentMedicine(name),), allergies=(name,))
    assert len(screen(taken, knowledge()).medicines) == len(FORMULARY.medicines)
