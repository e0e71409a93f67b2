"""What must always hold of a course, whatever a diary says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from lumbago.pathway.course import DayEntry, Diary, diary_of, forecast, screened, step_ups
from lumbago.pathway.course.chances import entry_chances, weighed
from lumbago.pathway.course.curves import Start, model_of
from lumbago.pathway.course.many import forecast_many
from lumbago.pathway.course.many.reading import read
from lumbago.pathway.course.posterior import Trace, traces
from lumbago.pathway.course.priors import standard_prior
from lumbago.pathway.triage import rank
from lumbago.pathway.visit import appraise
from lumbago.record import Record
from tests.people import NOON, knowledge, record_of
from tests.polarity import red_flags

EXAMPLES = settings(max_examples=40)
FEW = settings(max_examples=20)

YES_NO = st.one_of(st.none(), st.booleans())
DANGERS = ("saddle_numbness", "urinary_retention", "progressive_leg_weakness")
SIGNS = st.dictionaries(st.sampled_from(("saddle_numbness", "urinary_retention", "fever_or_rigors")), YES_NO)
ENTRY = st.builds(
    DayEntry,
    day=st.integers(1, 120),
    pain=st.one_of(st.none(), st.integers(0, 10)),
    function=st.one_of(st.none(), st.integers(0, 10)),
    flare=YES_NO,
    leg_or_bladder_change=YES_NO,
    signs=SIGNS,
)
ENTRIES = st.lists(ENTRY, max_size=12, unique_by=lambda e: e.day)
START = st.one_of(st.none(), st.integers(0, 10))


def diary(start: int | None, entries: list[DayEntry], before: int = 0) -> Diary:
    made = Diary(pain_at_start=start, days_before=before)
    for entry in entries:
        made = made.with_entry(entry)
    return made


@EXAMPLES
@given(START, ENTRIES, st.randoms(use_true_random=False), st.integers(0, 120))
def test_the_order_of_entries_never_matters(
    start: int | None, entries: list[DayEntry], chance: object, today: int
) -> None:
    mixed = entries.copy()
    chance.shuffle(mixed)
    one, other = diary(start, entries), diary(start, mixed)
    assert one == other
    assert [e.id for e in step_ups(one, knowledge(), today)] == [e.id for e in step_ups(other, knowledge(), today)]
    assert screened(Record(), entries, knowledge()) == screened(Record(), mixed, knowledge())


@EXAMPLES
@given(START, ENTRIES, st.sampled_from((0, 3, 40, 200)))
def test_chances_are_chances_and_bands_are_nested(start: int | None, entries: list[DayEntry], before: int) -> None:
    found = forecast(diary(start, entries, before), knowledge())
    chances = [*found.recovered_by.values(), found.not_improving, *found.lasting.values(), *found.classes.values()]
    assert all(0 <= chance <= 1 for chance in chances)
    assert abs(sum(found.classes.values()) - 1) < 1e-6
    assert list(found.recovered_by.values()) == sorted(found.recovered_by.values())
    for inner, outer in zip(found.bands, found.bands[1:], strict=False):
        assert all(o <= i + 1e-9 for o, i in zip(outer.low, inner.low, strict=True))
        assert all(o >= i - 1e-9 for o, i in zip(outer.high, inner.high, strict=True))
    for band in found.bands:
        edges = zip(band.low, found.median, band.high, strict=True)
        assert all(0 <= low <= middle + 1e-9 <= high + 2e-9 <= 10 + 2e-9 for low, middle, high in edges)
    assert found.recurrence.limiting <= found.recurrence.any_pain
    if found.surprise:
        assert 0 <= found.surprise.at_least <= 1
        assert 0 <= found.surprise.at_most <= 1
        assert found.surprise.bits >= 0


@EXAMPLES
@given(st.integers(1, 10), ENTRIES, st.integers(121, 140), st.integers(0, 9))
def test_a_worse_last_day_never_makes_the_forecast_better(
    start: int, entries: list[DayEntry], day: int, pain: int
) -> None:
    known = diary(start, [replace(e, day=e.day % 60 + 1) for e in entries])
    for last in (61, day):
        milder = forecast(known.with_entry(DayEntry(last, pain=pain)), knowledge(), prior="to_midpoint")
        worse = forecast(known.with_entry(DayEntry(last, pain=pain + 1)), knowledge(), prior="to_midpoint")
        later = [i for i, shown in enumerate(milder.days) if shown > last]
        assert all(worse.mean[i] >= milder.mean[i] - 0.02 for i in later)


@EXAMPLES
@given(
    ENTRIES, st.sampled_from(("saddle_numbness", "urinary_retention", "progressive_leg_weakness")), st.integers(0, 120)
)
def test_a_later_entry_with_a_red_flag_always_reaches_triage(entries: list[DayEntry], sign: str, day: int) -> None:
    record = record_of({"age": 40.0, sign: False, "pain_intensity": 5.0, "duration_days": 1.0}, "self")
    told = [*entries, DayEntry(day, pain=0, signs={sign: True})]
    after = appraise(screened(record, told, knowledge()), knowledge(), NOON)
    assert after.record.value(sign) is True
    assert rank(after.urgency) >= rank("same_day")


@EXAMPLES
@given(st.sampled_from(red_flags(knowledge())), ENTRIES)
def test_no_entry_takes_a_danger_sign_back(sign: str, entries: list[DayEntry]) -> None:
    finding = knowledge().vocabulary.get(sign)
    if finding is None or finding.kind != "yes_no" or finding.derivation is not None:
        return
    record = record_of({sign: True}, "self")
    assert screened(record, entries, knowledge()).value(sign) is True


@EXAMPLES
@given(ENTRIES, st.integers(0, 120))
def test_after_a_change_no_earlier_no_stands(entries: list[DayEntry], day: int) -> None:
    record = record_of({"saddle_numbness": False, "leg_weakness": False}, "self")
    told = [
        *(replace(e, day=e.day % max(day, 1), signs={}) for e in entries),
        DayEntry(day, leg_or_bladder_change=True),
    ]
    after = screened(record, told, knowledge())
    assert after.value("saddle_numbness") is None
    assert after.value("leg_weakness") is None


@FEW
@given(st.lists(st.tuples(START, ENTRIES, st.sampled_from((0, 3, 90))), min_size=1, max_size=5))
def test_many_at_once_come_to_what_each_comes_to(people: list[tuple[int | None, list[DayEntry], int]]) -> None:
    diaries = [diary(*person) for person in people]
    batch = forecast_many(diaries, knowledge(), (84,))
    for i, each in enumerate(diaries):
        alone = forecast(each, knowledge())
        assert all(abs(a - b) < 1e-4 for a, b in zip(alone.recovered_by.values(), batch.recovered_by[i], strict=True))
        assert abs(batch.chances[i, 0, 4:].sum() - alone.lasting[alone.prior]) < 1e-4


@FEW
@given(
    st.integers(1, 10),
    st.lists(ENTRIES, min_size=4, max_size=8),
    st.sampled_from((0, 3, 30, 90)),
    st.sampled_from((18.0, 70.0, None)),
)
def test_people_who_share_a_start_are_weighed_together_as_each_alone(
    start: int, all_entries: list[list[DayEntry]], before: int, age: float | None
) -> None:
    """From four on they share tables, and curves that have not parted yet; the days asked for lie near entries too."""
    diaries = [diary(start, entries, before) for entries in all_entries]
    if age is not None:
        diaries[0] = replace(diaries[0], facts={"age": age})
    batch = forecast_many(diaries, knowledge(), (2, 9, 30, 84, 130), "to_midpoint")
    for i, each in enumerate(diaries):
        parts = weighed(each, knowledge(), "to_midpoint")
        alone = entry_chances(model_of(knowledge()), parts, batch.days)
        assert np.abs(alone - batch.chances[i]).max() < 1e-4
        recovered = sum(part.curves.recovered_by @ part.by_curve for part in parts)
        assert np.abs(recovered - batch.recovered_by[i]).max() < 1e-4


@EXAMPLES
@given(
    st.lists(st.tuples(START, ENTRIES, st.sampled_from((0, 3, 80, 90))), min_size=1, max_size=6),
    st.sampled_from(("", "to_2012", "to_midpoint")),
)
def test_many_diaries_as_columns_tell_what_each_tells(
    people: list[tuple[int | None, list[DayEntry], int]], named: str
) -> None:
    course, diaries = knowledge().course, [diary(*person) for person in people]
    told = read(diaries, course, named)
    starts, which = told.starts()
    found: dict[int, tuple[Trace, str]] = {}
    for place, (who, first, end) in enumerate(zip(told.who.tolist(), told.first[:-1], told.first[1:], strict=True)):
        pain, day, in_pain, prior = starts[which[place]].tolist()
        later = (tuple(column[first + 1 : end].tolist()) for column in (told.day, told.pain))
        found[who] = Trace(Start(pain, day, in_pain), *later), list(course.priors)[prior]
    for who, each in enumerate(diaries):
        prior = named or standard_prior(course, each)
        trace, *others = traces(each, course, course.priors[prior].from_day)
        assert others or found[who] == (trace, prior)
        assert (who in found) != bool(others)


def test_a_visit_begins_its_diary() -> None:
    record = record_of({"pain_intensity": 7.0, "duration_days": 3.0, "age": 40.0})
    begun = diary_of(record, [DayEntry(2, pain=4), DayEntry(1, pain=5), DayEntry(2, function=6)])
    assert (begun.start, begun.days_before, begun.pains) == (7, 3.0, ((1, 5), (2, 4)))
    assert begun.entries[1].function == 6
