"""Texts that are no criteria, and what is said about them."""

from __future__ import annotations

from tests.spec.tables import Chapter, Refusal

REFUSALS = Chapter(
    title="What is refused",
    prose="""
A text that does not fit is refused when the knowledge base is loaded, never when a person is assessed. Each message
says what is wrong, points at the place, and says what to do.
""",
    entries=(
        Refusal(
            says="Names that nobody knows. Everything wrong with a text is said at once.",
            criterion="fevr or wait_loss",
            message="""
column 1: Nothing is called `fevr`. Did you mean `fever` or `fever_any`?
fevr or wait_loss
^
column 9: Nothing is called `wait_loss`. Did you mean `weight_loss`?
fevr or wait_loss
        ^
""",
        ),
        Refusal(
            says="A number by itself.",
            criterion="age",
            message="""
column 1: `age` is a number and cannot stand alone. Compare it, as in `age >= 60`.
age
^
""",
        ),
        Refusal(
            says="A limit outside the finding's range.",
            criterion="age >= 650",
            message="""
column 8: `age` is never more than 120 years, so this limit decides nothing.
age >= 650
       ^
""",
        ),
        Refusal(
            says="A word that is no answer to the finding.",
            criterion='sport == "golfing"',
            message="""
column 10: "golfing" is no answer to `sport`. Did you mean `golf`? It has "none", "golf", "baseball", "running".
sport == "golfing"
         ^
""",
        ),
        Refusal(
            says="A yes-or-no finding treated as a number.",
            criterion="fever >= 2",
            message="""
column 10: `fever` is not a number: its answers have no order. Use `==` or `!=`.
fever >= 2
         ^
""",
        ),
        Refusal(
            says="One choice in brackets, which is easily misread.",
            criterion='sport in ("golf")',
            message="""
column 11: After `in` come the choices, as in `sport in ("a", "b")`; for one, use `==`.
sport in ("golf")
          ^
""",
        ),
        Refusal(
            says="More than there are.",
            criterion="at_least(3, fever, chills)",
            message="""
column 10: The count lies between 1 and the 2 criteria that follow it.
at_least(3, fever, chills)
         ^
""",
        ),
        Refusal(
            says="One sign counted twice.",
            criterion="at_least(2, fever, fever)",
            message="""
column 20: This would be counted twice.
at_least(2, fever, fever)
                   ^
""",
        ),
        Refusal(
            says="Arithmetic. In a longer text the line is shown.",
            criterion="fever\nand age + 1 > 65",
            message="""
line 2, column 9: The sign + has no meaning here. Criteria do not calculate.
and age + 1 > 65
        ^
""",
        ),
        Refusal(
            says="A single equals sign.",
            criterion="age = 65",
            message="""
column 5: The sign = has no meaning here. Write `==` to compare.
age = 65
    ^
""",
        ),
        Refusal(
            says="Python's own words for yes and no.",
            criterion="fever == True",
            message="""
column 10: `fever` is answered with a word in quotation marks: one of "yes", "no".
fever == True
         ^
""",
        ),
        Refusal(
            says="A bracket that does not close.",
            criterion="fever and (chills",
            message="""
column 11: This cannot be read as a criterion ('(' was never closed).
fever and (chills
          ^
""",
        ),
        Refusal(
            says="Nothing at all.",
            criterion="",
            message="""
column 1: The criterion is empty. Name at least one finding.

^
""",
        ),
    ),
)
