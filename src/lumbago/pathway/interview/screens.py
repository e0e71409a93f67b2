"""What the interview shows next: a screen, or that it is finished and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from lumbago.knowledge import Topic
from lumbago.knowledge.records import Urgency
from lumbago.pathway.differential import Posterior, Risk
from lumbago.pathway.triage import Triage
from lumbago.record import Record, Value

Mode: TypeAlias = Literal["person", "clinician"]
Purpose: TypeAlias = Literal["basics", "excuse", "danger", "plan"]


class Standing(Protocol):
    """Where a visit stands: what is known, and what that comes to so far. A `Visit` is one."""

    @property
    def record(self) -> Record: ...
    @property
    def values(self) -> Mapping[str, Value]: ...
    @property
    def triage(self) -> Triage: ...
    @property
    def posterior(self) -> Posterior | None: ...
    @property
    def risks(self) -> tuple[Risk, ...]: ...
    @property
    def urgency(self) -> Urgency: ...


@dataclass(frozen=True, slots=True)
class Screen:
    """One page of questions.

    `rules` are the red-flag rules that hang on it, the most urgent first; `purpose` says why it is asked now.
    """

    topic: Topic
    findings: tuple[str, ...]
    rules: tuple[str, ...]
    purpose: Purpose


@dataclass(frozen=True, slots=True)
class Finished:
    """The interview stops.

    `reason`: `settled` no answer left can change the advice; `named` the most urgent advice is already due;
    `unlikely` what is left would change it for fewer than `WORTH_ASKING` people; `examination` only a clinician's
    examination could tell more.
    """

    reason: Literal["settled", "named", "unlikely", "examination"]
    open_findings: tuple[str, ...]


Next: TypeAlias = Screen | Finished
