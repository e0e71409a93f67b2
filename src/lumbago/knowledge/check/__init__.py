"""What must hold between records, beyond the shape of each: nothing dangling, nothing unused, figures in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lumbago.errors import Problem
from lumbago.knowledge.check.claims import claims
from lumbago.knowledge.check.course import course
from lumbago.knowledge.check.dangers import dangers
from lumbago.knowledge.check.figures import figures
from lumbago.knowledge.check.medicines import medicines
from lumbago.knowledge.check.model import model
from lumbago.knowledge.check.names import names
from lumbago.knowledge.check.plans import plans
from lumbago.knowledge.check.questions import questions
from lumbago.knowledge.check.rules import rules
from lumbago.knowledge.check.unused import unused
from lumbago.knowledge.files import Records
from lumbago.knowledge.knowledge import Knowledge

CHECKS: tuple[Callable[[Records], Iterator[Problem]], ...] = (
    figures,
    questions,
    rules,
    model,
    medicines,
    plans,
    claims,
    course,
    dangers,
)


def problems(records: Records, knowledge: Knowledge, *, whole: bool = True) -> list[Problem]:
    """List everything that does not hold together, with the file, the field and how to mend it.

    What is unused is said only once every criterion could be read (`whole`) and every name is of something: a slip
    in a name is not told twice.
    """
    dangling = list(names(records))
    found = [*dangling, *(problem for check in CHECKS for problem in check(records))]
    return found + list(unused(records, knowledge)) if whole and not dangling else found
