"""docs/reference/accuracy-course.md: what `make accuracy` measured of the course."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from benchmarks.accuracy.comparisons import Trials
from benchmarks.accuracy.course import CHI_SQUARE_95_OF_9, TOLD, Calibration, Moment, Skill
from benchmarks.accuracy.measured import measured_on

MEASURED = ("pooled", "classes", "priors", "forecast", "experiment")

INTRODUCTION = """# Accuracy of the course

Made by `make accuracy` from the course records `{records}`; not edited by hand. Intervals are 95%.

Nobody has published daily diaries of new back pain that could be used here. So the forecast is measured on simulated
people whose pain goes the way the model believes: this shows that it computes what it claims, and what its claims are
worth beside plainer ones if the model is right. It does not show that the model is right. Its daily noise, its
correlation and its shapes are assumed.

## Means

The mean of each prior beside the pooled interval it was fitted to, 0 to 100; for the middle prior the interval spans
both reviews. "Entries" are what people would tell, where recovered people tell 0 more often than their curve says.
"Floors" is what the prior's curves come to in the end, by its shares and the laws of the floors alone.

A page shows the middle prior first. Where a floor lies above an interval, no speed of recovery reaches it: the shares
and laws stand as the evidence gives them, with the means it found itself, and are not fitted anew
([interpretation 69](../interpretations.md)).

| prior | week | curves | entries | floors | pooled interval | curves inside |
| --- | --- | --- | --- | --- | --- | --- |
"""

CALIBRATION = """
## Calibration

Simulated people told {told} days; forecasts were made for 7, 14, 28, 42 and 84 days ahead. "In the band" places an
entry at random within its own whole number; "as drawn" counts whole numbers that the drawn 80% band touches. Ranks
28 days ahead are even when their chi-square over ten bins is below {limit}, as it is in 95 of 100 runs.

| prior | people | in the 80% band | as drawn | chi-square | even |
| --- | --- | --- | --- | --- | --- |
"""

SKILL = """
## Beside plainer forecasts

Continuous ranked probability score in points of pain, people of the middle prior whose noise lasts as it may; lower is
better. The others got the spread of their errors from as many people again. The gain is over the pooled curve scaled
to the person's first pain.

| days ahead | Lumbago | last value | scaled pooled curve | gain |
| --- | --- | --- | --- | --- |
"""

COMPARISONS = """
## Comparing two choices

Simulated comparisons of three cycles, drawn from the laws of the model, beside a Welch t-test on the same days. The 90%
interval should hold the truth in 85 to 95 of 100. "Wrong" names a choice that is worse, or not better by half a point.
"Missed" names none although one is better by a whole point.

| days a period | no entry | bias | 90% interval holds | wrong | wrong, Welch | missed | missed, Welch |
| --- | --- | --- | --- | --- | --- | --- | --- |
"""


def course_records() -> str:
    """Name the records that were measured by a hash of their content."""
    return measured_on("course", [f"course/{name}.toml" for name in MEASURED])


def opening(moments: Iterable[Moment]) -> str:
    """Write what can be computed without chance: the page is current when it begins with this."""
    return INTRODUCTION.format(records=course_records()) + "".join(
        f"| {m.prior} | {m.week} | {m.curves:.1f} | {m.entries:.1f} | {m.floors:.1f} | {m.low:g} to {m.high:g} "
        f"| {_yes(m.inside)} |\n"
        for m in moments
    )


def measured(
    calibrations: Sequence[Calibration], ranks: float, skills: Iterable[Skill], trials: Iterable[Trials]
) -> str:
    """Write what was measured on simulated people."""
    rows = "".join(
        f"| {c.prior} | {c.people} | {c.covered} | {c.covered_whole} | {c.chi_square:.1f} | {_yes(c.even)} |\n"
        for c in calibrations
    )
    grid = (
        f"\nSimulation-based calibration on the grid itself: the true level at day 84 ranked among what a diary leaves "
        f"possible gives a chi-square of {ranks:.1f}: {'even' if ranks < CHI_SQUARE_95_OF_9 else 'not even'}.\n"
    )
    gains = "".join(
        f"| {s.ahead} | {s.ours:.3f} | {s.last_value:.3f} | {s.pooled:.3f} | {s.pooled - s.ours:.3f} "
        f"({s.gain_low:.3f} to {s.gain_high:.3f}) |\n"
        for s in skills
    )
    compared = "".join(
        f"| {t.phase_days} | {t.missing:.0%} | {t.bias:+.2f} | {t.covered} | {t.wrong} | {t.wrong_welch} "
        f"| {t.missed} | {t.missed_welch} |\n"
        for t in trials
    )
    heading = CALIBRATION.format(told=len(TOLD), limit=CHI_SQUARE_95_OF_9)
    return f"{heading}{rows}{grid}{SKILL}{gains}{COMPARISONS}{compared}"


def _yes(said: bool) -> str:
    return "yes" if said else "no"
