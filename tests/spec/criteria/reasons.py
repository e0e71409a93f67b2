"""Why a result stands, and which answers are still missing."""

from __future__ import annotations

from tests.spec.tables import Chapter, Table

REASONS = Chapter(
    title="What settled it, what could change it",
    prose="""
`settled_by` lists known findings that are enough for a known result: of several parts that would do, the first ones of
the text. `could_change` lists the unknown findings that an unknown result still waits for. A dash is an empty list.
""",
    entries=(
        Table(
            says="One yes is enough; a no needs all.",
            criterion="saddle_numbness or (fever and chills)",
            people="""
            saddle_numbness | fever | chills | evaluate | presume | settled by             | could change
            ----------------+-------+--------+----------+---------+------------------------+------------------------
            yes             | yes   | yes    | yes      | yes     | saddle_numbness        | -
            ?               | yes   | yes    | yes      | yes     | fever, chills          | -
            no              | no    | no     | no       | no      | saddle_numbness, fever | -
            ?               | no    | ?      | ?        | ?       | -                      | saddle_numbness
            no              | yes   | ?      | ?        | ?       | -                      | chills
            ?               | ?     | yes    | ?        | ?       | -                      | saddle_numbness, fever
            """,
        ),
        Table(
            says="Two that hold are enough, and two that do not.",
            criterion="at_least(2, fever, chills, weight_loss)",
            people="""
            fever | chills | weight_loss | evaluate | presume | settled by          | could change
            ------+--------+-------------+----------+---------+---------------------+--------------------
            yes   | yes    | yes         | yes      | yes     | fever, chills       | -
            no    | yes    | no          | no       | no      | fever, weight_loss  | -
            yes   | no     | ?           | ?        | ?       | -                   | weight_loss
            """,
        ),
        Table(
            says="A named criterion is seen through.",
            criterion="fever_any and age >= 65",
            people="""
            fever | temperature | age | evaluate | presume | settled by       | could change
            ------+-------------+-----+----------+---------+------------------+-------------------
            no    | 38.4        | 70  | yes      | yes     | temperature, age | -
            yes   | ?           | ?   | ?        | ?       | -                | age
            ?     | ?           | 70  | ?        | ?       | -                | fever, temperature
            """,
        ),
        Table(
            says="A presumed result is not settled: the excuse could still change it.",
            criterion="leg_weakness and unless(usual_leak)",
            people="""
            leg_weakness | usual_leak | evaluate | presume | settled by               | could change
            -------------+------------+----------+---------+--------------------------+-------------
            yes          | ?          | ?        | yes     | -                        | usual_leak
            yes          | no         | yes      | yes     | leg_weakness, usual_leak | -
            """,
        ),
    ),
)
