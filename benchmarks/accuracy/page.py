"""docs/reference/accuracy.md: what `make accuracy` measured."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from benchmarks.accuracy.burden import Burden, FrontierPoint, Passed, RuleWorth, mean_lower, shares
from benchmarks.accuracy.interviews import Told
from benchmarks.accuracy.measured import JUDGING, measured_on
from benchmarks.accuracy.vignettes import Score, by_urgency
from lumbago.knowledge.records import Urgency

INTRODUCTION = """# Accuracy

Made by `make accuracy` from the judging records `{records}`; not edited by hand. Intervals are Wilson 95%.

Lumbago is decision support. It is not validated on patients and not signed off by a clinician. The figures below say
how it answers coded cases and simulated people, not how well it would do in a clinic.
"""

PEERS = """
Published figures, for scale (other cases, other methods): symptom checkers 57% of triage right, 34% of first causes,
33% of self-care cases right; GPT-4o 48% of first causes and 84% among three on back pain; general practitioners 82%
among three.
"""

VIGNETTE_NOTE = """
The packaged cases were read while the rules were being written (by those who gathered the evidence), so these
figures are not an estimate of performance on new cases.
"""

ORDINARY_NOTE = """
Simulated adults with ordinary back pain in primary care, episode under six weeks, every question that a person can
answer themselves answered. Findings are drawn with dependence; the rates are those of the knowledge base, many of
them expert judgement. "Told briefly" keeps what a case told in two sentences would mention.
"""

DISEASE_NOTE = """
Simulated adults who have the cause, findings drawn at their stated sensitivities. It measures whether rules and
thresholds let cases through, on the model's own assumptions. Each cause counts alike in the mean.
"""

RULE_NOTE = """
For each rule: how often it fires in ordinary pain; the share of ordinary people it alone raises to its level; and the
mean share of people with a dangerous cause whom it alone raises to its level. A floor earns its place by the last
column, or by a harm so plain that no share would excuse dropping it.
"""

FRONTIER_NOTE = """
All action thresholds on posterior risk multiplied by the same number, rules staying as they are.

![Safety against calm](accuracy-frontier.svg)
"""


INTERVIEW_NOTE = """
The interview asks; the record answers, and says "I don't know" to whatever it does not hold. Screens until it stops,
and whether it comes to the same urgency as the whole record does. Not knowing an answer can itself raise the urgency
to "soon": that is left aside here. Whoever is ill here was made so from the model's own sensitivities, each finding
drawn by itself, so that many have signs nobody would think of asking for.
"""


def interviews_page(told: Iterable[Told]) -> str:
    """Write the part on the interview."""
    rows = [
        (t.label, t.people, _count(t.benign), _count(t.emergency), str(t.agree), str(t.emergency_lower)) for t in told
    ]
    names = ("people", "how many", "screens, ordinary", "screens, emergency", "same urgency", "emergencies told lower")
    return "\n## The interview\n" + INTERVIEW_NOTE + "\n" + table(names, rows)


def _count(screens: float | None) -> str:
    return "" if screens is None else f"{screens:g}"


def vignettes_page(score: Score) -> str:
    """Write the part on packaged cases: quick to make anew, so a test keeps it current."""
    head = INTRODUCTION.format(records=measured_on("judging", JUDGING)) + "\n## Packaged cases\n" + VIGNETTE_NOTE + "\n"
    rows = [
        ("acceptable urgency", str(score.acceptable)),
        ("called lower than any acceptable urgency", str(score.under)),
        ("urgent cases called lower", str(score.urgent_under)),
        ("called higher than any acceptable urgency", str(score.over)),
        ("right cause first", str(score.first)),
        ("right cause among the first three", str(score.among_three)),
        ("Brier score over all shown causes", f"{score.brier:.4f}"),
    ]
    by = [
        (u, len(cases), sum(c.fits for c in cases), sum(c.under for c in cases), sum(c.over for c in cases))
        for u, cases in by_urgency(score.cases).items()
    ]
    missed = [(c.id, c.expected, c.visit.urgency, c.visit.causes[0].record.name) for c in score.cases if not c.fits]
    return (
        head
        + table(("measure", f"{len(score.cases)} cases"), rows)
        + "\n"
        + table(("expected", "cases", "acceptable", "lower", "higher"), by)
        + ("\nNot acceptable:\n\n" + table(("case", "expected", "told", "first cause"), missed) if missed else "")
        + PEERS
    )


def burden_page(
    burden: Burden, rules: Sequence[RuleWorth], passed: Sequence[Passed], points: Sequence[FrontierPoint]
) -> str:
    """Write the part on simulated people."""
    told, briefly = shares(burden.ordinary), shares(burden.ordinary_briefly)
    levels: tuple[Urgency, ...] = ("emergency", "same_day", "soon", "self_care")
    full_mean = mean_lower({c: o.urgency for c, o in burden.ill.items()})
    brief_mean = mean_lower({c: o.urgency for c, o in burden.ill_briefly.items()})
    ill = [
        (p.condition.record.name, f"{p.lower.value:.1%}", f"{p.lower_briefly.value:.1%}", f"{p.emergency.value:.1%}")
        for p in passed
    ]
    ill.append(("**mean over causes**", f"**{full_mean:.1%}**", f"**{brief_mean:.1%}**", ""))
    worth = [
        (f"`{w.rule}`", w.urgency, f"{w.fires:.2%}", f"{w.alone_raises:.2%}", f"{w.alone_catches:.2%}") for w in rules
    ]
    curve = [
        (f"{p.scale:g}", f"{p.same_day_or_more:.1%}", f"{p.self_care:.1%}", f"{p.lower:.1%}", f"{p.lower_briefly:.1%}")
        for p in points
    ]
    return "\n".join(
        [
            "\n## Alerts in ordinary back pain\n" + ORDINARY_NOTE,
            table(
                (
                    "told",
                    f"every question answered ({len(burden.ordinary)})",
                    f"told briefly ({len(burden.ordinary_briefly)})",
                ),
                [(level, str(told[level]), str(briefly[level])) for level in levels],
            ),
            "## What is let through in dangerous disease\n" + DISEASE_NOTE,
            table(("cause", "told less than same-day", "the same, told briefly", "told emergency"), ill),
            "## The frontier\n" + FRONTIER_NOTE,
            table(
                ("thresholds x", "ordinary: same-day or more", "ordinary: self-care", "disease: lower", "told briefly"),
                curve,
            ),
            "## What each rule costs and catches\n" + RULE_NOTE,
            table(("rule", "level", "fires", "alone raises", "alone catches"), worth),
        ]
    )


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write a Markdown table."""
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"
