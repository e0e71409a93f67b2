"""Every component has examples, and each can be drawn."""

from __future__ import annotations

import pytest

from lumbago.web.pictures import drawing
from lumbago.web.rendering import Rendering, component_names, examples
from lumbago.web.stylesheet import SHEETS, all_sheets
from tests.people import knowledge

RENDERING = Rendering()
EXAMPLES = [(name, example) for name in component_names() for example in examples(name)]


def test_every_component_has_an_example() -> None:
    assert {name for name, _ in EXAMPLES} == set(component_names())


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_every_example_can_be_drawn(name: str, example: str) -> None:
    drawn = RENDERING.component(name, **examples(name)[example])
    assert drawn.strip()
    assert "style=" not in drawn
    assert "<script" not in drawn


@pytest.mark.parametrize("name", [part for parts in SHEETS.values() for part in parts if not part.endswith(".css")])
def test_a_page_that_holds_a_component_gets_its_style(name: str) -> None:
    sheet = next(sheet for sheet, parts in SHEETS.items() if name in parts)
    drawn = "".join(RENDERING.component(name, **given) for given in examples(name).values())
    assert any(f"/{sheet}." in path for path in all_sheets().sheets_for(drawn))


def test_what_is_given_is_escaped() -> None:
    drawn = RENDERING.component("error_summary", errors=[("age", "<b>&")])
    assert "&lt;b&gt;&amp;" in drawn


def test_every_exercise_and_everyday_step_that_names_a_drawing_has_one() -> None:
    base = knowledge()
    named = {e.record.drawing for e in base.exercises.values()}
    named |= {name for everyday in base.everyday.values() for name in everyday.drawings}
    assert [name for name in sorted(named) if not drawing(name)] == []
