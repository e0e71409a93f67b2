"""The forecasts of many people in one call: the same as one by one, with what people share computed once.

Its inner loops are machine code, which takes time to load; so nothing that a page needs imports this.
"""

from lumbago.pathway.course.many.batch import Batch, forecast_many

__all__ = ["Batch", "forecast_many"]
