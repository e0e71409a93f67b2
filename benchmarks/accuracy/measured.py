"""Which records a page was measured on: it is out of date when one of them changes, and not when an article does."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from lumbago.knowledge.files import PACKAGED, contents

JUDGING = ("conditions/", "criteria/", "findings/", "interview/", "model/", "red_flags/")
"""Where the records lie that decide how urgent it is, what it may be and what is asked."""


def measured_on(name: str, beginnings: Sequence[str]) -> str:
    """Name the records whose paths begin so, by a hash of their content.

    Raises: ValueError where a beginning fits no record.
    """
    files = contents(PACKAGED)
    chosen = {path: files[path] for path in sorted(files) if path.startswith(tuple(beginnings))}
    if missing := [beginning for beginning in beginnings if not any(path.startswith(beginning) for path in chosen)]:
        raise ValueError(f"no record lies at {', '.join(missing)}")
    digest = hashlib.sha256()
    for path, content in chosen.items():
        digest.update(f"{path}\0{len(content)}\0".encode() + content)
    return f"{name}-{digest.hexdigest()[:12]}"
