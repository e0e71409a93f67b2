from __future__ import annotations

import time

import pytest

from lumbago.knowledge import load
from lumbago.pathway.medication_safety import prepared
from lumbago.pathway.medication_safety.words import bare_forms, key, local_route, strength_mg
from lumbago.record import CurrentMedicine

LEXICON = prepared(load()).lexicon


def meant(name: str) -> set[tuple[str, bool]]:
    return {(substance.name, substance.local) for substance in LEXICON.substances(name)}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ibuprofen", {("ibuprofen", False)}),
        ("IBUPROFEN", {("ibuprofen", False)}),
        ("Ibuprofen 400 mg tablets", {("ibuprofen", False)}),
        ("ibuprofen 200mg twice a day", {("ibuprofen", False)}),
        ("Nurofen", {("ibuprofen", False)}),
        ("ibuprofen gel", {("ibuprofen", True)}),
        ("Ibuprofen 5% gel", {("ibuprofen", True)}),
        ("Panadol (paracetamol)", {("paracetamol", False)}),
        ("paracetamol/codeine", {("paracetamol", False), ("codeine", False)}),
        ("paracetamol and codeine", {("paracetamol", False), ("codeine", False)}),
        ("Co-codamol 8/500", {("paracetamol", False), ("codeine", False)}),
        ("2 x ibuprofen 200", {("ibuprofen", False)}),
        ("Ibuprofen 400mg three times daily with food", {("ibuprofen", False)}),
        ("ibuprofen, as needed", {("ibuprofen", False)}),
        ("co codamol", {("paracetamol", False), ("codeine", False)}),
        ("naproxen sodium 220 mg", {("naproxen", False)}),
        ("warfarin 🩸", {("warfarin", False)}),
        ("diclofenac_oral", {("diclofenac_oral", False)}),
        ("metaxalone", {("metaxalone", False)}),
        ("Nurofen Plus", {("ibuprofen", False), ("codeine", False)}),
        ("Co-codamol 30/500", {("paracetamol", False), ("codeine", False)}),
        ("losartan/hydrochlorothiazide", {("losartan", False), ("hydrochlorothiazide", False)}),
        ("Co-Diovan", {("valsartan", False), ("hydrochlorothiazide", False)}),
        ("frusemide", {("furosemide", False)}),
        ("Eliquis 5mg", {("apixaban", False)}),
        ("the pill", {("combined contraceptive pill", False)}),
        ("St John's wort", {("st johns wort", False)}),
        ("salbutamol inhaler", {("salbutamol", True)}),
        ("fluticasone nasal spray", {("fluticasone", True)}),
        ("prednisolone 5 mg once a day", {("prednisolone", False)}),
        ("Marcoumar", {("phenprocoumon", False)}),
        ("Préviscan", {("fluindione", False)}),
        ("Decortin H 20", {("prednisolone", False)}),
        ("Decortin", {("prednisone", False)}),
        ("Triatec HCT", {("ramipril", False), ("hydrochlorothiazide", False)}),
        ("Voltaren Schmerzgel", {("diclofenac", True)}),
        ("Ibuprofen-ratiopharm 400 mg", {("ibuprofen", False)}),
        ("IBU 600", {("ibuprofen", False)}),
        ("ASS 100", {("aspirin", False)}),
        ("metotrexato", {("methotrexate", False)}),
        ("Nasacort", {("triamcinolone", True)}),
        ("ratiopharm", set()),
        ("Nurofen Purple", set()),
        ("Panadol Nonsense", set()),
        ("something else", set()),
        ("ibuprofin", set()),
        ("ibuprofen and something", set()),
        ("", set()),
        ("500 mg tablets", set()),
        ("💊", set()),
    ],
)
def test_a_name_is_recognised_or_not(name: str, expected: set[tuple[str, bool]]) -> None:
    found = {(n.removesuffix("_oral"), local) for n, local in meant(name)}
    assert found == {(n.removesuffix("_oral"), local) for n, local in expected}


def test_suggestions_are_near_and_never_taken() -> None:
    assert LEXICON.suggestions("ibuprofin") == ("ibuprofen",)
    assert LEXICON.portions(CurrentMedicine("ibuprofin")) is None
    assert LEXICON.suggestions("zzzz") == ()


def test_five_hundred_unknown_names_are_no_burden() -> None:
    start = time.process_time()
    for number in range(500):
        LEXICON.suggestions(f"paracetamil {number}" + "x" * (number % 190))
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("aspirin 75 mg", 75),
        ("aspirin 75mg", 75),
        ("x 0.5 g", 500),
        ("x 2,5 mg", 2.5),
        ("x 100 mcg", 0.1),
        ("x 100 micrograms", 0.1),
        ("x 100 µg", 0.1),
        ("x 5%", None),
        ("x", None),
        ("x 10 ml", None),
    ],
)
def test_strengths(text: str, expected: float | None) -> None:
    assert strength_mg(text) == expected


def test_keys() -> None:
    assert key("Co-Codamol") == key("cocodamol") == "cocodamol"
    assert key("Señor") == "senor"
    assert bare_forms("ibuprofen 400 mg tablets")[-1] == "ibuprofen"
    assert local_route("beclometasone nasal spray") == "nasal"
    assert local_route("gelatin") == ""


def test_a_medicine_sold_in_one_country_belongs_to_its_classes() -> None:
    classes = {
        name: {c for s in LEXICON.substances(name) for c in s.classes} for name in ("Nifluril", "Musaril", "Hibor")
    }
    assert "nsaid" in classes["Nifluril"]
    assert {"smr_c", "benzo_c"} <= classes["Musaril"]
    assert "heparin" in classes["Hibor"]
