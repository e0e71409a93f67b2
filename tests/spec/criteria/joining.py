"""Several findings: not, and, or, at_least, unless, and criteria with a name."""

from __future__ import annotations

from tests.spec.tables import Chapter, Table

NOT = Chapter(
    title="not",
    prose="The opposite. Unknown is never no, so the opposite of unknown is unknown.",
    entries=(
        Table(
            says="Not a yes.",
            criterion="not fever",
            people="""
            fever | evaluate | presume
            ------+----------+--------
            yes   | no       | no
            no    | yes      | yes
            ?     | ?        | ?
            """,
        ),
    ),
)

AND_OR = Chapter(
    title="and, or",
    prose="""
`and` needs all, `or` needs one. One no settles an `and`, one yes settles an `or`, whatever else is unknown. `not` binds
closer than `and`, `and` closer than `or`; write brackets where a reader might hesitate.
""",
    entries=(
        Table(
            says="All hold.",
            criterion="fever and chills",
            people="""
            fever | chills | evaluate | presume
            ------+--------+----------+--------
            yes   | yes    | yes      | yes
            yes   | no     | no       | no
            yes   | ?      | ?        | ?
            no    | ?      | no       | no
            ?     | no     | no       | no
            ?     | ?      | ?        | ?
            """,
        ),
        Table(
            says="Any holds.",
            criterion="fever or chills",
            people="""
            fever | chills | evaluate | presume
            ------+--------+----------+--------
            no    | no     | no       | no
            no    | yes    | yes      | yes
            no    | ?      | ?        | ?
            yes   | ?      | yes      | yes
            ?     | yes    | yes      | yes
            ?     | ?      | ?        | ?
            """,
        ),
        Table(
            says="Together, over several lines.",
            criterion="""saddle_numbness
or (leg_weakness and not usual_leak)""",
            people="""
            saddle_numbness | leg_weakness | usual_leak | evaluate | presume
            ----------------+--------------+------------+----------+--------
            yes             | ?            | ?          | yes      | yes
            no              | yes          | no         | yes      | yes
            no              | yes          | ?          | ?        | ?
            no              | no           | ?          | no       | no
            ?               | yes          | yes        | ?        | ?
            """,
        ),
        Table(
            says="Kleene's logic looks at each part by itself. It does not see that one of these two has to hold.",
            criterion="fever or not fever",
            people="""
            fever | evaluate | presume
            ------+----------+--------
            yes   | yes      | yes
            no    | yes      | yes
            ?     | ?        | ?
            """,
        ),
    ),
)

AT_LEAST = Chapter(
    title="at_least",
    prose="So many of the criteria in the list hold. It is settled as soon as enough hold, or too few are left.",
    entries=(
        Table(
            says="Two of three.",
            criterion="at_least(2, fever, chills, weight_loss)",
            people="""
            fever | chills | weight_loss | evaluate | presume
            ------+--------+-------------+----------+--------
            yes   | yes    | ?           | yes      | yes
            yes   | no     | yes         | yes      | yes
            yes   | no     | ?           | ?        | ?
            yes   | ?      | ?           | ?        | ?
            no    | no     | ?           | no       | no
            ?     | ?      | ?           | ?        | ?
            """,
        ),
        Table(
            says="Its parts may be any criteria.",
            criterion="at_least(2, fever_any, age >= 65, not leg_weakness)",
            people="""
            fever | temperature | age | leg_weakness | evaluate | presume
            ------+-------------+-----+--------------+----------+--------
            yes   | ?           | 70  | ?            | yes      | yes
            no    | 36.8        | 70  | ?            | ?        | ?
            no    | 36.8        | 40  | ?            | no       | no
            """,
        ),
    ),
)

UNLESS = Chapter(
    title="unless",
    prose="""
`unless(x)` names an excuse: a harmless pattern that explains a sign away. Use it for that only; where a no is part
of the sign itself, write `not`. To evaluate, the two are the same. To presume, they differ: an excuse counts only
where evaluate knows it to be true.
""",
    entries=(
        Table(
            says="A sign with an excuse. The third person is asked about it; if nobody can say, the rule stands.",
            criterion="leg_weakness and unless(usual_leak)",
            people="""
            leg_weakness | usual_leak | evaluate | presume
            -------------+------------+----------+--------
            yes          | yes        | no       | no
            yes          | no         | yes      | yes
            yes          | ?          | ?        | yes
            no           | ?          | no       | no
            ?            | ?          | ?        | ?
            """,
        ),
        Table(
            says="The same with `not`: the third person's rule stays unknown.",
            criterion="leg_weakness and not usual_leak",
            people="""
            leg_weakness | usual_leak | evaluate | presume
            -------------+------------+----------+--------
            yes          | yes        | no       | no
            yes          | no         | yes      | yes
            yes          | ?          | ?        | ?
            """,
        ),
        Table(
            says="All of an excuse has to be known.",
            criterion="fever and unless(age < 65 and not chills)",
            people="""
            fever | age | chills | evaluate | presume
            ------+-----+--------+----------+--------
            yes   | 40  | no     | no       | no
            yes   | 40  | ?      | ?        | yes
            yes   | 70  | ?      | yes      | yes
            """,
        ),
        Table(
            says="What spoils an excuse may itself be an `unless`. Inside an excuse nothing is presumed.",
            criterion="fever and unless(usual_leak and unless(chills))",
            people="""
            fever | usual_leak | chills | evaluate | presume
            ------+------------+--------+----------+--------
            yes   | yes        | no     | no       | no
            yes   | yes        | yes    | yes      | yes
            yes   | yes        | ?      | ?        | yes
            """,
        ),
        Table(
            says="Under a `not` the presumption turns round. Rules have no need of this.",
            criterion="not unless(usual_leak)",
            people="""
            usual_leak | evaluate | presume
            -----------+----------+--------
            yes        | yes      | yes
            no         | no       | no
            ?          | ?        | no
            """,
        ),
    ),
)

NAMED = Chapter(
    title="Named criteria",
    prose="A criterion with a name of its own is used like a yes-or-no finding, and means what it stands for.",
    entries=(
        Table(
            says="Used by name.",
            criterion="fever_any and weight_loss",
            people="""
            fever | temperature | weight_loss | evaluate | presume
            ------+-------------+-------------+----------+--------
            ?     | 38.4        | yes         | yes      | yes
            no    | ?           | yes         | ?        | ?
            no    | 36.5        | ?           | no       | no
            """,
        ),
    ),
)
