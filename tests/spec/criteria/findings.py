"""One finding: yes or no, a number, a choice."""

from __future__ import annotations

from tests.spec.tables import Chapter, Table

YES_OR_NO = Chapter(
    title="Yes or no",
    prose="""
The name of a yes-or-no finding holds where the answer is yes. Never asked, and "don't know", are both unknown.
""",
    entries=(
        Table(
            says="The name alone.",
            criterion="fever",
            people="""
            fever | evaluate | presume
            ------+----------+--------
            yes   | yes      | yes
            no    | no       | no
            ?     | ?        | ?
            """,
        ),
        Table(
            says='An explicit no, the same as `not fever`. With `== "yes"` it is the same as the name alone.',
            criterion='fever == "no"',
            people="""
            fever | evaluate | presume
            ------+----------+--------
            yes   | no       | no
            no    | yes      | yes
            ?     | ?        | ?
            """,
        ),
        Table(
            says="A derived finding is used by name like any other. Who asks for the values works it out beforehand.",
            criterion="age_over_70",
            people="""
            age_over_70 | evaluate | presume
            ------------+----------+--------
            yes         | yes      | yes
            ?           | ?        | ?
            """,
        ),
    ),
)

NUMBERS = Chapter(
    title="Numbers",
    prose="""
A number is compared with a limit in the finding's own unit: `<`, `<=`, `>`, `>=`, `==` or `!=`. The limit lies in the
finding's range, and is written in plain digits.
""",
    entries=(
        Table(
            says="The limit itself belongs to `>=`.",
            criterion="age >= 65",
            people="""
            age  | evaluate | presume
            -----+----------+--------
            64   | no       | no
            65   | yes      | yes
            65.5 | yes      | yes
            ?    | ?        | ?
            """,
        ),
        Table(
            says="It does not belong to `>`.",
            criterion="temperature > 37.5",
            people="""
            temperature | evaluate | presume
            ------------+----------+--------
            37.5        | no       | no
            37.6        | yes      | yes
            """,
        ),
        Table(
            says="A chain gives a range. The limit may stand on either side.",
            criterion="18 <= age < 65",
            people="""
            age | evaluate | presume
            ----+----------+--------
            17  | no       | no
            18  | yes      | yes
            64  | yes      | yes
            65  | no       | no
            ?   | ?        | ?
            """,
        ),
        Table(
            says="Unlike a limit.",
            criterion="age != 65",
            people="""
            age | evaluate | presume
            ----+----------+--------
            64  | yes      | yes
            65  | no       | no
            ?   | ?        | ?
            """,
        ),
    ),
)

CHOICES = Chapter(
    title="Choices",
    prose="""
A choice is compared with one of its words, in quotation marks, or with several in round brackets. "Unknown" is not a
word to compare with: a criterion cannot ask whether something was asked.
""",
    entries=(
        Table(
            says="One word.",
            criterion='sport == "golf"',
            people="""
            sport   | evaluate | presume
            --------+----------+--------
            golf    | yes      | yes
            running | no       | no
            ?       | ?        | ?
            """,
        ),
        Table(
            says="Any of several words.",
            criterion='sport in ("golf", "baseball")',
            people="""
            sport    | evaluate | presume
            ---------+----------+--------
            golf     | yes      | yes
            baseball | yes      | yes
            none     | no       | no
            ?        | ?        | ?
            """,
        ),
        Table(
            says="None of several words. Unknown stays unknown.",
            criterion='pregnant not in ("possible", "yes")',
            people="""
            pregnant | evaluate | presume
            ---------+----------+--------
            no       | yes      | yes
            possible | no       | no
            ?        | ?        | ?
            """,
        ),
        Table(
            says='A choice may have a word such as `"no"`. It is a word like the others.',
            criterion='pregnant != "no"',
            people="""
            pregnant | evaluate | presume
            ---------+----------+--------
            no       | no       | no
            possible | yes      | yes
            ?        | ?        | ?
            """,
        ),
    ),
)
