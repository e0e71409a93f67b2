"""The clinician's page with its medicine review, and the letter as page and PDF."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from tests.web_pages import browser, send, visit

ORDINARY = {"age": "45", "duration_days": "2", "pain_intensity": "6", "pain_on_movement": "yes"}


@pytest.fixture
def client() -> TestClient:
    return browser()


def take(client: TestClient, lines: str) -> None:
    answered = {"medicines": "list", "medicines_lines": lines, "allergies": "none"}
    assert send(client, "/medicines/mine", answered, shown_on="/medicines/mine").status_code == 200


def test_the_clinician_sees_what_the_medicines_do_together(client: TestClient) -> None:
    visit(client, ORDINARY)
    take(client, "ramipril\nfurosemide\nibuprofen 400 mg 3 times a day\nzopiclone\nco-codamol")
    text = client.get("/consultation").text
    assert "NSAID + ACE inhibitor or ARB + diuretic" in text
    assert "1,200 mg in 24 hours" in text
    assert "Sedation adds up:" in text
    assert "Opioids:</strong> co-codamol: dose not told" in text
    assert "imaging usually not appropriate" in text


def test_a_numb_saddle_gets_a_letter_to_the_emergency_department(client: TestClient) -> None:
    visit(client, {**ORDINARY, "saddle_numbness": "yes"})
    page = client.get("/consultation").text
    assert page.index("/letter/emergency_department") < page.index("/letter/neurology")
    letter = client.get("/letter/emergency_department")
    assert "Suspected cauda equina syndrome" in letter.text
    assert "not signed" in letter.text.lower()
    (row,) = (line for line in letter.text.splitlines() if "syndrome, suspected by a rule</th>" in line)
    assert "the rule decides" in row
    assert "%" not in row  # a small share beside a suspicion would speak against it
    pdf = client.get("/letter/emergency_department.pdf")
    assert pdf.headers["content-type"] == "application/pdf"
    assert "letter-emergency-department.pdf" in pdf.headers["content-disposition"]
    assert pdf.content.startswith(b"%PDF-")
    assert b"Suspected cauda equina syndrome" in pdf.content


def test_what_a_person_wrote_is_escaped_on_the_page(client: TestClient) -> None:
    visit(client, ORDINARY)
    take(client, "<b>bold</b>")
    text = client.get("/letter/physiotherapy").text
    assert "&lt;b&gt;bold&lt;/b&gt;" in text
    assert "<b>bold" not in text


def test_there_is_no_letter_to_nobody_and_none_without_a_visit(client: TestClient) -> None:
    assert client.get("/letter/physiotherapy").status_code == 404
    visit(client, ORDINARY)
    assert client.get("/letter/astrology").status_code == 404
    assert client.get("/letter/astrology.pdf").status_code == 404
