"""The menu on top of the pages, one line for each place to go; question pages and spasm-now leave it out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere to go; `of_a_visit` shows it only to whoever has answered something."""

    address: str
    words: str
    of_a_visit: bool = False


MENU: tuple[Place, ...] = (
    Place("/now", "Help now"),
    Place("/articles", "Articles"),
    Place("/today", "Diary", of_a_visit=True),
    Place("/said", "Answers", of_a_visit=True),
)

ABOUT: tuple[Place, ...] = (
    Place("/about", "About Lumbago"),
    Place("/disclosure", "Who pays"),
    Place("/privacy", "Privacy"),
    Place("/sources", "Sources"),
)
"""At the foot of the pages, and left out where the menu is."""
