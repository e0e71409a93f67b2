"""The knowledge base as the command line uses it: with the operator's sign-off, where one is installed."""

from __future__ import annotations

import os

from lumbago.knowledge import Knowledge, load


def load_signed() -> Knowledge:
    """Load the knowledge base, and who has signed it off.

    Raises: InputError when the file that `LUMBAGO_SIGN_OFF` names cannot be used.
    """
    from lumbago.knowledge.sign_off_file import VARIABLE, installed_sign_offs

    return load().signed_off(installed_sign_offs(os.environ)) if VARIABLE in os.environ else load()
