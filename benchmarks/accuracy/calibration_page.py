"""docs/reference/calibration.md and its picture: `make accuracy`, or this module by itself."""

from __future__ import annotations

import argparse
import math
from pathlib import Path

from benchmarks.accuracy.calibration import EDGES, Bands, Calibration, measure
from lumbago.knowledge import load

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
PEOPLE = 1_000_000
LEAST = 20
WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 560, 480, 80, 30, 60
LOW, HIGH = -5.5, 0.0

INTRODUCTION = """# Calibration

Made by `make accuracy` under edition `{edition}`; not edited by hand. {people:,} simulated people in each world.

A probability is calibrated when, of all who are told 3%, 3 in 100 have it. Nobody here is real: the figures say whether
the arithmetic is right and what the model's shortcuts do, not how it would do in a clinic.

![What was predicted against what was so](calibration.svg)

## The model's own world

One cause at a time against ordinary pain. Assumed: the base rates by age and sex are right; a finding is as often yes
with the cause, and without it, as the model's two likelihood ratios say; findings know nothing of each other; one
finding of each dependence group is answered; together they stay above the floor for negative evidence. Of these
assumptions nothing is left over for the model to get wrong, so here it has to be calibrated.
"""

POPULATION = """
## The simulated population

What `lumbago simulate` draws. Everybody has one cause out of all. Findings of a dependence group hang together, answers
are missing, and findings follow the sensitivities of the cause's records and the background rates of ordinary pain, of
which many are expert judgement. Here the model is **not** expected to be calibrated, for these reasons:

- A dangerous cause is weighed against ordinary pain alone. Somebody with a kidney stone has findings that speak for
  other dangers too, and nothing takes those back: dangers are predicted more often than they are. That is the side to
  err on.
- Negative evidence is capped for dangers, so that no number of "no" answers makes one look impossible: their low
  probabilities are too high by design.
- Within a dependence group all findings but the strongest count for a part only, whether or not they hang together that
  strongly: shrinkage pulls strong cases toward the middle.
- Likelihood ratios that were published as such do not match the background rates the population is drawn from.
"""


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    write(parser.parse_args().people)


def write(people: int) -> None:
    """Measure so many people, print the page and write it with its picture."""
    knowledge = load()
    found = measure(knowledge, people)
    page = as_page(found, knowledge.edition)
    print(page)
    (REFERENCE / "calibration.md").write_text(page, "utf-8")
    (REFERENCE / "calibration.svg").write_text(svg(found), "utf-8")


def as_page(found: Calibration, edition: str) -> str:
    lines = [INTRODUCTION.format(edition=edition, people=found.people), *_table(found.own), POPULATION]
    lines += ["### Dangers, each a risk of its own\n", *_table(found.dangers)]
    lines += ["\n### Ordinary causes, which share 100%\n", *_table(found.ordinary)]
    lines += [
        "\n### By age and sex\n",
        "| who | dangers: predicted / so | Brier | ordinary causes: predicted / so | Brier |",
        "| --- | --- | --- | --- | --- |",
        *(
            f"| {name} | {dangers.ratio:.2f} | {dangers.brier:.5f} | {ordinary.ratio:.2f} | {ordinary.brier:.5f} |"
            for name, (dangers, ordinary) in found.by_group.items()
        ),
    ]
    return "\n".join(lines) + "\n"


def _table(bands: Bands) -> list[str]:
    rows = [
        f"| {low:g} to {high:g} | {weight:,.0f} | {predicted / weight:.3g} | {so / weight:.3g} |"
        if weight >= 1
        else f"| {low:g} to {high:g} | {weight:.1f} | | |"
        for low, high, weight, predicted, so in zip(
            EDGES[:-1], EDGES[1:], bands.weight, bands.predicted, bands.so, strict=True
        )
    ]
    return [
        f"Brier score {bands.brier:.5f}; always the overall share would score {bands.brier_of_base_rate:.5f}. "
        f"Predicted {bands.ratio:.2f} times as often as so.",
        "",
        "| predicted probability | predictions | mean predicted | was so |",
        "| --- | --- | --- | --- |",
        *rows,
    ]


def svg(found: Calibration) -> str:
    """Draw what was so against what was predicted, both on a scale of powers of ten."""
    ticks = range(-5, 1)
    drawn = [
        f'<line x1="{_x(t):.0f}" x2="{_x(t):.0f}" y1="{_y(LOW):.0f}" y2="{_y(HIGH):.0f}" stroke="#ddd5c4"/>'
        f'<line x1="{_x(LOW):.0f}" x2="{_x(HIGH):.0f}" y1="{_y(t):.0f}" y2="{_y(t):.0f}" stroke="#ddd5c4"/>'
        f'<text x="{_x(t):.0f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{10.0**t:g}</text>'
        f'<text x="{LEFT - 8}" y="{_y(t) + 4:.0f}" text-anchor="end">{10.0**t:g}</text>'
        for t in ticks
    ]
    drawn.append(
        f'<line x1="{_x(LOW):.0f}" y1="{_y(LOW):.0f}" x2="{_x(HIGH):.0f}" y2="{_y(HIGH):.0f}" stroke="#8a7f70" '
        'stroke-dasharray="3 4"/>'
    )
    looks = (
        (found.own, "the model's own world", "#1d5a34", ""),
        (found.dangers, "simulated population: dangers", "#951b1b", "7 4"),
        (found.ordinary, "simulated population: ordinary causes", "#1d4a86", "2 4"),
    )
    for place, (bands, name, colour, dash) in enumerate(looks):
        drawn.append(_line(bands, colour, dash))
        y = TOP + 18 + 20 * place
        drawn.append(f'<line x1="{LEFT + 12}" x2="{LEFT + 48}" y1="{y - 4}" y2="{y - 4}" {_stroke(colour, dash)}/>')
        drawn.append(f'<text x="{LEFT + 56}" y="{y}" fill="{colour}">{name}</text>')
    drawn.append(f'<text x="{(LEFT + WIDTH) / 2}" y="{HEIGHT - 14}" text-anchor="middle">predicted probability</text>')
    drawn.append(f'<text x="{LEFT}" y="18">share of whom it was so</text>')
    told = f"Own world: predicted {found.own.ratio:.2f} times as often as so; dangers {found.dangers.ratio:.2f}; "
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif" '
        f'font-size="13"><title>What was predicted against what was so</title><desc>{told}ordinary causes '
        f"{found.ordinary.ratio:.2f}. On the dotted line both are the same.</desc>"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fbf8f1"/>{"".join(drawn)}</svg>\n'
    )


def _line(bands: Bands, colour: str, dash: str) -> str:
    points = [
        (math.log10(predicted / weight), math.log10(so / weight))
        for weight, predicted, so in zip(bands.weight, bands.predicted, bands.so, strict=True)
        if so >= LEAST
    ]
    path = " ".join(f"{_x(x):.1f},{_y(y):.1f}" for x, y in points)
    dots = "".join(f'<circle cx="{_x(x):.1f}" cy="{_y(y):.1f}" r="3.5" fill="{colour}"/>' for x, y in points)
    return f'<polyline points="{path}" fill="none" {_stroke(colour, dash)}/>{dots}'


def _stroke(colour: str, dash: str) -> str:
    return f'stroke="{colour}" stroke-width="2"' + (f' stroke-dasharray="{dash}"' if dash else "")


def _x(power: float) -> float:
    return LEFT + (max(power, LOW) - LOW) / (HIGH - LOW) * (WIDTH - LEFT - 20)


def _y(power: float) -> float:
    return HEIGHT - BOTTOM - (max(power, LOW) - LOW) / (HIGH - LOW) * (HEIGHT - TOP - BOTTOM)


if __name__ == "__main__":
    main()
