"""The referral letter: what it says of whom, and that nothing a person wrote is read as markup."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lumbago.knowledge.referral_records import Service
from lumbago.pathway.interview import next_screen
from lumbago.pathway.visit import appraise, conduct
from lumbago.record import Record
from lumbago.record.reading import read_record
from lumbago.web.letter import Letter, as_pdf, letter_to
from tests.people import NOON, knowledge

NUMB = {"saddle_numbness": "yes", "bilateral_leg_pain": "yes", "urinary_retention": "unknown"}
BREAKS_AS_MARKUP = ('#panic("read as markup")', "#(", "$", "*[", "```", "<no label>", "@nobody", "#image(1)", "\\u{}")


def record(medicines: list[Any] | None = None, **answers: Any) -> Record:
    given = {"setting": "self", "answers": {"age": 40, "sex_at_birth": "female", **answers}}
    return read_record({**given, "current_medicines": medicines}, knowledge().vocabulary)


def letter(service: Service, of: Record) -> Letter:
    appraised = appraise(of, knowledge(), NOON)
    left = next_screen(appraised, knowledge(), "clinician")
    return letter_to(service, conduct(of, knowledge(), NOON), knowledge(), left, NOON)


def test_a_letter_for_a_numb_saddle_asks_for_an_emergency_scan() -> None:
    written = letter("emergency_department", record(**NUMB))
    assert written.to == "Emergency department"
    assert written.title == "Suspected cauda equina syndrome"
    assert any("emergency lumbar MRI" in question.do for question in written.questions)
    assert ("Suspected cauda equina syndrome", "saddle anaesthesia") in written.fired
    assert any("Cauda equina syndrome" in cause.name and cause.low < cause.high for cause in written.causes)
    assert any("urinary retention" in unknown for unknown in written.not_known)
    assert "not signed" in written.notice.lower()


def test_a_letter_without_a_rule_leaves_the_question_to_the_clinician() -> None:
    written = letter("neurology", record())
    assert written.questions == ()
    assert written.title == "Back pain: your opinion, please"


def test_who_examined_is_told_and_a_disagreement_is_kept() -> None:
    said = record(saddle_numbness="no", ankle_or_toe_weakness="yes")
    written = letter("spinal_surgery", said.with_answer("saddle_numbness", True, "clinician"))
    assert "saddle anaesthesia (by a clinician)" in written.examined
    assert any(found.endswith("(by the person, guided)") for found in written.examined)
    assert any("no saddle anaesthesia" in told and "Examined: saddle anaesthesia" in told for told in written.differ)


def test_medicines_taken_are_reviewed() -> None:
    taken = [{"name": "paracetamol", "dose_mg": 1000, "times_a_day": 4}, "Co-codamol", "zopiclone", "painkilla"]
    medicines = letter("general_practice", record(taken)).medicines
    assert [one.verdict.split(";")[0] for one in medicines.taking] == [
        "contraindicated",
        "contraindicated",
        "",
        "not recognised",
    ]
    assert any("is in paracetamol and in Co-codamol" in warning.text for warning in medicines.warnings)
    assert medicines.sedating == ("Co-codamol", "zopiclone")
    assert medicines.opioids == ("Co-codamol: dose not told",)
    assert medicines.morphine.startswith("not known. Dose not told: Co-codamol. Not recognised: painkilla. An estimate")
    assert not letter("general_practice", record(["zopiclone"])).medicines.morphine


def test_the_load_of_opioids_is_told_with_its_source() -> None:
    told = letter("general_practice", record([{"name": "tramadol", "dose_mg": 50, "times_a_day": 4}]))
    assert told.medicines.morphine.startswith("40 mg in 24 hours. An estimate")
    assert any("prescribing opioids for pain" in source for source in told.sources)
    assert not letter("general_practice", record()).medicines.listed


def test_no_and_none_are_no_history() -> None:
    told = letter("physiotherapy", record(pregnant="no", liver_impairment="none", duration_days=2)).history
    words = " ".join(word for system in told for word in system.present)
    assert "pregnan" not in words
    assert "hepatic" not in words
    assert "duration of this episode: 2 days" in words


@pytest.mark.parametrize(
    "of",
    [
        record(),
        record(**NUMB),
        record(["warfarin", "💊", "日本語"], age=15),
        record(["x" * 200] * 400, duration_days=400, age=80),
    ],
)
def test_any_letter_becomes_a_tagged_pdf_with_a_title_and_a_language(of: Record) -> None:
    written = letter("general_practice", of)
    pdf = as_pdf(written, NOON)
    assert pdf.startswith(b"%PDF-")
    assert written.title.encode() in pdf
    for told in (b"/MarkInfo", b"/StructTreeRoot", b"<dc:language>"):
        assert told in pdf


def test_a_letter_that_our_font_can_write_keeps_to_the_standard_of_accessibility() -> None:
    assert b"pdfuaid:part" in as_pdf(letter("general_practice", record(["warfarin"])), NOON)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=40), st.sampled_from(BREAKS_AS_MARKUP), st.text(max_size=20))
def test_what_a_person_wrote_is_never_markup(before: str, markup: str, after: str) -> None:
    """Read as markup, each of these would stop the setting of the letter."""
    name = f"{before}{markup}{after}"[:200]
    of = record([name, "ibuprofen"]) if name.strip() else record()
    assert as_pdf(letter("physiotherapy", of), NOON).startswith(b"%PDF-")


def test_the_template_runs_nothing_it_is_given() -> None:
    text = (files("lumbago.web.letter") / "letter.typ").read_text("utf-8")
    assert "eval" not in text
    assert "mode:" not in text
