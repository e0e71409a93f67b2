"""What the interview shows next: a screen, or that it is finished and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from lumbago.knowledge import Topic

Mode: TypeAlias = Literal["person", "clinician"]
Purpose: TypeAlias = Literal["basics", "excuse", "danger"]


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
