"""Reading: what is refused, and where the trouble is pointed at. What the manual shows is in tests/spec."""

from __future__ import annotations

import warnings

import pytest

from lumbago.criteria import And, AtLeast, Compare, Criterion, Is, Named, Not, OneOf, Or, Unless, parse
from lumbago.criteria.parse import DEEPEST
from lumbago.criteria.syntax import LONGEST
from lumbago.errors import CriterionError
from lumbago.record import Finding, Vocabulary

VOCABULARY = Vocabulary(
    {
        finding.id: finding
        for finding in (
            Finding("fever"),
            Finding("chills"),
            Finding("weight_loss"),
            Finding("ambiguous"),
            Finding("age", "number", unit="years", lowest=0, highest=120),
            Finding("balance", "number"),
            Finding("sport", "choice", choices=("golf", "L5/S1", "3_weeks")),
        )
    }
)
FEVER, CHILLS, WEIGHT_LOSS = Is("fever"), Is("chills"), Is("weight_loss")
NAMED: dict[str, Criterion] = {"unwell": Or((FEVER, CHILLS)), "ambiguous": FEVER}


def refusal(text: str) -> CriterionError:
    with pytest.raises(CriterionError) as caught:
        parse(text, VOCABULARY, NAMED)
    return caught.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fever", FEVER),
        ("not not fever", Not(Not(FEVER))),
        ("fever and (chills and weight_loss)", And((FEVER, CHILLS, WEIGHT_LOSS))),
        ("(fever or chills) or (weight_loss)", Or((FEVER, CHILLS, WEIGHT_LOSS))),
        ("fever or chills and weight_loss", Or((FEVER, And((CHILLS, WEIGHT_LOSS))))),
        ("fever and 18 <= age < 65", And((FEVER, Compare("age", ">=", 18), Compare("age", "<", 65)))),
        ("120 > age", Compare("age", "<", 120)),
        ("balance > -2.5", Compare("balance", ">", -2.5)),
        ("age != 65", Compare("age", "!=", 65)),
        ('sport == "L5/S1"', OneOf("sport", ("L5/S1",))),
        ('sport in ("3_weeks", "golf")', OneOf("sport", ("3_weeks", "golf"))),
        ('sport not in ("golf",)', Not(OneOf("sport", ("golf",)))),
        ('"yes" != fever', Not(FEVER)),
        ("unless(fever or chills)", Unless(Or((FEVER, CHILLS)))),
        ("at_least(1, fever, age > 64)", AtLeast(1, (FEVER, Compare("age", ">", 64)))),
        ("unwell or weight_loss", Or((Named("unwell", Or((FEVER, CHILLS))), WEIGHT_LOSS))),
        ("\r\n\t fever\r\n\tor\fchills\n", Or((FEVER, CHILLS))),
    ],
)
def test_what_a_text_means(text: str, expected: Criterion) -> None:
    assert parse(text, VOCABULARY, NAMED) == expected


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("   ", 1, 1, "empty"),
        ("fever\0", 1, 6, r"'\x00' has no meaning"),
        ("fever and “x”", 1, 11, r"'\u201c' has no meaning"),
        ("fever\u00a0and chills", 1, 6, r"'\xa0' has no meaning"),
        ('sport == "na\u00efve"', 1, 13, r"'\xef' has no meaning"),
        (r'sport == "\d"', 1, 11, "has no meaning"),
        ("fever # a note", 1, 7, "`note`"),
        ("fever && chills", 1, 7, "Write `and`"),
        ("!fever", 1, 1, "Write `not`"),
        ('sport == "golf', 1, 10, "no partner"),
        ("sport == ['golf']", 1, 10, "round brackets"),
        ("age >= 1e2", 1, 8, "plain number"),
        ("age >= 0x41", 1, 8, "plain number"),
        ("age >= 65or fever", 1, 8, "plain number"),
        ("age >= 5.", 1, 8, "plain number"),
        ("age - 1 > 3", 1, 1, "do not calculate"),
        ("-fever", 1, 1, "do not calculate"),
        ("fever.yes", 1, 1, "dots"),
        ("fever, chills", 1, 1, "comma"),
        ("fever or or chills", 1, 10, "cannot be read"),
        ("fever if chills else weight_loss", 1, 1, "not part of the language"),
        ("fever) or (chills", 1, 6, "cannot be read"),
        ("True", 1, 1, "cannot stand alone"),
        ('fever or "golf"', 1, 10, "cannot stand alone"),
        ("fever or sport", 1, 10, 'as in `sport == "golf"`'),
        ("fever or\n  balance", 2, 3, "`balance` is a number"),
        ("feverr", 1, 1, "`fever`"),
        ("Unwel", 1, 1, "`unwell`"),
        ("qqqqqqqq", 1, 1, "Nothing is called `qqqqqqqq`."),
        ("ambiguous", 1, 1, "both a finding and a criterion"),
        ('unwell == "yes"', 1, 1, "named criterion"),
        ("age is 65", 1, 1, "`is`"),
        ("5 < 6", 1, 1, "bare name of a finding"),
        ("fever == chills", 1, 10, "another name"),
        ("sport == golf", 1, 10, '`"golf"`'),
        ("age == fever", 1, 8, "another name"),
        ('age >= "old"', 1, 8, "Compare it with a number"),
        ("age >= True", 1, 8, "Compare it with a number"),
        ("age >= -1", 1, 8, "never less than 0 years"),
        ("age >= 121", 1, 8, "never more than 120 years"),
        (f"balance > {'9' * 400}", 1, 11, "decides nothing"),
        ("18 <= age < 650", 1, 13, "never more"),
        ("fever == 1", 1, 10, "word in quotation marks"),
        ('fever == "maybe"', 1, 10, '"yes", "no"'),
        ('fever == "unknown"', 1, 10, "no answer"),
        ('sport < "golf"', 1, 9, "no order"),
        ("sport == 3", 1, 10, "word in quotation marks"),
        ('sport in ("golf", "gulf")', 1, 19, "Did you mean `golf`"),
        ('sport in ("golf", "golf")', 1, 19, "twice"),
        ("sport in ()", 1, 10, "come the choices"),
        ('fever in ("yes", "no")', 1, 1, "not a choice"),
        ('"golf" in sport', 1, 1, "before `in`"),
        ("at_least(2)", 1, 10, "between 1 and the 0"),
        ("at_least(0, fever)", 1, 10, "between 1 and the 1"),
        ("at_least(-1, fever)", 1, 10, "whole number"),
        ("at_least(1.0, fever)", 1, 10, "whole number"),
        ("at_least(True, fever)", 1, 10, "whole number"),
        ("at_least()", 1, 1, "whole number"),
        ("at_least(fever, chills)", 1, 10, "whole number"),
        ("at_least(1, fever, chills, fever)", 1, 28, "counted twice"),
        ("unless()", 1, 1, "one excuse"),
        ("unless(fever, chills)", 1, 1, "one excuse"),
        ("unless(x=fever)", 1, 9, "Write `==`"),
        ("fever(chills)", 1, 1, "with brackets"),
        ("fever or\n\n (chills and\n   wait_loss)", 4, 4, "`weight_loss`"),
    ],
)
def test_what_is_refused_and_where(text: str, line: int, column: int, says: str) -> None:
    error = refusal(text)
    assert (error.line, error.column) == (line, column)
    assert says in str(error)
    assert error.text == text


def test_everything_wrong_is_said_at_once_in_the_order_of_the_text() -> None:
    error = refusal("at_least(7, fevr, age,\n sport == 'gulf')\nor age > 500")
    assert [problem.path for problem in error.problems] == [
        "line 1, column 10",
        "line 1, column 13",
        "line 1, column 19",
        "line 2, column 11",
        "line 3, column 10",
    ]


def test_two_unreadable_items_are_not_taken_for_the_same_item() -> None:
    assert "twice" not in str(refusal("at_least(1, fevr, chils)"))


def test_the_caret_stands_under_the_place_in_its_own_line() -> None:
    assert str(refusal("fever or\n\t(chils)")).endswith("\n (chils)\n  ^")


def test_a_long_line_is_shown_around_the_place_only() -> None:
    shown, caret = str(refusal(" or ".join(["fever"] * 100) + " or feverr")).splitlines()[-2:]
    assert len(shown) <= 120
    assert shown[len(caret) - 1 :] == "feverr"


@pytest.mark.parametrize(
    "text",
    [
        "not " * 10_000 + "fever",
        "not " * 2_000 + "fever",
        "not " * DEEPEST + "fever",
        "(" * 10_000 + "fever" + ")" * 10_000,
        "(" * 1_000 + "fever" + ")" * 1_000,
        "unless(" * 1_000 + "fever" + ")" * 1_000,
        "unless(" * DEEPEST + "fever" + ")" * DEEPEST,
        "fever" + ".x" * 4_000,
        "age >= " + "-" * 4_000 + "1",
        "x" * (LONGEST + 1),
    ],
    ids=lambda text: text[:8],
)
def test_absurd_texts_are_refused_like_any_other(text: str) -> None:
    assert refusal(text).problems


def test_the_deepest_allowed_text_is_read() -> None:
    assert parse("not " * (DEEPEST - 1) + "fever", VOCABULARY) == parse("not " * (DEEPEST - 1) + "(fever)", VOCABULARY)


def test_named_criteria_count_towards_the_depth() -> None:
    deep = parse("not " * (DEEPEST - 1) + "fever", VOCABULARY)
    with pytest.raises(CriterionError, match="levels deep"):
        parse("chills or deep", VOCABULARY, {"deep": deep})


def test_a_long_flat_text_is_read() -> None:
    assert parse(" or ".join(["fever"] * 1_000), VOCABULARY) == Or((FEVER,) * 1_000)


@pytest.mark.parametrize("text", ["age >= 65or fever", r'sport == "\d"', "5 is age", "age >= 0777", '"golf" is sport'])
def test_python_warns_about_nothing(text: str) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        refusal(text)
    assert not caught
