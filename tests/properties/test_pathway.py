"""What must always hold of a visit, for anybody."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from lumbago.pathway.triage import rank, triage
from lumbago.pathway.visit import conduct
from lumbago.record import Record, Value
from tests.people import NOON, answers, knowledge, record_of, records, value_of
from tests.polarity import red_flags

EXAMPLES = settings(max_examples=150)


@EXAMPLES
@given(records())
def test_nobody_is_refused_an_urgency_and_a_next_step(record: Record) -> None:
    visit = conduct(record, knowledge(), NOON)
    assert visit.urgency in ("self_care", "soon", "same_day", "emergency")
    assert (visit.deadline is None) == (visit.urgency == "self_care")
    assert len(visit.causes) == len(knowledge().conditions)
    assert set(visit.causes) == set(knowledge().conditions.values())


@EXAMPLES
@given(records())
def test_established_is_at_most_told_and_told_at_most_not_ruled_out(record: Record) -> None:
    found = triage(record, knowledge())
    assert rank(found.established) <= rank(found.urgency) <= rank(found.not_ruled_out)


@EXAMPLES
@given(answers(), st.data())
def test_an_answer_never_widens_the_bracket(given_answers: dict[str, Value | None], data: st.DataObject) -> None:
    unknown = [f for f in knowledge().vocabulary.values() if f.id not in given_answers and f.derivation is None]
    finding = data.draw(st.sampled_from(unknown))
    before = triage(record_of(given_answers), knowledge())
    after = triage(record_of({**given_answers, finding.id: data.draw(value_of(finding))}), knowledge())
    assert rank(before.established) <= rank(after.established)
    assert rank(after.not_ruled_out) <= rank(before.not_ruled_out)


@EXAMPLES
@given(answers(), st.data())
def test_a_red_flag_never_lowers_the_urgency(given_answers: dict[str, Value | None], data: st.DataObject) -> None:
    flag = data.draw(st.sampled_from(red_flags(knowledge())))
    without = {f: v for f, v in given_answers.items() if f != flag}
    before = triage(record_of(without), knowledge())
    after = triage(record_of({**without, flag: True}), knowledge())
    assert rank(after.urgency) >= rank(before.urgency)


@EXAMPLES
@given(answers(), st.randoms(use_true_random=False))
def test_order_of_answers_never_matters(given_answers: dict[str, Value | None], random: object) -> None:
    shuffled = list(given_answers.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one = conduct(record_of(given_answers), knowledge(), NOON)
    other = conduct(record_of(dict(shuffled)), knowledge(), NOON)
    assert one.urgency == other.urgency
    assert [f.rule.id for f in one.triage.fired] == [f.rule.id for f in other.triage.fired]
    assert [c.id for c in one.causes] == [c.id for c in other.causes]


@EXAMPLES
@given(records())
def test_probabilities_lie_in_0_to_1_and_ordinary_causes_share_the_whole(record: Record) -> None:
    odds = conduct(record, knowledge(), NOON).posterior
    if odds is None:
        return
    assert ((odds.probability >= 0) & (odds.probability <= 1)).all()
    assert np.isclose(odds.probability[~odds.network.independent].sum(), 1.0)
    low, high = odds.intervals().T
    assert ((low >= 0) & (high <= 1) & (low <= high)).all()


@EXAMPLES
@given(records())
def test_the_ledger_adds_up_to_the_shift_of_the_odds(record: Record) -> None:
    odds = conduct(record, knowledge(), NOON).posterior
    if odds is None:
        return
    moved = odds.moved.sum(axis=0) * 10 / np.log(10)
    for column in range(len(odds.network.conditions)):
        assert np.isclose(sum(c.decibans for c in odds.ledger(column)), moved[column])


@EXAMPLES
@given(records())
def test_every_decision_names_at_least_one_record(record: Record) -> None:
    visit = conduct(record, knowledge(), NOON)
    if visit.urgency != "self_care":
        asked_in_vain = any(o.could_not_say for o in visit.triage.open)
        assert visit.triage.fired or visit.risks or asked_in_vain


@EXAMPLES
@given(answers())
def test_under_18_rules_alone_decide(given_answers: dict[str, Value | None]) -> None:
    visit = conduct(record_of({**given_answers, "age": 12.0}), knowledge(), NOON)
    assert visit.posterior is None
    assert visit.risks == ()
    assert rank(visit.urgency) >= rank("soon")


@EXAMPLES
@given(answers())
def test_a_risk_only_ever_raises(given_answers: dict[str, Value | None]) -> None:
    visit = conduct(record_of(given_answers), knowledge(), NOON)
    assert rank(visit.urgency) >= rank(visit.triage.urgency)
    assert all(rank(visit.urgency) >= rank(risk.urgency) for risk in visit.risks)


@EXAMPLES
@given(answers())
def test_feeling_ill_without_explanation_is_never_self_care(given_answers: dict[str, Value | None]) -> None:
    visit = conduct(record_of({**given_answers, "generally_unwell": True}), knowledge(), NOON)
    assert visit.urgency != "self_care"


@EXAMPLES
@given(records())
def test_a_visit_is_the_same_when_conducted_again(record: Record) -> None:
    one, other = (conduct(record, knowledge(), NOON) for _ in range(2))
    assert replace(one, posterior=None, triage=other.triage) == replace(other, posterior=None)
    if one.posterior is not None and other.posterior is not None:
        assert (one.posterior.intervals() == other.posterior.intervals()).all()
