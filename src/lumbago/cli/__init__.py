"""The command line: one command is one function of the pathway or of the knowledge base, under the same name."""

from lumbago.cli.command_line import main

__all__ = ["main"]
