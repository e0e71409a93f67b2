"""From the text of a criterion to Python's syntax tree, and from a place in the tree back to a line and a column.

Python's parser reads much more than the language holds, warns about some of it, and counts columns in bytes. So signs
and numbers that the language does not have are refused first; what is left is plain ASCII without comments or escapes.
"""

from __future__ import annotations

import ast
import re

from lumbago.errors import CriterionError

LONGEST = 10_000  # characters; the longest rule has some 1,200

_FOREIGN = re.compile(r"[^\s!-\[\]-~]", re.ASCII)
_SPACE = re.compile(r"\s", re.ASCII)
_PIECE = re.compile(
    r"""  "[^"]*" | '[^']*'             # a choice
        | [A-Za-z_]\w*                # a name
        | \d+(?:\.\d+)?(?![\w.])      # a number
        | (?P<number>\d[\w.]*)        # 1e5, 0x41, 65or
        | [<>!=]=                     # two signs in one
        | [\s(),<>.-]
        | (?P<sign>.)""",
    re.VERBOSE | re.ASCII,
)
_HINTS = {
    '"': "This quotation mark has no partner.",
    "'": "This quotation mark has no partner.",
    "&": "Write `and`.",
    "|": "Write `or`.",
    "~": "Write `not`.",
    "!": "Write `not`.",
    "=": "Write `==` to compare.",
    "[": "Write choices in round brackets.",
    "#": "A note belongs in the record's `note`.",
    **dict.fromkeys("+*/%@", "Criteria do not calculate."),
}


def tree_of(text: str) -> ast.expr:
    """Read the text as one Python expression that uses only the signs of the language.

    Raises: CriterionError.
    """
    _refuse_signs(text)
    flat = _SPACE.sub(" ", text).strip()
    if not flat:
        raise fault(text, 0, "The criterion is empty. Name at least one finding.")
    try:
        return ast.parse(flat, mode="eval").body
    except SyntaxError as error:
        offset = min(max(error.offset or 1, 1), len(flat) + 1) - 1
        message = f"This cannot be read as a criterion ({error.msg})."
        raise fault(text, _indent(text) + offset, message) from None
    except (ValueError, RecursionError, MemoryError):
        raise fault(text, _indent(text), "The criterion is nested too deeply. Name its parts.") from None


def fault(text: str, position: int, message: str) -> CriterionError:
    """Build the error that points at a position, counted from 0, in the text as it was written."""
    line_start = text.rfind("\n", 0, position) + 1
    return CriterionError(message, text, position - line_start + 1, text.count("\n", 0, position) + 1)


def position_of(text: str, node: ast.expr) -> int:
    """Say where in the text as it was written a part of its tree starts, counted from 0."""
    return _indent(text) + node.col_offset


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _refuse_signs(text: str) -> None:
    if len(text) > LONGEST:
        raise fault(text, LONGEST, f"The criterion is longer than {LONGEST} characters. Name its parts.")
    if foreign := _FOREIGN.search(text):
        raise fault(text, foreign.start(), f"The character {foreign[0]!a} has no meaning in a criterion.")
    for piece in _PIECE.finditer(text):
        if piece["number"]:
            message = f"`{piece[0]}` is not a plain number, such as 65 or 37.5, with a space after it."
            raise fault(text, piece.start(), message)
        if sign := piece["sign"]:
            message = _HINTS.get(sign, "A criterion is built from names, comparisons, `and`, `or` and `not`.")
            raise fault(text, piece.start(), f"The sign {sign} has no meaning here. {message}")
