"""Every component has examples, and each can be drawn."""

from __future__ import annotations

import pytest

from lumbago.web.rendering import Rendering, component_names, examples

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
