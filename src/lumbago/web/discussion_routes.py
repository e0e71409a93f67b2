"""The addresses of the discussion: reading and writing under an article, one's own comments, the moderator's desk."""

from __future__ import annotations

from starlette.routing import Route

from lumbago.web.pages import discussion, moderate, own_comments
from lumbago.web.posted import posted_prose


def discussion_routes() -> list[Route]:
    """List them."""
    return [
        Route("/articles/{article}/discussion", discussion.discussion),
        Route("/articles/{article}/discussion", posted_prose(discussion.write, "text"), methods=["POST"]),
        Route("/articles/{article}/discussion.atom", discussion.feed),
        Route("/discussion/mine", own_comments.mine),
        Route("/discussion/{comment:int}", own_comments.one),
        Route("/discussion/{comment:int}", posted_prose(own_comments.change, "text", "words"), methods=["POST"]),
        Route("/discussion/{comment:int}/report", own_comments.reporting),
        Route("/discussion/{comment:int}/report", posted_prose(own_comments.report, "words"), methods=["POST"]),
        Route("/moderate", moderate.queue),
        Route("/moderate/log", moderate.log),
        Route("/moderate/{comment:int}", moderate.one),
        Route("/moderate/{comment:int}", posted_prose(moderate.decide, "reason"), methods=["POST"]),
    ]
