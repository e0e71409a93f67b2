"""What holds for every criterion and every person."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator
from types import CodeType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago.criteria import (
    And,
    AtLeast,
    Criterion,
    Is,
    Named,
    Not,
    Or,
    Unless,
    Values,
    could_change,
    evaluate,
    findings_in,
    in_words,
    parse,
    presume,
    settled_by,
    to_text,
)
from lumbago.errors import CriterionError
from lumbago.record import Value, Vocabulary
from tests.strategies import YES_NO, Situation, criteria, situations

SMALL = Vocabulary({finding.id: finding for finding in YES_NO})


def fewer(values: Values, dropped: set[str]) -> dict[str, Value]:
    return {finding: value for finding, value in values.items() if finding not in dropped}


def only(values: Values, kept: tuple[str, ...]) -> dict[str, Value]:
    return {finding: value for finding, value in values.items() if finding in kept}


def completions(values: Values, findings: tuple[str, ...]) -> Iterator[dict[str, Value]]:
    """Answer every yes-or-no finding that is still unknown, in every way."""
    unknown = [finding for finding in findings if finding not in values]
    for answers in itertools.product([True, False], repeat=len(unknown)):
        yield {**values, **dict(zip(unknown, answers, strict=True))}


def flipped(values: Values, finding: str) -> dict[str, Value]:
    return {**values, finding: not values[finding]}


@st.composite
def yes_no_situations(draw: st.DrawFn) -> tuple[Criterion, dict[str, Value]]:
    values = st.fixed_dictionaries({}, optional={name: st.booleans() for name in SMALL})
    return draw(criteria(SMALL)), draw(values)


# Reading and writing


@given(situations())
def test_what_is_written_reads_back_the_same(situation: Situation) -> None:
    assert parse(to_text(situation.criterion), situation.vocabulary, situation.named) == situation.criterion


@given(situations())
def test_the_text_is_one_line_and_canonical(situation: Situation) -> None:
    text = to_text(situation.criterion)
    spread = "\n\t" + text.replace(" ", "\n   ") + "\n"
    assert "\n" not in text
    assert to_text(parse(spread, situation.vocabulary, situation.named)) == text


@given(st.text(max_size=60) | st.text("abc01 ().,<=>!'\"\n-", max_size=60))
def test_any_text_is_read_or_refused_at_a_place_inside_it(text: str) -> None:
    refusal = refusal_of(text)
    if refusal is not None:
        lines = text.split("\n")
        assert 1 <= refusal.line <= len(lines)
        assert 1 <= refusal.column <= len(lines[refusal.line - 1]) + 1


def refusal_of(text: str) -> CriterionError | None:
    try:
        parse(text, SMALL)
    except CriterionError as error:
        return error
    return None


@given(situations(), st.data())
def test_a_misspelt_name_is_pointed_at_wherever_it_stands(situation: Situation, data: st.DataObject) -> None:
    text = to_text(situation.criterion)
    known_names = {*situation.vocabulary, *situation.named}
    names = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name) and node.id in known_names]
    at = data.draw(st.sampled_from(names)).col_offset
    broken = "\n\n  " + text[:at] + "zz" + text[at:]
    with pytest.raises(CriterionError) as caught:
        parse(broken, situation.vocabulary, situation.named)
    assert (caught.value.line, caught.value.column) == (3, at + 3)


@given(situations())
def test_words_are_one_line_and_name_every_finding_of_an_unnamed_criterion(situation: Situation) -> None:
    labels = {finding: f"<{finding}>" for finding in situation.vocabulary}
    words = in_words(situation.criterion, labels, situation.vocabulary, reader="clinician")
    assert words == words.strip()
    assert "\n" not in words
    assert all(f"<{finding}>" in words for finding in findings_in(situation.criterion))
    assert words.count("(") == words.count(")")


# Kleene's logic


@given(situations(), st.data())
def test_an_answer_never_changes_a_known_result(situation: Situation, data: st.DataObject) -> None:
    dropped = data.draw(st.sets(st.sampled_from(sorted(situation.vocabulary))))
    before = evaluate(situation.criterion, fewer(situation.values, dropped))
    after = evaluate(situation.criterion, situation.values)
    assert before is None or before is after


@given(yes_no_situations())
def test_a_known_result_holds_however_the_rest_is_answered(drawn: tuple[Criterion, dict[str, Value]]) -> None:
    criterion, values = drawn
    truth = evaluate(criterion, values)
    if truth is not None:
        assert {evaluate(criterion, complete) for complete in completions(values, findings_in(criterion))} == {truth}


@given(yes_no_situations())
def test_with_every_answer_known_the_result_is_known(drawn: tuple[Criterion, dict[str, Value]]) -> None:
    criterion, values = drawn
    python = compile(to_text(criterion), "criterion", "eval")
    for complete in completions(values, findings_in(criterion)):
        assert evaluate(criterion, complete) is python_says(python, complete)


def python_says(criterion: CodeType, values: Values) -> bool:
    """Let Python itself judge what `to_text` wrote: an oracle that shares nothing with the evaluator."""
    meaning = {"at_least": lambda count, *items: sum(items) >= count, "unless": lambda excuse: not excuse}
    return bool(eval(criterion, {"__builtins__": {}}, {**meaning, **values}))


# Presuming


@given(situations())
def test_presume_says_what_evaluate_knows(situation: Situation) -> None:
    known = evaluate(situation.criterion, situation.values)
    assert known is None or presume(situation.criterion, situation.values) is known


@given(situations())
def test_presume_is_kleene_with_every_excuse_decided(situation: Situation) -> None:
    excuses: dict[str, Value] = {}
    decided = with_excuses_decided(situation.criterion, situation.values, excuses)
    expected = evaluate(decided, {**situation.values, **excuses})
    assert presume(situation.criterion, situation.values) is expected


def with_excuses_decided(criterion: Criterion, values: Values, excuses: dict[str, Value]) -> Criterion:
    """Put in place of each excuse a finding of its own, which is yes only where the excuse is known to hold."""

    def inside(part: Criterion) -> Criterion:
        return with_excuses_decided(part, values, excuses)

    match criterion:
        case Unless(inner):
            excuse = f"excuse_{len(excuses)}"
            excuses[excuse] = evaluate(inner, values) is True
            return Not(Is(excuse))
        case And(items):
            return And(tuple(inside(item) for item in items))
        case Or(items):
            return Or(tuple(inside(item) for item in items))
        case AtLeast(count, items):
            return AtLeast(count, tuple(inside(item) for item in items))
        case Not(inner) | Named(_, inner):
            return inside(inner) if isinstance(criterion, Named) else Not(inside(inner))
    return criterion


@given(yes_no_situations())
def test_with_every_answer_known_nothing_is_presumed(drawn: tuple[Criterion, dict[str, Value]]) -> None:
    criterion, values = drawn
    for complete in completions(values, findings_in(criterion)):
        assert presume(criterion, complete) is evaluate(criterion, complete)


@given(situations())
def test_without_an_excuse_nothing_is_presumed(situation: Situation) -> None:
    if "Unless(" not in repr(situation.criterion):
        assert presume(situation.criterion, situation.values) is evaluate(situation.criterion, situation.values)


# Laws of logic


@given(situations(), st.data())
def test_de_morgan(situation: Situation, data: st.DataObject) -> None:
    items = tuple(data.draw(st.lists(criteria(situation.vocabulary, max_leaves=4), min_size=1, max_size=4)))
    opposite = tuple(Not(item) for item in items)
    for judge in (evaluate, presume):
        assert judge(Not(And(items)), situation.values) is judge(Or(opposite), situation.values)
        assert judge(Not(Or(items)), situation.values) is judge(And(opposite), situation.values)
        assert judge(Not(Not(And(items))), situation.values) is judge(And(items), situation.values)


@given(situations(), st.data())
def test_order_does_not_matter(situation: Situation, data: st.DataObject) -> None:
    items = data.draw(st.lists(criteria(situation.vocabulary, max_leaves=4), min_size=1, max_size=4, unique=True))
    count = data.draw(st.integers(1, len(items)))
    shuffled = tuple(data.draw(st.permutations(items)))
    for judge in (evaluate, presume):
        assert judge(And(tuple(items)), situation.values) is judge(And(shuffled), situation.values)
        assert judge(Or(tuple(items)), situation.values) is judge(Or(shuffled), situation.values)
        assert judge(AtLeast(count, tuple(items)), situation.values) is judge(
            AtLeast(count, shuffled), situation.values
        )


@given(situations(), st.data())
def test_at_least_lies_between_or_and_and(situation: Situation, data: st.DataObject) -> None:
    items = tuple(data.draw(st.lists(criteria(situation.vocabulary, max_leaves=4), min_size=1, max_size=4)))
    assert evaluate(AtLeast(1, items), situation.values) is evaluate(Or(items), situation.values)
    assert evaluate(AtLeast(len(items), items), situation.values) is evaluate(And(items), situation.values)


# What settled it, and what could change it


@given(situations())
def test_what_settled_a_result_is_enough_for_it(situation: Situation) -> None:
    criterion, values = situation.criterion, situation.values
    for judge, presumed in ((evaluate, False), (presume, True)):
        truth = judge(criterion, values)
        settled = settled_by(criterion, values, presumed=presumed)
        assert set(settled) <= set(values) & set(findings_in(criterion))
        assert len(settled) == len(set(settled))
        if truth is None:
            assert settled == ()
        else:
            assert judge(criterion, only(values, settled)) is truth


@given(situations())
def test_a_known_result_is_settled_by_something_and_changed_by_nothing(situation: Situation) -> None:
    known = evaluate(situation.criterion, situation.values) is not None
    assert bool(settled_by(situation.criterion, situation.values)) is known
    assert bool(could_change(situation.criterion, situation.values)) is not known


@given(situations())
def test_only_what_is_unknown_and_named_could_change_a_result(situation: Situation) -> None:
    open_findings = could_change(situation.criterion, situation.values)
    assert not set(open_findings) & set(situation.values)
    assert [finding for finding in findings_in(situation.criterion) if finding in open_findings] == list(open_findings)


@given(yes_no_situations())
def test_what_could_change_a_result_misses_nothing(drawn: tuple[Criterion, dict[str, Value]]) -> None:
    criterion, values = drawn
    decisive = {
        finding
        for complete in completions(values, findings_in(criterion))
        for finding in set(complete) - set(values)
        if evaluate(criterion, complete) is not evaluate(criterion, flipped(complete, finding))
    }
    assert decisive <= set(could_change(criterion, values))


@given(st.permutations([finding.id for finding in YES_NO]), yes_no_situations())
def test_what_could_change_a_result_is_exact_where_each_finding_stands_once(
    order: list[str], drawn: tuple[Criterion, dict[str, Value]]
) -> None:
    a, b, c, d, e = (Is(name) for name in order)
    criterion = Or((And((a, Not(b))), AtLeast(2, (c, d, e))))
    values = drawn[1]
    decisive = {
        finding
        for complete in completions(values, findings_in(criterion))
        for finding in set(complete) - set(values)
        if evaluate(criterion, complete) is not evaluate(criterion, flipped(complete, finding))
    }
    assert set(could_change(criterion, values)) == decisive
