"""Claims in memory: each with its figures, those of its own and those drawn from other records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import msgspec

from lumbago.errors import Problem
from lumbago.knowledge.claim_records import (
    CLAIM_VERDICTS,
    ClaimRecord,
    DrawnFigure,
    FigureUnit,
    OwnFigure,
    ToldVerdict,
)
from lumbago.knowledge.files import Records
from lumbago.knowledge.records import Tier, Verified


class TracedFigure(msgspec.Struct, frozen=True):
    """A figure as it is told, with where it comes from; `record` is the record that holds it."""

    value: float
    low: float | None
    high: float | None
    unit: FigureUnit
    tier: Tier
    verified: Verified
    source: str
    record: str


class Claim(msgspec.Struct, frozen=True, eq=False):
    """One claim."""

    id: str
    record: ClaimRecord
    figures: Mapping[str, TracedFigure]

    @property
    def last_changed(self) -> date:
        """The day of its last change, or of its first statement."""
        return max((change.on for change in self.record.changes), default=self.record.first_stated)

    @property
    def told(self) -> ToldVerdict:
        """The verdict as a reader is told it."""
        judged = self.record.verdict == "supported" and self.record.certainty == "judgement"
        return "judged" if judged else self.record.verdict

    @property
    def told_words(self) -> str:
        """The verdict in words."""
        return CLAIM_VERDICTS[self.told]

    def overdue(self, today: date) -> bool:
        """Say whether its next review should have been by now."""
        return self.record.next_review < today


def claims(records: Records) -> tuple[dict[str, Claim], list[Problem]]:
    """Put the claims together; a figure that cannot be found is a problem."""
    problems: list[Problem] = []
    found = {}
    for name, record in records.claims.items():
        if record.status != "retired":
            file = records.file_of[f"claims/{name}"]
            figures = dict(_figures(name, record, records, file, problems))
            found[name] = Claim(name, record, figures)
    return found, problems


def _figures(
    name: str, record: ClaimRecord, records: Records, file: str, problems: list[Problem]
) -> Iterator[tuple[str, TracedFigure]]:
    yield from ((label, _own(figure, name)) for label, figure in record.figures.items())
    for label, place in record.drawn.items():
        figure = _drawn(place, records)
        if isinstance(figure, TracedFigure):
            yield label, figure
        else:
            mend = "Name a place that holds one figure."
            problems.append(Problem(figure, file, path=f"{name}.drawn.{label}", mend=mend))


def _own(figure: OwnFigure, claim: str) -> TracedFigure:
    parts = (figure.value, figure.low, figure.high, figure.unit, figure.tier, figure.verified, figure.source)
    return TracedFigure(*parts, record=claim)


def _drawn(place: DrawnFigure, records: Records) -> TracedFigure | str:
    """Find the figure, or say in words why there is none."""
    holder = _holders(place.kind, records).get(place.record)
    if holder is None:
        return f"there is no record {place.record} among the {place.kind}."
    table = _only(_reached(holder, place.at), place.only)
    if table is None:
        return f"{place.record} has not exactly one such entry at {place.at or 'its top'}."
    *inside, name = place.field.split(".")
    part = _reached(table, ".".join(inside))
    value = getattr(part, name, None)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return f"{place.record} has no figure {place.field} there."
    return _traced(float(value), part, (table, holder), place)


def _traced(value: float, part: Any, around: tuple[Any, Any], place: DrawnFigure) -> TracedFigure:
    interval = place.field.rpartition(".")[2] in ("value", "central")
    table, holder = around
    return TracedFigure(
        value=value,
        low=getattr(part, "low", None) if interval else None,
        high=getattr(part, "high", None) if interval else None,
        unit=place.unit,
        tier=_own_or(table, holder, "tier") or place.tier or "expert",
        verified=_own_or(table, holder, "verified") or place.verified or "memory",
        source=place.source or getattr(table, "source", "") or next(iter(getattr(table, "sources", ())), ""),
        record=place.record,
    )


def _holders(kind: str, records: Records) -> Mapping[str, Any]:
    if kind == "prior_groups":
        return records.model.prior_groups
    if kind == "pooled":
        return records.course.pooled if records.course else {}
    holders: Mapping[str, Any] = getattr(records, kind)
    return holders


def _own_or(table: Any, holder: Any, field: str) -> Any:
    return getattr(table, field, None) or getattr(holder, field, None)


def _reached(holder: Any, at: str) -> Any:
    for step in filter(None, at.split(".")):
        holder = holder.get(step) if isinstance(holder, dict) else getattr(holder, step, None)
    return holder


def _only(reached: Any, only: Mapping[str, str]) -> Any:
    entries = reached if isinstance(reached, tuple) else (reached,)
    fitting = [e for e in entries if all(str(getattr(e, name, None)) == value for name, value in only.items())]
    return fitting[0] if len(fitting) == 1 else None
