"""The pathway for a table of people: one kernel, from a batch of answers to a batch of conclusions.

`visit.py` says what is concluded of one person; this says the same of many, and tests hold the two equal.
"""

from lumbago.pathway.cohort.assess import assess, assessed
from lumbago.pathway.cohort.compiled import Options
from lumbago.pathway.cohort.results import schema_of
from lumbago.pathway.cohort.table import Table, read_table

__all__ = ["Options", "Table", "assess", "assessed", "read_table", "schema_of"]
