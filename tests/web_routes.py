"""Every route of the application, found by asking it, and what can stand in its address."""

from __future__ import annotations

import re

from starlette.routing import BaseRoute, Route

from lumbago.web.pages.spasm_now import STEPS
from lumbago.web.plan.course import SERVICES
from lumbago.web.reference.source_page import by_kind, in_address
from lumbago.web.rendering import component_names
from lumbago.web.stylesheet import all_sheets
from tests.people import knowledge
from tests.web_pages import browser

PARAMETER = re.compile(r"{(\w+)(?::\w+)?}")

FITTING = {
    "instrument": ["phq4", "odi", "x"],
    "topic": sorted(knowledge().topics),
    "step": list(STEPS),
    "part": ["today", "this-week", "six-weeks"],
    "exercise": sorted(knowledge().exercises),
    "article": sorted(knowledge().articles),
    "claim": sorted(knowledge().claims)[:20],
    "service": sorted(SERVICES),
    "source": sorted(knowledge().sources)[:50],
    "kind": [in_address(kind) for kind, _ in by_kind(knowledge())],
    "sheet": [path.removeprefix("/style/") for path in all_sheets().by_path],
    "name": list(component_names()),
    "link": ["0" * 43, "new-passkey"],
    "comment": ["999999999", "1"],  # the first is nobody's, however many are written
    "share": ["0" * 64, "x"],
    "stop": ["0" * 64, "x"],
}
"""Values that fit each part of an address, so that not every try ends at "no such page"."""


def example(route: Route) -> str:
    """Fill in an address with the first of what fits."""
    return PARAMETER.sub(lambda part: FITTING[part[1]][0], route.path)


def _routes() -> list[Route]:
    found: list[BaseRoute] = browser().app.routes  # type: ignore[attr-defined]
    assert all(isinstance(route, Route) for route in found), "teach this module what is mounted, so that it is tested"
    return [route for route in found if isinstance(route, Route)]


ROUTES = _routes()
