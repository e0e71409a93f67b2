"""Make the table of states and triggers of an episode: `python -m tests.spec.course_states`.

Nothing in it is written by hand: each row is an example diary, each column an entry that is added to it, and what
stands where they meet is what the code says then.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from lumbago.knowledge import Knowledge
from lumbago.pathway.course import DayEntry, Diary, cadence, screened, state, step_ups
from lumbago.pathway.course.states import STATES
from lumbago.pathway.triage import rank
from lumbago.pathway.visit import appraise
from lumbago.record import Record
from tests.people import NOON, knowledge

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "course-states.md"
OPENING = """\
# Where an episode stands, and what moves it

<!-- Made by `python -m tests.spec.course_states` from what the code does. Do not edit it. -->

An episode is judged anew from its entries on every day. Of the states that hold, the first counts:
{order}; else `active`.

Each row is an example diary; each column is what it is told next, on the day its next entry is due (a week later for
silence). Where they meet stands the state, and after it the rules of stepping up that hold then.

"""
RECORD = Record("example", "self").with_answer("age", 40.0).with_answer("saddle_numbness", False)

STARTS: Mapping[str, Mapping[int, int]] = {
    "day 2, as usual": {1: 6, 2: 6},
    "day 13, getting better": {3: 6, 6: 5, 9: 4, 12: 4, 13: 3},
    "day 13, stuck": {3: 7, 6: 7, 9: 7, 12: 7, 13: 7},
    "day 40, stuck": {14: 6, 28: 6, 37: 6, 40: 6},
    "day 9, well for a week": {1: 4, 2: 2, 3: 1, 4: 1, 5: 0, 6: 1, 7: 0, 8: 0, 9: 0},
    "day 77, still sore": {42: 4, 63: 4, 70: 4, 77: 4},
}
TRIGGERS: Mapping[str, DayEntry | None] = {
    "no pain": DayEntry(0, pain=0),
    "same pain": DayEntry(0),
    "much worse": DayEntry(0, pain=9),
    "a flare": DayEntry(0, pain=8, flare=True),
    "change in legs or bladder": DayEntry(0, leg_or_bladder_change=True),
    "numb saddle": DayEntry(0, signs={"saddle_numbness": True}),
    "silence": None,
}


def page() -> str:
    """Write the page."""
    known = knowledge()
    order = ", ".join(f"`{name}`" for name in STATES)
    head = f"| diary | now | {' | '.join(TRIGGERS)} |\n|{' --- |' * (len(TRIGGERS) + 2)}\n"
    rows = [_row(name, pains, known) for name, pains in STARTS.items()]
    return OPENING.format(order=order) + head + "".join(rows) + _rules(known)


def _row(name: str, pains: Mapping[int, int], known: Knowledge) -> str:
    diary = Diary(tuple(DayEntry(day, pain=pain) for day, pain in pains.items()), pain_at_start=7)
    today = max(pains)
    cells = [_cell(diary, today, known), *(_after(diary, today, trigger, known) for trigger in TRIGGERS.values())]
    return f"| {name} | {' | '.join(cells)} |\n"


def _after(diary: Diary, today: int, trigger: DayEntry | None, known: Knowledge) -> str:
    if trigger is None:
        return _cell(diary, today + 2 * cadence(diary, known, today).every_days + 7, known)
    day = cadence(diary, known, today).day
    pain = trigger.pain if trigger.pain is not None else diary.pains[-1][1]
    entry = DayEntry(
        day, pain=pain, flare=trigger.flare, leg_or_bladder_change=trigger.leg_or_bladder_change, signs=trigger.signs
    )
    return _cell(diary.with_entry(entry), day, known)


def _cell(diary: Diary, today: int, known: Knowledge) -> str:
    judged = appraise(screened(RECORD, diary.entries, known), known, NOON)
    danger = rank(judged.triage.urgency) >= rank("same_day")
    where = state(diary, known, today, danger=danger)
    rules = [found.id for found in step_ups(diary, known, today)]
    return f"**{where}**" + (f"<br>{', '.join(rules)}" if rules else "")


def _rules(known: Knowledge) -> str:
    head = (
        "\n## The rules of stepping up\n\nThresholds are ours, anchored on what was read; no clinician has approved "
        "them.\n\n| rule | days | holds when | step | how soon | whom |\n| --- | --- | --- | --- | --- | --- |\n"
    )
    return head + "".join(
        f"| `{name}` | {_days(rule.record.from_day, rule.record.until_day)} | `{rule.record.when}` "
        f"| {rule.record.step.replace('_', ' ')} | {rule.record.how_soon.replace('_', ' ')} "
        f"| {(rule.record.whom or '-').replace('_', ' ')} |\n"
        for name, rule in known.escalations.items()
    )


def _days(first: int, last: int | None) -> str:
    return f"from {first}" if last is None else f"{first} to {last - 1}"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
