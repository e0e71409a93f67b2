"""What is known of medicines, in memory: records by id, their criteria parsed."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from lumbago.criteria import Criterion
from lumbago.knowledge.medicine_records import (
    CombinationRecord,
    ConditionOfUse,
    DrugClassRecord,
    InteractionRecord,
    MedicineNames,
    MedicineRecord,
    Most,
)


class UseCondition(msgspec.Struct, frozen=True, eq=False):
    """A state of the person that speaks against a medicine."""

    record: ConditionOfUse
    criterion: Criterion


class Limit(msgspec.Struct, frozen=True, eq=False):
    """The most in 24 hours; without a criterion it always holds."""

    record: Most
    criterion: Criterion | None


class Medicine(msgspec.Struct, frozen=True, eq=False):
    """A medicine of the formulary."""

    id: str
    record: MedicineRecord
    conditions: tuple[UseCondition, ...]
    limits: tuple[Limit, ...]


class DrugClass(msgspec.Struct, frozen=True, eq=False):
    """A class of medicines; `present` is a criterion as good as taking one."""

    id: str
    record: DrugClassRecord
    present: Criterion | None


class Interaction(msgspec.Struct, frozen=True, eq=False):
    """A pair; `when` narrows a class that is a habit."""

    id: str
    record: InteractionRecord
    when: Criterion | None


class Combination(msgspec.Struct, frozen=True, eq=False):
    """More than two together."""

    id: str
    record: CombinationRecord
    factors: tuple[Criterion, ...]
    when: Criterion | None


class Formulary(msgspec.Struct, frozen=True, eq=False):
    """Everything known of medicines."""

    medicines: Mapping[str, Medicine]
    classes: Mapping[str, DrugClass]
    interactions: Mapping[str, Interaction]
    combinations: Mapping[str, Combination]
    names: MedicineNames

    def criteria(self) -> tuple[Criterion, ...]:
        """Collect every criterion something happens by."""
        found: list[Criterion | None] = []
        for medicine in self.medicines.values():
            found.extend([*(c.criterion for c in medicine.conditions), *(limit.criterion for limit in medicine.limits)])
        found.extend(drug_class.present for drug_class in self.classes.values())
        found.extend(interaction.when for interaction in self.interactions.values())
        for combination in self.combinations.values():
            found.extend([*combination.factors, combination.when])
        return tuple(criterion for criterion in found if criterion is not None)
