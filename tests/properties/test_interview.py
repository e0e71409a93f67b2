"""What must always hold of the interview, whoever answers."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from lumbago.criteria import evaluate
from lumbago.pathway.interview import MOST_ON_A_SCREEN, Finished, Mode, Screen, next_screen
from lumbago.pathway.interview.chance import Prospect
from lumbago.pathway.interview.expected import expected_rates
from lumbago.pathway.interview.prospects import layout
from lumbago.pathway.triage import triage
from lumbago.pathway.visit import Visit, appraise, conduct
from lumbago.record import Record, Value
from tests.people import NOON, answers, knowledge, record_of, records

EXAMPLES = settings(max_examples=60)
MODES = st.sampled_from(("person", "clinician"))


@EXAMPLES
@given(records(), MODES)
def test_what_it_asks_was_not_asked_and_can_be_asked(record: Record, mode: Mode) -> None:
    shown = next_screen(conduct(record, knowledge(), NOON), knowledge(), mode)
    if isinstance(shown, Finished):
        return
    assert 1 <= len(shown.findings) <= MOST_ON_A_SCREEN
    for finding in shown.findings:
        definition = knowledge().vocabulary[finding]
        assert not record.was_asked(finding)
        assert definition.derivation is None
        assert knowledge().findings[finding].question
        assert mode == "clinician" or definition.assessed_by != "clinician"


@EXAMPLES
@given(records(), MODES)
def test_it_ends_whoever_answers(record: Record, mode: Mode) -> None:
    """Every screen asks something new, so it ends; this holds it to a length a person can bear.

    Where it ends below an emergency, nothing that can be told in words would be one by itself.
    """
    told = Record()
    for _ in range(45):
        visit = conduct(told, knowledge(), NOON)
        shown = next_screen(visit, knowledge(), mode)
        if isinstance(shown, Finished):
            assert shown.reason == "named" or not [f for f in told_in_words(visit) if would_be_an_emergency(f, visit)]
            return
        for finding in shown.findings:
            told = told.with_answer(finding, record.value(finding))
    raise AssertionError("more than 45 screens")


@EXAMPLES
@given(records())
def test_what_rules_rest_on_is_the_same_one_by_one_and_all_at_once(record: Record) -> None:
    """To the last bit: what is asked next must not hang on how it was reckoned."""
    known = appraise(record, knowledge(), NOON)
    prospect = Prospect(record, known.values, expected_rates(known.posterior, knowledge()))
    reckoned = layout(knowledge()).reckoned(prospect)
    for rule in knowledge().rules.values():
        shares = {finding: share for finding, share in prospect.shares(rule.criterion).items() if share > 0}
        assert reckoned.of_holding(rule.id) == prospect.of_holding(rule.criterion), rule.id
        assert dict(reckoned.resting(rule.id)) == shares, rule.id


@EXAMPLES
@given(answers(), st.randoms(use_true_random=False))
def test_the_order_of_answers_never_matters(given_answers: dict[str, Value | None], random: object) -> None:
    shuffled = list(given_answers.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = (
        next_screen(conduct(record_of(said), knowledge(), NOON), knowledge())
        for said in (given_answers, dict(shuffled))
    )
    assert first == second


@EXAMPLES
@given(records())
def test_it_never_ends_on_an_emergency_it_could_have_settled_by_one_question(record: Record) -> None:
    """It stops only when an emergency is told, or when nothing left is worth a screen."""
    visit = conduct(record, knowledge(), NOON)
    shown = next_screen(visit, knowledge())
    if isinstance(shown, Screen):
        assert shown.purpose in ("basics", "excuse", "danger")
    elif shown.reason == "named":
        assert visit.urgency == "emergency"
    else:
        assert shown.reason != "settled" or not shown.open_findings


def told_in_words(visit: Visit) -> set[str]:
    """Everything that a page asks without an examination and that an open emergency rule still needs."""
    needed = {f for o in visit.triage.open if o.rule.urgency == "emergency" for f in o.needs}
    topics = (t.record for t in knowledge().topics.values() if not t.record.examination)
    return {f for topic in topics for f in topic.findings if f in needed and knowledge().vocabulary[f].kind == "yes_no"}


def would_be_an_emergency(finding: str, visit: Visit) -> bool:
    """Answer one unasked question that makes sense here with yes, and triage again."""
    when = knowledge().ask_when.get(finding)
    fits = when is None or evaluate(when, visit.values) is True
    if visit.record.was_asked(finding) or not fits or knowledge().vocabulary[finding].derivation:
        return False
    return triage(visit.record.with_answer(finding, True), knowledge()).urgency == "emergency"
