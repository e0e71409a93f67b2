"""One person's record: immutable; every change makes a new one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import msgspec
from msgspec.structs import replace

from lumbago.record.medicines import CurrentMedicine
from lumbago.record.values import Observer, Setting, Value


class Observation(msgspec.Struct, frozen=True):
    """What one observer says of one finding; a value of None means asked, and not known."""

    value: Value | None
    observer: Observer = "person"


class Disagreement(msgspec.Struct, frozen=True):
    """Two observers answered the same finding differently; the clinician's answer counts."""

    finding: str
    person: Value
    clinician: Value


Observations = tuple[Observation, ...]


class Record(msgspec.Struct, frozen=True):
    """Everything known about one person in one visit.

    observations: for each finding ever asked, at most one observation per observer.

    medicines, allergies: what the person takes, and what medicines they are allergic to.

    Unknown: a finding that was never asked is absent; one answered "don't know" is present with the value None.
    None of medicines or allergies is not known, and an empty tuple is none at all.
    Both count as unknown everywhere, and stay distinguishable here.
    """

    id: str = ""
    setting: Setting = "self"
    observations: Mapping[str, Observations] = msgspec.field(default_factory=lambda: MappingProxyType({}))
    medicines: tuple[CurrentMedicine, ...] | None = None
    allergies: tuple[str, ...] | None = None

    def counted(self, finding: str) -> Observation | None:
        """Give the observation that counts: the clinician's where it is known, else the person's."""
        seen = self.observations.get(finding, ())
        if len(seen) < 2:
            return seen[0] if seen else None
        known = [o for o in seen if o.value is not None]
        clinician = [o for o in known if o.observer == "clinician"]
        return next(iter(clinician or known or seen), None)

    def value(self, finding: str) -> Value | None:
        """Give the value that counts, or None when unknown."""
        observation = self.counted(finding)
        return observation.value if observation else None

    def was_asked(self, finding: str) -> bool:
        """Say whether the finding was ever put to anyone, whatever came back."""
        return finding in self.observations

    def disagreements(self) -> Iterator[Disagreement]:
        """List the findings where person and clinician both know, and differ."""
        for finding, seen in self.observations.items():
            known = {o.observer: o.value for o in seen if o.value is not None}
            if len(known) == 2 and known["person"] != known["clinician"]:
                yield Disagreement(finding, known["person"], known["clinician"])

    def with_answer(self, finding: str, value: Value | None, observer: Observer = "person") -> Record:
        """Make the record that also holds this answer, in place of this observer's earlier one."""
        return self.with_answers({finding: value}, observer)

    def with_answers(self, answers: Mapping[str, Value | None], observer: Observer = "person") -> Record:
        """Make the record that also holds these answers, each in place of this observer's earlier one."""
        seen = dict(self.observations)
        for finding, value in answers.items():
            others = [o for o in seen.get(finding, ()) if o.observer != observer]
            seen[finding] = (*others, Observation(value, observer))
        return replace(self, observations=MappingProxyType(seen))

    def without(self, finding: str) -> Record:
        """Make the record in which this finding was never asked."""
        kept = {name: seen for name, seen in self.observations.items() if name != finding}
        return replace(self, observations=MappingProxyType(kept))
