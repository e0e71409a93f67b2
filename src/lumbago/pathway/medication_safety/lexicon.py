"""Which medicine a name means. A name is recognised or it is not: nothing is taken for what it merely looks like."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

import msgspec

from lumbago.knowledge.medicine_records import ProductRecord
from lumbago.knowledge.medicines import Formulary
from lumbago.pathway.medication_safety.substances import LOCAL, Portion, Substance, by_dose, made_local, substance_of
from lumbago.pathway.medication_safety.words import (
    IN_BRACKETS,
    PARTS,
    bare_forms,
    folded,
    key,
    local_route,
    strength_mg,
)
from lumbago.record import CurrentMedicine

CLOSE = 0.7
VERY_CLOSE = 0.88
COMPARED = 12
SUGGESTED = 3


class Entry(msgspec.Struct, frozen=True):
    """What a name stands for: substances, each with its mg in one unit where that is certain."""

    parts: tuple[tuple[Substance, float | None], ...]
    local: bool


class Names:
    """Every name with what it stands for, by what tells two names apart, and as it was first spelled."""

    def __init__(self, formulary: Formulary) -> None:
        self._formulary = formulary
        self.entries: dict[str, list[Entry]] = defaultdict(list)
        self.spelled: dict[str, str] = {}
        known = {i: substance_of(i, r.name, r.atc, r.route, formulary) for i, r in formulary.names.ingredient.items()}
        for name_id, record in formulary.names.ingredient.items():
            self._add((record.name, *record.other_names, *record.brands, name_id.replace("_", " ")), known[name_id])
        for product in formulary.names.product.values():
            self._add_product(product, known)
        self._add_formulary({s.medicine for s in known.values()})

    def _add(self, names: Iterable[str], substance: Substance) -> None:
        self._enter(names, Entry(((substance, None),), substance.local))

    def _add_product(self, product: ProductRecord, known: dict[str, Substance]) -> None:
        parts = tuple((known[i], product.mg.get(i)) for i in product.ingredients)
        if product.route in LOCAL:
            parts = tuple((made_local(substance, self._formulary), mg) for substance, mg in parts)
        self._enter(product.names, Entry(parts, product.route in LOCAL))

    def _add_formulary(self, named: set[str]) -> None:
        """Know every medicine of the formulary by its own names, whether or not the list of names has it."""
        for medicine in self._formulary.medicines.values():
            record = medicine.record
            own = (medicine.id.replace("_", " "), IN_BRACKETS.sub("", record.name))
            substance = substance_of(medicine.id, medicine.id, record.atc.codes, record.route, self._formulary)
            new = [n for n in own if medicine.id not in named or key(n) not in self.entries]
            self._add(new, substance)

    def _enter(self, names: Iterable[str], entry: Entry) -> None:
        for name in names:
            told_apart = key(name)
            if entry not in self.entries[told_apart]:
                self.entries[told_apart].append(entry)
            self.spelled.setdefault(told_apart, name)


class Lexicon:
    """What the names of medicines mean."""

    def __init__(self, formulary: Formulary) -> None:
        self._formulary = formulary

    @cached_property
    def _names(self) -> Names:
        """Built when the first name is looked up: many people take nothing, and a start should not wait for it."""
        return Names(self._formulary)

    def portions(self, taken: CurrentMedicine) -> tuple[Portion, ...] | None:
        """Say what somebody takes when they take this.

        Unknown: None where the name, or part of it, is not recognised.
        """
        found = self._entries_of(taken.name)
        if not found:
            return None
        times, dose = taken.times_a_day, taken.dose_mg
        single = dose if dose is not None else strength_mg(folded(taken.name))
        if single is None and "low" in folded(taken.name).replace("-", " ").split():
            single = 0.0
        return tuple(portion for entry in found for portion in self._portioned(entry, times, dose, single))

    def substances(self, name: str) -> tuple[Substance, ...]:
        """Give what a name means, whatever the dose; nothing where it is not recognised."""
        return tuple(substance for entry in self._entries_of(name) for substance, _ in entry.parts)

    def suggestions(self, name: str) -> tuple[str, ...]:
        """Give the known names that look most like one nobody knows; none of them is taken for it."""
        import difflib  # only a slip needs it

        wanted = key(name)[:60]
        shared = Counter(other for pair in {*_pairs(wanted)} for other in self._pairs.get(pair, ()))
        likely = [other for other, _ in shared.most_common(COMPARED)]
        near = difflib.get_close_matches(wanted, likely, n=1, cutoff=VERY_CLOSE)
        near = near or difflib.get_close_matches(wanted, likely, n=SUGGESTED, cutoff=CLOSE)
        return tuple(dict.fromkeys(self._names.spelled[other] for other in near))

    @cached_property
    def _pairs(self) -> dict[str, list[str]]:
        """The names that hold each pair of letters, so that few need comparing."""
        found: dict[str, list[str]] = defaultdict(list)
        for name in self._names.spelled:
            for pair in {*_pairs(name)}:
                found[pair].append(name)
        return found

    def _portioned(
        self, entry: Entry, times: float | None, dose: float | None, single: float | None
    ) -> Iterator[Portion]:
        units = _units(entry, dose)
        alone = len(entry.parts) == 1
        for substance, mg in entry.parts:
            each = dose if alone else mg * units if mg is not None else None
            daily = each * times if each is not None and times is not None else None
            of_one = (single if each is None else each) if alone else each
            yield Portion(by_dose(substance, daily, of_one, self._formulary), daily)

    def _entries_of(self, name: str) -> tuple[Entry, ...]:
        text = folded(name)
        whole = self._one(text)
        if whole:
            return whole
        outside, inside = IN_BRACKETS.sub(" ", text), IN_BRACKETS.findall(text)
        if inside:
            found = [entry for part in (outside, *inside) for entry in self._entries_of(part)]
            return tuple(dict.fromkeys(found)) if self._entries_of(outside) else ()
        parts = [part for part in PARTS.split(text) if part]
        each = [self._one(part) for part in parts]
        return tuple(entry for found in each for entry in found) if len(parts) > 1 and all(each) else ()

    def _one(self, text: str) -> tuple[Entry, ...]:
        """Find a name by itself, and choose among its entries by the route it tells."""
        found = next((self._names.entries[k] for k in bare_forms(text) if k in self._names.entries), [])
        if not found:
            return ()
        if not local_route(text):
            return tuple([entry for entry in found if not entry.local] or found)
        local = [entry for entry in found if entry.local]
        return tuple(local or [self._localised(entry) for entry in found])

    def _localised(self, entry: Entry) -> Entry:
        return Entry(tuple((made_local(s, self._formulary), mg) for s, mg in entry.parts), local=True)


def _units(entry: Entry, dose: float | None) -> float:
    """Tell how many units of a product a dose is, by its first ingredient; one where nobody said."""
    first = next((mg for _, mg in entry.parts if mg), None)
    return max(1.0, dose / first) if dose is not None and first else 1.0


def _pairs(name: str) -> Iterator[str]:
    return (name[i : i + 2] for i in range(len(name) - 1))
