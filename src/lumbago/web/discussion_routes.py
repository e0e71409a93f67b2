"""The addresses of the discussion and of the digest: reading and writing, the moderator's desk, who gets letters."""

from __future__ import annotations

from starlette.routing import Route

from lumbago.web.pages import digest, discussion, moderate, own_comments
from lumbago.web.posted import linked, posted, posted_prose


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
        Route("/digest", digest.asking),
        Route("/digest", posted(digest.ask), methods=["POST"]),
        Route("/digest/confirm/{link}", digest.confirming),
        Route("/digest/confirm/{link}", linked(digest.confirm), methods=["POST"]),
        Route("/digest/settings/{link}", digest.settings),
        Route("/digest/settings/{link}", linked(digest.change), methods=["POST"]),
        Route("/digest/stop/{link}", digest.stopping),
        Route("/digest/stop/{link}", linked(digest.stop), methods=["POST"]),
        Route("/moderate", moderate.queue),
        Route("/moderate/log", moderate.log),
        Route("/moderate/{comment:int}", moderate.one),
        Route("/moderate/{comment:int}", posted_prose(moderate.decide, "reason"), methods=["POST"]),
    ]
