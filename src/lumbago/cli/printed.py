"""What all shapes that the command prints as JSON share."""

from __future__ import annotations

import msgspec

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class Printed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What all parts of an answer share."""
