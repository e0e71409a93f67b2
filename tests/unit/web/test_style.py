"""The colours, read from where they stand: contrast as WCAG 2 counts it, in light and in dark."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from lumbago.web.stylesheet import SHEETS, all_sheets, tightened

TOKENS = (files("lumbago.web") / "style" / "tokens.css").read_text("utf-8")
LIGHT_TEXT, DARK_TEXT = TOKENS.split("@media (prefers-color-scheme: dark)")
LIGHT = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", LIGHT_TEXT))
DARK = {**LIGHT, **dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", DARK_TEXT))}
URGENCIES = ("emergency", "same_day", "soon", "self_care")


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_contrast(theme: dict[str, str]) -> None:
    surfaces = ["paper", "raised", "accent-wash", *(f"{u}-wash" for u in URGENCIES)]
    assert all(contrast(theme["ink"], theme[s]) >= 7 for s in surfaces), "body text: AAA"
    assert all(contrast(theme["quiet"], theme[s]) >= 7 for s in ("paper", "raised")), "smaller text: AAA"
    assert contrast(theme["accent"], theme["paper"]) >= 4.5
    assert contrast(theme["on-accent"], theme["accent"]) >= 4.5
    assert all(contrast(theme[u], theme[f"{u}-wash"]) >= 4.5 for u in URGENCIES)
    assert all(contrast(theme[u], theme["paper"]) >= 4.5 for u in URGENCIES)
    assert contrast(theme["focus"], theme["paper"]) >= 3
    assert contrast(theme["line"], theme["raised"]) >= 3, "the edge of what can be ticked"


def test_colours_stand_in_one_file_only() -> None:
    others = [
        p for p in (files("lumbago.web") / "style").iterdir() if p.name not in ("tokens.css", "print.css", "now.css")
    ]
    others += [f / "style.css" for f in (files("lumbago.web") / "components").iterdir() if (f / "style.css").is_file()]
    coloured = [str(p) for p in others if re.search(r"(?<!&)#[0-9a-fA-F]{3,8}\b|rgb\(|hsl\(", p.read_text("utf-8"))]
    assert not coloured  # spasm-now is black on white


def test_the_name_of_a_sheet_changes_with_its_content() -> None:
    style = all_sheets()
    assert style == all_sheets()
    assert all(re.fullmatch(r"/style/[a-z]+\.[0-9a-f]{16}\.css", sheet.path) for sheet in style.sheets)
    assert list(style.by_path.values()) == list(style.sheets)


def test_every_style_stands_in_one_sheet() -> None:
    web = files("lumbago.web")
    written = [p.name for p in (web / "style").iterdir()]
    written += [f.name for f in (web / "components").iterdir() if (f / "style.css").is_file()]
    assert sorted(written) == sorted(part for parts in SHEETS.values() for part in parts)


def test_a_page_gets_the_sheets_that_style_something_in_it_and_no_other() -> None:
    style = all_sheets()
    names = {
        path.split("/")[2].partition(".")[0] for path in style.sheets_for('<p class="lead"><i class="plan-item x">')
    }
    assert names == {"page", "plan"}
    assert style.sheets_for("<p>") == [style.sheets[0].path]
    assert {"plan-item", "medicine"} <= next(s for s in style.sheets if "/plan." in s.path).classes


def test_what_is_left_out_of_the_style_separates_nothing() -> None:
    style = """
    /* a remark */ .a > .b ,
    p :hover { margin : calc(1rem + 2px) auto ; content: "{ ; }  /" ; }
    @media (min-width: 40rem) and (hover) { a:hover , b { color: red } }
    """
    assert tightened(style) == (
        '.a > .b,p :hover{margin :calc(1rem + 2px) auto;content:"{ ; }  /"}'
        "@media (min-width:40rem) and (hover){a:hover,b{color:red}}"
    )
