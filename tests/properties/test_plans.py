"""What must always hold of a plan, for anybody."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from lumbago.pathway.care_plan import Item, Plan
from lumbago.pathway.medication_safety import DANGER
from lumbago.pathway.triage import rank
from lumbago.pathway.visit import Visit, conduct
from lumbago.record import CurrentMedicine, Record
from tests.medicine_people import healthy
from tests.people import NOON, knowledge, records
from tests.polarity import red_flags
from tests.properties.test_medicines import NAMES, lists, medicines

EXAMPLES = settings(max_examples=60, deadline=None)
NOT_CLEAR = DANGER["ask"]
DELAYS = frozenset({"treatments", "exercises"})
ILLNESSES = sorted(name for name, value in healthy().items() if value is False)


@st.composite
def people(draw: st.DrawFn) -> Record:
    """Draw anybody: some answers, some healthy ones, lists of medicines and allergies that may be unknown."""
    record: Record = draw(records())
    for name in draw(st.lists(st.sampled_from(sorted(healthy())), max_size=40, unique=True)):
        if not record.was_asked(name):
            record = record.with_answer(name, healthy()[name])
    allergies = draw(st.none() | st.lists(st.sampled_from(NAMES), max_size=2).map(tuple))
    return replace(record, medicines=draw(st.none() | lists), allergies=allergies)


def visit(record: Record) -> Visit:
    return conduct(record, knowledge(), NOON)


def everything(plan: Plan) -> Iterator[Item]:
    yield from (*plan.until_help_comes, *plan.items, *plan.prevention, *plan.not_worth_it)


def offered(plan: Plan) -> list[Item]:
    """Give what is to be done, now or after recovery."""
    return [item for item in (*plan.items, *plan.prevention) if item.status != "withheld"]


@EXAMPLES
@given(people())
def test_a_plan_holds_no_medicine_that_does_not_suit_or_is_not_clear(record: Record) -> None:
    visited = visit(record)
    for item in everything(visited.plan):
        for judged in item.medicines:
            assert item.status != "withheld"
            assert judged == visited.medicines[judged.id]
            assert judged.verdict in ("ok", "caution")
            assert judged.medicine.record.offered_to != "never_start"
        if item.kind == "treatments" and item.status != "withheld" and getattr(item.record, "kind", "") == "drug":
            assert item.medicines


@EXAMPLES
@given(people())
def test_by_oneself_only_what_can_be_bought(record: Record) -> None:
    for item in offered(visit(replace(record, setting="self")).plan):
        assert all(judged.medicine.record.offered_to == "person_or_clinician" for judged in item.medicines)
        assert not (item.medicines and item.through != "oneself")


@EXAMPLES
@given(people(), medicines)
def test_one_more_medicine_brings_no_medicine_into_a_plan(record: Record, another: CurrentMedicine) -> None:
    before = replace(record, medicines=record.medicines or ())
    after = replace(before, medicines=(*(before.medicines or ()), another))
    one, two = visit(before), visit(after)
    if one.urgency == two.urgency:
        assert _beside_paracetamol(two.plan) <= _beside_paracetamol(one.plan)


def _beside_paracetamol(plan: Plan) -> set[str]:
    """Name the medicines of a plan but the one that stands in where anti-inflammatories may not be taken."""
    return {judged.id for item in offered(plan) for judged in item.medicines} - {"paracetamol"}


@EXAMPLES
@given(people(), st.sampled_from(ILLNESSES))
def test_an_illness_brings_no_medicine_into_a_plan(record: Record, illness: str) -> None:
    measured = record if record.value("egfr") is not None else record.with_answer("egfr", 90.0)
    one, two = visit(measured.with_answer(illness, False)), visit(measured.with_answer(illness, True))
    for judged in two.medicines.medicines:
        assert DANGER[judged.verdict] >= DANGER[one.medicines[judged.id].verdict]


@EXAMPLES
@given(records(most=8))
def test_nobody_who_told_little_is_offered_a_medicine(record: Record) -> None:
    unknown = replace(record, medicines=None, allergies=None)
    assert [judged.id for judged in visit(unknown).medicines.medicines if judged.verdict == "ok"] == []
    assert [item.id for item in offered(visit(unknown).plan) if item.medicines] == []


@EXAMPLES
@given(people(), st.sampled_from(red_flags(knowledge())))
def test_an_emergency_holds_nothing_that_could_delay_help(record: Record, flag: str) -> None:
    for asked in (record, record.with_answer(flag, True)):
        visited = visit(asked)
        if visited.urgency == "emergency":
            plan = visited.plan
            assert plan.until_help_comes
            assert {item.kind for item in everything(plan)} == {"everyday"}
            assert (plan.items, plan.prevention, plan.not_worth_it, plan.checkpoints) == ((), (), (), ())
            assert plan.needs == ()


@EXAMPLES
@given(people(), st.sampled_from(red_flags(knowledge())))
def test_no_exercise_while_danger_is_there_or_could_not_be_told(record: Record, flag: str) -> None:
    for asked in (record.with_answer(flag, True), record.with_answer(flag, None)):
        visited = visit(asked)
        in_vain = any(o.could_not_say for o in visited.triage.open if rank(o.rule.urgency) >= rank("same_day"))
        if in_vain or rank(visited.urgency) >= rank("same_day"):
            assert [item.id for item in offered(visited.plan) if item.kind == "exercises"] == []


@EXAMPLES
@given(people())
def test_every_item_names_its_records_and_each_is_there(record: Record) -> None:
    plan, base = visit(record).plan, knowledge()
    known = {
        "treatments": base.treatments,
        "exercises": base.exercises,
        "everyday": base.everyday,
        "medicines": base.formulary.medicines,
        "holds": base.holds,
        "red_flags": base.rules,
        "referrals": base.referrals,
        "imaging": base.imaging,
    }
    named = [*everything(plan), *plan.referrals, *plan.imaging]
    for one in named:
        assert one.records
        for record_id in one.records:
            folder, _, name = record_id.partition("/")
            assert name in known[folder], record_id


@EXAMPLES
@given(people())
def test_what_is_withheld_says_why_and_what_is_offered_says_nothing_against(record: Record) -> None:
    for item in everything(visit(record).plan):
        assert bool(item.withheld) == (item.status == "withheld")
        assert item.stages or item.kind == "everyday" or item.status == "withheld"
    needs = visit(record).plan.needs
    assert len(needs) == len(set(needs))
