"""Every component has examples, and each can be drawn."""

from __future__ import annotations

import pytest

from lumbago.web.pictures import drawing
from lumbago.web.rendering import Rendering, component_names, examples
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


def test_what_is_given_is_escaped() -> None:
    drawn = RENDERING.component("error_summary", errors=[("age", "<b>&")])
    assert "&lt;b&gt;&amp;" in drawn


def test_every_exercise_and_everyday_step_that_names_a_drawing_has_one() -> None:
    base = knowledge()
    named = {e.record.drawing for e in base.exercises.values()}
    named |= {name for everyday in base.everyday.values() for name in everyday.drawings}
    assert [name for name in sorted(named) if not drawing(name)] == []
