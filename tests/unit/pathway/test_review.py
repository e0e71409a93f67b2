"""The review of what somebody takes: pairs, sets, duplicates, sedation, opioids."""

from __future__ import annotations

from lumbago.pathway.medication_safety import Review, review
from lumbago.record import CurrentMedicine, Value
from tests.medicine_people import healthy, knowledge, person

Dosed = CurrentMedicine


def of(*medicines: str | CurrentMedicine, **changed: Value) -> Review:
    return review(person({**healthy(), **changed}, medicines), knowledge())


def said(found: Review) -> set[tuple[str, str]]:
    records = {id(i.record): name for name, i in knowledge().formulary.interactions.items()}
    records |= {id(c.record): name for name, c in knowledge().formulary.combinations.items()}
    return {(records[id(reason.record)], reason.severity) for reason in (*found.together, *found.doubled)}


def test_nothing_is_said_of_medicines_that_go_together() -> None:
    found = of("levothyroxine", "atorvastatin", "paracetamol")
    assert said(found) == set()
    assert [one.recognised for one in found.medicines] == [True, True, True]


def test_pairs_and_sets_among_what_is_taken() -> None:
    found = said(of("ramipril", "furosemide", "ibuprofen"))
    assert ("triple_whammy", "contraindicated") in found
    assert ("nsaid__acei_arb", "avoid") in found
    assert ("triple_whammy", "contraindicated") not in said(of("ramipril", "furosemide"))


def test_the_worst_comes_first() -> None:
    assert of("ramipril", "furosemide", "ibuprofen").together[0].severity == "contraindicated"


def test_the_same_ingredient_in_two_products_and_too_much_of_it() -> None:
    found = said(of(Dosed("paracetamol", 1000, 4), Dosed("Co-codamol", 500, 2)))
    assert {("same_ingredient", "avoid"), ("over_the_most", "contraindicated")} <= found
    assert said(of(Dosed("paracetamol", 500, 4))) == set()


def test_sedation_is_counted_with_alcohol() -> None:
    assert ("cns_depressant_two", "caution") in said(of("zopiclone", "pregabalin"))
    assert ("cns_depressant_two", "caution") in said(of("zopiclone", alcohol_today=True))
    assert ("cns_depressant_two", "caution") not in said(of("zopiclone"))
    assert of("zopiclone", "pregabalin", "omeprazole").sedating == ("zopiclone", "pregabalin")


def test_gut_risks_count_beside_an_anti_inflammatory_only() -> None:
    assert not [name for name, _ in said(of("sertraline", age=70.0)) if name == "gi_risk_ppi"]
    assert ("gi_risk_ppi", "avoid") in said(of("sertraline", "naproxen", age=70.0))


def test_opioids_are_told_with_their_dose_where_it_is_known() -> None:
    assert of(Dosed("tramadol", 50, 4), "codeine").opioids == (("tramadol", 200.0), ("codeine", None))


def test_each_medicine_is_judged_as_if_it_were_to_be_started() -> None:
    (ibuprofen,) = of("ibuprofen").medicines[0].judged
    assert ibuprofen.verdict == "ok"
    (ibuprofen,) = of("ibuprofen", egfr=25.0).medicines[0].judged
    assert ibuprofen.verdict == "contraindicated"


def test_what_nobody_knows_is_kept() -> None:
    found = of("no such thing", "ibuprofen")
    assert [one.recognised for one in found.medicines] == [False, True]
    assert found.medicines[1].judged[0].verdict == "ask"
    assert not review(person(healthy(), None), knowledge()).listed
