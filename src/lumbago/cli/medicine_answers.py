"""What `medicines` prints, as JSON and as words. Names and shapes of the JSON are public."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from lumbago.cli.plan_for_machines import medicine
from lumbago.cli.plan_output import ForOne
from lumbago.cli.printed import DIALECT, Printed
from lumbago.cli.wrapping import wrapped
from lumbago.criteria import Reader
from lumbago.knowledge import Knowledge
from lumbago.knowledge.sign_off import standing
from lumbago.pathway.medication_safety import Screening, Verdict, prepared
from lumbago.pathway.medication_safety.verdicts import CURRENT_MEDICINES, DRUG_ALLERGY
from lumbago.record import Record

TITLE = "What Lumbago says of medicines for one person"
NEEDS_SHOWN = 5
HEADINGS: dict[Verdict, str] = {
    "ok": "Suits, as far as is known",
    "caution": "With care",
    "ask": "Not before these are answered",
    "avoid": "Better not",
    "contraindicated": "Never, as things stand",
}
LISTS = {CURRENT_MEDICINES: "the medicines taken now", DRUG_ALLERGY: "allergies to medicines"}


class NotRecognised(Printed, frozen=True):
    """A name of a medicine nobody knows; a suggestion is never taken for it."""

    name: str
    suggestions: list[str]


class Screened(Printed, frozen=True):
    """What one case comes to, the most useful medicine first."""

    id: str
    medicines: list[ForOne]
    not_recognised: list[NotRecognised]


def screened(record: Record, screening: Screening, knowledge: Knowledge, reader: Reader) -> Screened:
    """Put a screening in the shape that is printed."""
    lexicon = prepared(knowledge).lexicon
    names = [NotRecognised(name, list(lexicon.suggestions(name))) for name in screening.unrecognised]
    return Screened(record.id, [medicine(judged, reader) for judged in screening.medicines], names)


def written(answer: Screened) -> bytes:
    """Write one answer as one line of JSON."""
    return msgspec.json.encode(answer) + b"\n"


def schema() -> dict[str, object]:
    """Describe one line of the output as JSON Schema."""
    return {"$schema": DIALECT, "title": TITLE, **msgspec.json.schema(Screened)}


def told_in_words(answer: Screened, knowledge: Knowledge, reader: Reader) -> str:
    """Write an answer as a text to read."""
    head = f"{answer.id or 'Medicines'}"
    lines = [head, "=" * len(head)]
    for unknown in answer.not_recognised:
        hint = f" Did you mean {' or '.join(unknown.suggestions)}?" if unknown.suggestions else ""
        lines.append(wrapped(f"Not recognised: {unknown.name}.{hint} Until that is clear, nothing is safe.", ""))
    for verdict, heading in HEADINGS.items():
        fitting = [one for one in answer.medicines if one.verdict == verdict]
        if fitting:
            lines += ["", f"{heading}:", *(line for one in fitting for line in _lines(one, knowledge, reader))]
    footer = f"Knowledge base {knowledge.edition}: {standing(knowledge.sign_off)}. Not a medical device."
    return "\n".join([*lines, "", wrapped(footer, ""), "", ""])


def _lines(one: ForOne, knowledge: Knowledge, reader: Reader) -> Iterator[str]:
    record = knowledge.formulary.medicines[one.medicine].record
    most = f" At most {one.max_24h_mg:,.0f} mg in 24 hours." if one.max_24h_mg is not None else ""
    days = f" No longer than {one.max_days} days without advice." if one.max_days else ""
    usable = one.verdict in ("ok", "caution")
    name = record.plain_name if reader == "person" else record.name
    yield wrapped(f"{name}: {one.dose}{most}{days}" if usable and one.offered else name, "- ")
    yield from (wrapped(reason.text, "    ") for reason in one.reasons)
    if one.needs:
        asked = [_label(need, knowledge) for need in one.needs]
        more = f", and {len(asked) - NEEDS_SHOWN} more" if len(asked) > NEEDS_SHOWN else ""
        yield wrapped(f"Answer first: {', '.join(asked[:NEEDS_SHOWN])}{more}.", "    ")
    if usable and not one.offered:
        yield wrapped(one.not_offered_because, "    ")
    if not usable and one.verdict != "ask":
        yield wrapped(f"Instead: {one.instead}", "    ")


def _label(need: str, knowledge: Knowledge) -> str:
    finding = knowledge.vocabulary.called(need)
    return LISTS.get(need) or (knowledge.findings[finding.id].label if finding else need)
