"""Templates into pages. A component is a folder with its template, its style, and named examples."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from lumbago.knowledge.sign_off import NOBODYS, SignOffs, standing
from lumbago.web.body_map import body_map, on_the_map
from lumbago.web.pictures import CHARTS, draw_all, drawing
from lumbago.web.reference.source_page import in_address
from lumbago.web.wording import capital, in_runs, listed_with_and, yes_no

COMPONENTS = "components"


class Rendering:
    """The templates, compiled once; a name nobody gave stops the page."""

    def __init__(self, sign_offs: SignOffs = NOBODYS) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(str(files("lumbago.web"))),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.globals.update(
            component=self.component, drawing=drawing, body_map=body_map, on_the_map=on_the_map, **CHARTS
        )
        self._environment.globals["standing_of"] = lambda edition: standing(sign_offs.get(edition))
        self._environment.filters.update(
            capital=capital, together=listed_with_and, yes_no=yes_no, in_runs=in_runs, in_address=in_address
        )

    def make_ready(self) -> None:
        """Compile every template and draw every figure now, instead of while the first visitor waits."""
        draw_all()
        for name in self._environment.list_templates(filter_func=lambda name: name.endswith(".html")):
            self._environment.get_template(name)

    def page(self, name: str, context: Mapping[str, Any]) -> str:
        """Render one page."""
        return self._environment.get_template(f"pages/{name}.html").render(context)

    def component(self, name: str, /, **given: Any) -> Markup:
        """Render one component with what it is given, and nothing else."""
        template = self._environment.get_template(f"{COMPONENTS}/{name}/template.html")
        return Markup(template.render(given))


def component_names() -> tuple[str, ...]:
    """List the components."""
    return tuple(sorted(folder.name for folder in (files("lumbago.web") / COMPONENTS).iterdir() if folder.is_dir()))


@lru_cache(maxsize=128)
def examples(name: str) -> Mapping[str, Mapping[str, Any]]:
    """Read the named examples of a component: what it is given in each."""
    text = (files("lumbago.web") / COMPONENTS / name / "examples.toml").read_text("utf-8")
    return tomllib.loads(text)
