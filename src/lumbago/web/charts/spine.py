"""The low back cut through the middle, seen from the side: bones, discs, the canal, and a nerve that is pressed."""

from __future__ import annotations

from lumbago.web.charts.parts import svg, words

TITLE = (
    "Three bones of the low back from the side. The lower disc bulges backwards and presses on a nerve that runs to "
    "the leg."
)
HEIGHT = 268
BONES = (20.0, 98.0, 176.0)  # where each bone begins
BONE, DISC = 54.0, 24.0
FRONT, BACK = 70.0, 160.0


def squeezed_nerve() -> str:
    """Draw it."""
    parts = [_canal(), *map(_bone, BONES), *map(_process, BONES), _disc(BONES[0]), _bulging(BONES[1]), *_nerves()]
    return svg(HEIGHT, TITLE, [*parts, *_names()])


def _bone(top: float) -> str:
    bottom = top + BONE
    return (
        f'<path class="bone" d="M{FRONT} {top}Q{FRONT + 8} {top + BONE / 2} {FRONT} {bottom}'
        f'L{BACK} {bottom}Q{BACK - 6} {top + BONE / 2} {BACK} {top}Z"/>'
    )


def _process(top: float) -> str:
    """Draw the spur that can be felt through the skin."""
    y = top + BONE * 0.5
    upper = f"M206 {y - 12}Q232 {y - 10} 248 {y + 14}Q250 {y + 28} 236 {y + 26}"
    return f'<path class="bone" d="{upper}Q216 {y + 16} 206 {y + 14}Z"/>'


def _disc(bone: float) -> str:
    top = bone + BONE
    return (
        f'<path class="disc" d="{_upper_edge(top)}Q{BACK + 5} {top + DISC / 2} {BACK - 2} {top + DISC}{_front(top)}"/>'
    )


def _bulging(bone: float) -> str:
    top = bone + BONE
    bulge = f"Q{BACK + 34} {top + 4} {BACK + 30} {top + 15}Q{BACK + 22} {top + DISC + 2} {BACK - 2} {top + DISC}"
    return f'<path class="disc meant" d="{_upper_edge(top)}{bulge}{_front(top)}"/>'


def _upper_edge(top: float) -> str:
    return f"M{FRONT + 2} {top}H{BACK - 2}"


def _front(top: float) -> str:
    return f"H{FRONT + 2}Q{FRONT - 5} {top + DISC / 2} {FRONT + 2} {top}Z"


def _canal() -> str:
    return f'<path class="canal" d="M{BACK + 4} 8H202V{HEIGHT - 12}H{BACK + 4}Z"/>'


def _nerves() -> list[str]:
    way = f"M178 8C180 70 184 120 194 {BONES[1] + BONE + 14}C196 196 176 214 152 232C134 244 128 250 124 {HEIGHT - 4}"
    other = f"M186 8C190 80 196 150 198 200C199 230 196 246 196 {HEIGHT - 12}"
    return [f'<path class="nerve" d="{other}"/>', f'<path class="nerve pressed" d="{way}"/>']


def _names() -> list[str]:
    return [
        words(60, 52, "bone", anchor="end"),
        words(60, BONES[0] + BONE + 17, "disc", anchor="end"),
        words(60, BONES[1] + BONE + 17, "bulge", "label meant", "end"),
        words(262, BONES[1] + BONE + 17, "presses here", "label meant"),
        words(212, HEIGHT - 8, "nerve to the leg"),
    ]
