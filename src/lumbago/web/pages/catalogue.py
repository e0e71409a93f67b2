"""Every component with its named examples: for whoever builds pages, and for the tests that look at each."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from lumbago.web.desk import page
from lumbago.web.refusal import RefusedError
from lumbago.web.rendering import component_names, examples


def all_components(request: Request) -> Response:
    return page(request, "components", names=component_names())


def one_component(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in component_names():
        raise RefusedError(
            404, "There is no such component", "The address is wrong or old.", ("/components", "All components")
        )
    return page(request, "component", name=name, examples=examples(name))
