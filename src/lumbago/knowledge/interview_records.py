"""The shape of interview/topics.toml: which findings are asked together, and how."""

from typing import Literal

from lumbago.knowledge.records import Shape, Status


class TopicRecord(Shape, frozen=True):
    """A page of the interview; the engine shows those of its findings that still matter.

    kind: `form` asks each finding by itself, `any_of` asks which apply, `examine` guides through a check.
    """

    kind: Literal["form", "any_of", "examine"]
    title: str
    lead: str
    findings: tuple[str, ...]
    examination: bool = False  # done with hands or instruments, so more burden than a question
    status: Status = "draft"
