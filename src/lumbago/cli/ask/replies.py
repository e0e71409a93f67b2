"""What somebody types: an answer, "I don't know", or a word that leads elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

from lumbago.errors import InputError
from lumbago.record import Finding, Value
from lumbago.record.units import convert, understood

Command: TypeAlias = Literal["why", "back", "change", "stop"]

COMMANDS: Mapping[str, Command] = {
    **dict.fromkeys(("?", "why", "why?"), "why"),
    **dict.fromkeys(("b", "back"), "back"),
    **dict.fromkeys(("c", "change"), "change"),
    **dict.fromkeys(("q", "quit", "stop", "exit"), "stop"),
}
UNKNOWN = frozenset({"d", "dk", "don't know", "dont know", "i don't know", "i dont know", "not sure", "unknown"})
NONE = frozenset({"0", "none", "none of these", "no"})
YES, NO = frozenset({"1", "y", "yes"}), frozenset({"2", "n", "no"})
UNITS: Mapping[str, str] = {
    **dict.fromkeys(("h", "hour"), "hours"),
    **dict.fromkeys(("d", "day"), "days"),
    **dict.fromkeys(("w", "week"), "weeks"),
    **{unit[:-1]: unit for unit in ("months", "years")},
    **dict.fromkeys(("c", "°c", "celsius"), "degC"),
    **dict.fromkeys(("f", "°f", "fahrenheit"), "degF"),
}
_NUMBER = re.compile(r"([-+]?[0-9]{1,7}(?:[.,][0-9]{1,6})?) *([^0-9 ].*)?")


def tidy(line: str) -> str:
    """Take a typed line as it is meant: no case, no odd spaces or apostrophes, nothing that cannot be seen."""
    seen = "".join(sign if sign.isprintable() else " " for sign in line)
    return " ".join(seen.replace("’", "'").casefold().rstrip(".! ").split())


def command_in(reply: str) -> Command | None:
    """Say which command a reply is, if it is one."""
    return COMMANDS.get(reply)


def read_one(reply: str, finding: Finding) -> Value | None:
    """Read the answer to one question; None is "I don't know".

    Raises: InputError with what to type instead.
    """
    if reply in UNKNOWN:
        return None
    if finding.kind == "yes_no":
        return _yes_or_no(reply)
    return _number(reply, finding) if finding.kind == "number" else _choice(reply, finding.choices)


def read_list(reply: str, findings: Sequence[str]) -> Mapping[str, Value | None]:
    """Read which of several apply, by their numbers; those left out are a no, unless none was known.

    Raises: InputError with what to type instead.
    """
    if reply in UNKNOWN:
        return dict.fromkeys(findings)
    if reply in NONE:
        return dict.fromkeys(findings, False)
    typed = [part for part in re.split(r"[\s,;]+|and", reply) if part]
    if not typed or not all(part.isdecimal() and 1 <= int(part[:4]) <= len(findings) for part in typed):
        raise InputError('Type the numbers of those that apply, such as "1 3". None of them: 0. Don\'t know: d.')
    chosen = {findings[int(part) - 1] for part in typed}
    return {finding: finding in chosen for finding in findings}


def _yes_or_no(reply: str) -> bool:
    if reply in YES:
        return True
    if reply in NO:
        return False
    raise InputError("Type y, n, or d for don't know.")


def _choice(reply: str, choices: Sequence[str]) -> Value:
    if reply.isdecimal() and 1 <= int(reply[:4]) <= len(choices):
        return choices[int(reply) - 1]
    if reply.replace(" ", "_") in choices:
        return reply.replace(" ", "_")
    raise InputError(f"Type a number from 1 to {len(choices)}, or d for don't know.")


def _number(reply: str, finding: Finding) -> float:
    match = _NUMBER.fullmatch(reply)
    unit = _unit(match[2], finding) if match else None
    if match is None or unit is None:
        raise InputError(f"Type a number{_units(finding)}, or d for don't know.")
    value = convert(float(match[1].replace(",", ".")), unit, finding.unit)
    low, high = finding.lowest, finding.highest
    if (low is not None and value < low) or (high is not None and value > high):
        raise InputError(f"That number does not fit: it lies between {low:.10g} and {high:.10g} {finding.unit}.")
    return value


def _unit(typed: str | None, finding: Finding) -> str | None:
    known = understood(finding.unit)
    unit = finding.unit if typed is None else UNITS.get(typed, typed)
    return unit if unit in known or unit == finding.unit else None


def _units(finding: Finding) -> str:
    others = [unit for unit in understood(finding.unit) if unit not in ("degC", "degF")]
    return f" of {', '.join(others[:-1])} or {others[-1]}" if len(others) > 1 else ""
