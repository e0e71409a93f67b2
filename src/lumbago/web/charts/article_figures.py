"""The charts of articles, by name; every number in them is a figure of a claim or a record."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lumbago.community.articles import told
from lumbago.knowledge import Knowledge, TracedFigure
from lumbago.web.charts.counts import Row, bars, people
from lumbago.web.charts.course import recovery, stairs
from lumbago.web.charts.spine import squeezed_nerve


def article_chart(name: str, knowledge: Knowledge) -> str:
    """Draw a chart by its name; nothing for a name that has none."""
    draw = CHARTS.get(name)
    return draw(knowledge) if draw else ""


def _figure(knowledge: Knowledge, place: str) -> TracedFigure:
    claim, _, name = place.partition(".")
    return knowledge.claims[claim].figures[name]


def _share(knowledge: Knowledge, place: str) -> float:
    """Give a share as so many of 100."""
    figure = _figure(knowledge, place)
    return figure.value * 100 if figure.unit == "share" else figure.value


def _people(title: str, *groups: tuple[str, str]) -> Callable[[Knowledge], str]:
    return lambda knowledge: people(title, [(label, _share(knowledge, place)) for label, place in groups])


def _bars(title: str, *rows: tuple[str, str], longest: float = 0.0) -> Callable[[Knowledge], str]:
    return lambda knowledge: bars(title, [_row(knowledge, *row) for row in rows], longest)


def _row(knowledge: Knowledge, label: str, place: str) -> Row:
    figure = _figure(knowledge, place)
    return label, figure.value, told(figure)


def _changes_without_pain(knowledge: Knowledge) -> str:
    rows = [
        (f"{what} at {told(_figure(knowledge, f'changes_without_pain.{age}'), 'number')}", f"{key}_at_{years}")
        for what, key in (("Worn discs", "worn"), ("A bulging disc", "bulge"))
        for age, years in (("young", 20), ("old", 80))
    ]
    told_rows = [_row(knowledge, label, f"changes_without_pain.{place}") for label, place in rows]
    return bars("Worn and bulging discs are common in people without back pain, more so with age.", told_rows, 100)


def _recovery(knowledge: Knowledge) -> str:
    title = (
        "Pain, from 0 to 100, falls fast in the first six weeks. After a year one review found almost none left, "
        "the other mild pain."
    )
    return recovery(title, knowledge.course.pooled["acute_2012"], knowledge.course.pooled["acute_2024"])


def _whom_when(knowledge: Knowledge) -> str:
    steps = (
        ("two_weeks.weeks", 1.0, "hardly better: doctor or physiotherapist"),
        ("four_weeks.weeks", 1.0, "still kept from things: physiotherapy"),
        ("leg_pain_six_weeks.weeks", 1.0, "leg pain stops you: spine specialist"),
        ("three_months.months", 4.3, "most of the day stopped: pain clinic"),
    )
    figures = [(_figure(knowledge, place), weeks, what) for place, weeks, what in steps]
    title = "When to see whom, from two weeks to three months."
    return stairs(title, [(f.value * weeks, f"after {told(f)}", what) for f, weeks, what in figures])


CHARTS: Mapping[str, Callable[[Knowledge], str]] = {
    "ordinary_people": _people(
        "In most people no disease is found.", ("have no disease behind it", "mostly_ordinary.share")
    ),
    "flags_and_disease": _people(
        "A warning sign is common, a serious disease is rare.",
        ("have at least one warning sign", "flags_are_common_alone.any_flag"),
        ("have a serious disease", "serious_is_rare.share"),
    ),
    "nsaid_people": _people(
        "A few more people feel better with the tablets than with a dummy pill.",
        ("feel better with the tablets", "nsaids_help_a_little.with_tablets"),
        ("feel better with a dummy pill", "nsaids_help_a_little.without"),
    ),
    "comes_back": _people(
        "Most people have another spell within a year; for fewer it gets in the way.",
        ("have another spell within a year", "comes_back_often.any"),
        ("have one that gets in the way", "comes_back_often.in_the_way"),
    ),
    "discs_shrink": _people("Most slipped discs draw back.", ("slipped discs drew back", "discs_shrink.share")),
    "five_courses": _bars(
        "More than two thirds are well within three months; in the others pain stays, or comes and goes.",
        ("well within two weeks", "five_courses.fast"),
        ("well by twelve weeks", "five_courses.steady"),
        ("less, and not gone", "five_courses.less"),
        ("up and down", "five_courses.up_and_down"),
        ("stays strong", "five_courses.stays_high"),
    ),
    "walking_days": _bars(
        "Walkers had nearly twice as long until a new spell got in the way.",
        ("with the walking plan", "walking_delays_the_next.days"),
        ("without it", "walking_delays_the_next.days_without"),
    ),
    "changes_without_pain": _changes_without_pain,
    "recovery_curve": _recovery,
    "whom_when": _whom_when,
    "squeezed_nerve": lambda _knowledge: squeezed_nerve(),
}
