"""Make the page of all commands from what they say of themselves: `python -m tests.docs.command_line`.

Written from the arguments and not from the printed help, whose form changes from one Python to the next.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from lumbago.cli.command_line import command_line

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "command-line.md"
OPENING = """\
# The command line

<!-- Made by `python -m tests.docs.command_line` from what each command says of itself. Do not edit it. -->

The exit status is 0 when all went well, 1 for a bug, 2 where something given is wrong, and 130 when interrupted. What
is to be used goes to standard output; what is told about it goes to standard error. What the environment sets stands in
[operate](../how-to/operate.md).
"""


def page() -> str:
    """Write the page."""
    return OPENING + "".join(_section(parser) for parser in leaves(command_line()))


def leaves(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """List every command that does something, those of commands included."""
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not below:
        yield parser
    for action in below:
        for command in dict.fromkeys(action.choices.values()):
            yield from leaves(command)


def _section(parser: argparse.ArgumentParser) -> str:
    given = [action for action in parser._actions if not isinstance(action, argparse._HelpAction)]
    usage = " ".join([parser.prog, *map(_written, sorted(given, key=lambda action: not action.option_strings))])
    rows = [f"| `{_named(action)}` | {_told(action)} |\n" for action in given]
    table = "\n| given | is |\n|---|---|\n" + "".join(rows) if rows else ""
    return f"\n## {parser.prog}\n\n{parser.description}\n\n```console\n$ {usage}\n```\n{table}"


def _named(action: argparse.Action) -> str:
    value = action.metavar or (action.dest.upper() if action.nargs != 0 else "")
    if not action.option_strings:
        return str(value)
    return f"{action.option_strings[-1]} {value}".strip()


def _written(action: argparse.Action) -> str:
    optional = (action.option_strings and not action.required) or action.nargs == "?"
    return f"[{_named(action)}]" if optional else _named(action)


def _told(action: argparse.Action) -> str:
    said = (action.help or "").replace("%(default)s", str(action.default)).replace("|", "\\|")
    choices = f" One of: {', '.join(map(str, action.choices))}." if action.choices else ""
    return f"{said[:1].upper()}{said[1:]}.{choices}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
