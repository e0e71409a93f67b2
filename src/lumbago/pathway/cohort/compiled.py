"""Everything an edition says, compiled for tables of one shape: done once, however many batches come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from lumbago.criteria.columns import ZERO, Compiler, Plane, Planes, Program, program
from lumbago.knowledge import Knowledge
from lumbago.pathway.cohort.causes import Suspects, ranking, suspects
from lumbago.pathway.cohort.facts import Shape, answered, for_medicines, with_medicines
from lumbago.pathway.cohort.kernel import Ranking, Tables
from lumbago.pathway.cohort.layout import Layout, laid_out, planes_of, tables
from lumbago.pathway.cohort.medicines import Medicines
from lumbago.pathway.cohort.rules import Flags, judged
from lumbago.pathway.cohort.seeing import on_the_first_day, referrals
from lumbago.record import SETTINGS, Setting


@dataclass(frozen=True, slots=True)
class Options:
    """What is wanted beside urgency, rules and causes."""

    probabilities: bool = True
    intervals: bool = False
    medicines: bool = True


@dataclass(frozen=True)
class Compiled:
    """What to look at, and the program that makes all planes of it."""

    flags: Flags
    layouts: Mapping[Setting, Layout]
    suspects: Suspects
    silent: Mapping[str, Plane]
    medicines: Mapping[str, tuple[Plane, ...]]
    referrals: tuple[tuple[str, Plane], ...]
    program: Program
    rows: Mapping[Plane, int]
    tables: Mapping[Setting, Tables]
    rankings: Mapping[Setting, Ranking]


@lru_cache(maxsize=32)
def compiled(knowledge: Knowledge, shape: Shape, options: Options) -> Compiled:
    """Compile an edition for a shape."""
    planes = Planes()
    given = answered(planes, shape, knowledge)
    facts = with_medicines(given, knowledge)
    flags = judged(facts, knowledge)
    settings = [setting for setting in SETTINGS if setting in shape.settings]
    layouts = {setting: laid_out(facts, knowledge, setting) for setting in settings}
    compiler = Compiler(planes, facts)
    silent = {name: compiler.evaluate(when).no for name, when in knowledge.acts_when.items()}
    judging = for_medicines(given, knowledge)
    verdicts = Medicines(judging, knowledge).verdicts() if options.medicines else {}
    seen_by = tuple(referrals(on_the_first_day(judging, flags), flags, knowledge))
    found = Compiled(
        flags=flags,
        layouts=layouts,
        suspects=suspects(flags, knowledge),
        silent=silent,
        medicines=verdicts,
        referrals=seen_by,
        program=program(planes, []),
        rows={},
        tables={},
        rankings={},
    )
    return _with_program(found, planes)


def _with_program(draft: Compiled, planes: Planes) -> Compiled:
    wanted = list(dict.fromkeys([ZERO, *_wanted(draft)]))
    rows = {plane: row for row, plane in enumerate(wanted)}
    return replace(
        draft,
        program=program(planes, wanted),
        rows=rows,
        tables={setting: tables(layout, rows) for setting, layout in draft.layouts.items()},
        rankings={setting: ranking(each.network, draft.suspects, rows) for setting, each in draft.layouts.items()},
    )


def _wanted(draft: Compiled) -> Iterator[Plane]:
    flags = draft.flags
    for each in flags.rules:
        yield from (each.established, each.fired, each.cleared)
    yield from (*flags.fired.values(), *flags.open.values(), *flags.count_fired, *flags.count_open)
    for layout in draft.layouts.values():
        yield from planes_of(layout)
    yield from draft.silent.values()
    for digits in draft.medicines.values():
        yield from digits
    yield from (plane for _, plane in draft.referrals)
