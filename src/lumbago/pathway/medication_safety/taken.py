"""What somebody takes, by class: what is certain, what may be, and whether the list can be relied on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from lumbago.pathway.medication_safety.lexicon import Lexicon
from lumbago.pathway.medication_safety.substances import Portion, Substance
from lumbago.record import Record, Truth


class Taken(msgspec.Struct, frozen=True):
    """Everything somebody takes.

    names: for each class or medicine of the formulary, the names given for what belongs to it.
    substances: likewise, which substances.
    complete: the list is known, and every name on it is recognised.
    """

    portions: tuple[tuple[str, Portion], ...]
    names: Mapping[str, tuple[str, ...]]
    substances: Mapping[str, frozenset[str]]
    maybe: frozenset[str]
    complete: bool
    unrecognised: tuple[str, ...]

    def has(self, group: str) -> Truth:
        """Say whether anything of a class, or a medicine of the formulary, is taken."""
        if group in self.names:
            return True
        return False if self.complete and group not in self.maybe else None


class Beside(msgspec.Struct, frozen=True):
    """What a person takes of some classes, whatever is to be added to it: the same for every candidate."""

    substances: frozenset[str]
    habits: int
    open_habits: int
    maybe: int
    names: tuple[str, ...]
    needs: tuple[str, ...]


class Allergies(msgspec.Struct, frozen=True):
    """What somebody is allergic to."""

    substances: tuple[Substance, ...]
    codes: frozenset[str]
    complete: bool
    unrecognised: tuple[str, ...]


def taken_by(record: Record, lexicon: Lexicon) -> Taken:
    """Sort what a person takes.

    Unknown: a list that is not known, and one with a name nobody recognises, may hold anything.
    """
    portions: list[tuple[str, Portion]] = []
    unrecognised: list[str] = []
    for medicine in record.medicines or ():
        found = lexicon.portions(medicine)
        portions.extend((medicine.name, portion) for portion in found or ())
        if not found:
            unrecognised.append(medicine.name)
    names: dict[str, dict[str, None]] = defaultdict(dict)
    substances: dict[str, set[str]] = defaultdict(set)
    for name, portion in portions:
        for group in groups_of(portion.substance):
            names[group][name] = None
            substances[group].add(portion.substance.id)
    return Taken(
        portions=tuple(portions),
        names={group: tuple(given) for group, given in names.items()},
        substances={group: frozenset(ids) for group, ids in substances.items()},
        maybe=frozenset(group for _, portion in portions for group in portion.substance.maybe),
        complete=record.medicines is not None and not unrecognised,
        unrecognised=tuple(dict.fromkeys(unrecognised)),
    )


def groups_of(substance: Substance) -> Iterable[str]:
    """Give the classes of a substance, and what it is in the formulary."""
    return (*substance.classes, substance.medicine) if substance.medicine else substance.classes


def allergies_of(record: Record, lexicon: Lexicon) -> Allergies:
    """Sort what a person is allergic to.

    Unknown: as in `taken_by`.
    """
    found = {name: lexicon.substances(name) for name in record.allergies or ()}
    substances = tuple(dict.fromkeys(s for each in found.values() for s in each))
    unrecognised = tuple(name for name, each in found.items() if not each)
    return Allergies(
        substances=substances,
        codes=frozenset(code for s in substances for code in s.same_as),
        complete=record.allergies is not None and not unrecognised,
        unrecognised=unrecognised,
    )
