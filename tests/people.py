"""Hypothesis strategies for whole people over the real knowledge base."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

from hypothesis import strategies as st

from lumbago.knowledge import Knowledge, load
from lumbago.record import SETTINGS, Finding, Observation, Record, Value

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    """Load the packaged knowledge base once."""
    return load()


def value_of(finding: Finding) -> st.SearchStrategy[Value]:
    """Draw a known answer in range."""
    if finding.kind == "yes_no":
        return st.booleans()
    if finding.kind == "choice":
        return st.sampled_from(finding.choices)
    low, high = finding.lowest or 0, finding.highest or 0
    return st.integers(int(low), int(high)).map(float)


@st.composite
def answers(draw: st.DrawFn, most: int = 30) -> dict[str, Value | None]:
    """Draw what a person said: some findings known, some asked and not known."""
    vocabulary = knowledge().vocabulary
    asked = [f for f in vocabulary.values() if f.derivation is None]
    chosen = draw(st.lists(st.sampled_from(asked), max_size=most, unique_by=lambda f: f.id))
    return {f.id: draw(st.one_of(value_of(f), value_of(f), value_of(f), st.none())) for f in chosen}


def record_of(given: dict[str, Value | None], setting: str = "primary_care") -> Record:
    """Make the record that holds these answers."""
    observations = {f: (Observation(value),) for f, value in given.items()}
    return Record(setting=setting, observations=observations)  # type: ignore[arg-type]


def records(most: int = 30) -> st.SearchStrategy[Record]:
    """Draw people in any setting."""
    return st.builds(record_of, answers(most), st.sampled_from(SETTINGS))
