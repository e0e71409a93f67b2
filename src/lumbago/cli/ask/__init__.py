"""`lumbago ask`: the interview in a terminal, by the same engine as on the pages; nothing of it is kept."""

from lumbago.cli.ask.conversation import ask

__all__ = ["ask"]
