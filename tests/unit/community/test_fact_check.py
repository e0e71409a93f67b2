"""Texts are read against the claims: paraphrases are found, their sense is kept, and other subjects are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from lumbago.community.articles import articles
from lumbago.community.articles.fact_check import STANDINGS, Checked, check_text
from lumbago.community.articles.plain_text import sentences_in
from lumbago.community.articles.words import leaves_open, stem, terms, turns
from tests.people import knowledge

SPOKEN = [  # a sentence, how its claim begins, how it stands
    ("Bed rest is the best thing for a bad back.", "rest", "disagrees"),
    ("Staying in bed does not help your back to heal.", "", "agrees"),
    ("You should stay in bed until the pain is gone.", "rest", "disagrees"),
    ("Rest is essential for the healing of a strained back.", "rest", "disagrees"),
    ("Doctors now advise people to stay as active as the pain allows.", "stay_active", "agrees"),
    ("Ice packs bring down the swelling in your back muscles.", "ice", "disagrees"),
    ("A cold pack reduces inflammation in the lower back.", "ice", "disagrees"),
    ("Ice will stop the muscle from cramping.", "ice_stops", "not_known"),
    ("There is not enough evidence to say whether ice helps back pain.", "", "agrees"),
    ("Whether ice packs help is not known.", "", "agrees"),
    ("A heat wrap eases acute back pain a little.", "heat", "agrees"),
    ("Never use heat on a fresh back injury.", "heat", "out_of_date"),
    ("Warmth makes a spasm worse.", "heat", "out_of_date"),
    ("A hot-water bottle relieves a back spasm.", "heat", "agrees"),
    ("Wear an elastic belt to support your back.", "belts", "out_of_date"),
    ("Back belts do not prevent back pain.", "belts", "agrees"),
    ("Corsets are no better than nothing for back pain.", "belts", "agrees"),
    ("Ibuprofen helps acute back pain a little.", "nsaids", "agrees"),
    ("Ibuprofen may cause bleeding of the stomach.", "nsaids", "agrees"),
    ("Anti-inflammatory drugs work by reducing the swelling in the muscle.", "nsaids_work", "partly"),
    ("Paracetamol is an effective painkiller for back pain.", "paracetamol", "disagrees"),
    ("Acetaminophen does no more for back pain than a placebo.", "paracetamol", "agrees"),
    ("Tylenol will not help your back more than a sugar pill.", "paracetamol", "agrees"),
    ("Muscle relaxants stop the contractions of the muscle.", "relaxants", "disagrees"),
    ("Muscle relaxants make people drowsy.", "relaxants", "agrees"),
    ("Adding a muscle relaxant to naproxen gives no extra benefit.", "relaxants", "agrees"),
    ("Opioids are no better than a dummy pill for acute back pain.", "opioids", "agrees"),
    ("For severe back pain you need strong painkillers such as codeine.", "opioids", "disagrees"),
    ("Valium does not help back pain any more than a dummy pill.", "diazepam", "agrees"),
    ("Gabapentin does not help sciatica.", "nerve_medicines", "agrees"),
    ("Gabapentin relieves sciatica.", "nerve_medicines", "disagrees"),
    ("You need an MRI to find out what is wrong with your back.", "have_an_mri", "disagrees"),
    ("An early scan does not improve recovery from back pain.", "", "agrees"),
    ("Many people without pain have bulging discs on a scan.", "changes", "agrees"),
    ("Weak abdominal muscles cause back spasms.", "weak_stomach", "not_known"),
    ("Poor posture is the cause of back pain.", "pelvis", "disagrees"),
    ("Most back pain has no identifiable cause.", "mostly", "agrees"),
    ("Back pain often comes back within a year.", "comes_back", "agrees"),
    ("Walking regularly helps to prevent back pain from returning.", "walking", "agrees"),
    ("Numbness around the genitals with back pain is an emergency.", "danger_bladder", "agrees"),
    ("Fever together with back pain can be a sign of infection.", "danger_fever", "agrees"),
    ("Call an ambulance if you have tearing pain in your chest or back.", "danger_artery", "agrees"),
    ("New bladder problems with back pain are nothing to worry about.", "no_check", "out_of_date"),
    ("Spinal stenosis causes severe back spasms.", "stenosis", "partly"),
    ("Most herniated discs shrink on their own.", "disc", "agrees"),
    ("Chronic back spasms mean that something is definitely wrong with your spine.", "definitely", "disagrees"),
    ("Lifting something heavy can trigger a back spasm.", "twisting", "agrees"),
    ("Strengthening your back muscles will stop the spasms for good.", "strengthening", "partly"),
    ("Trigger point injections cure back spasms.", "injections", "not_known"),
    ("Low back pain is the most common injury in golf.", "golf", "agrees"),
]

OTHER_SUBJECTS = [
    "The town council met on Tuesday to discuss the new bridge.",
    "Preheat the oven and butter a large dish.",
    "The knee joint connects the thigh bone to the shin bone.",
    "Migraine is a headache that often affects one side.",
    "High blood pressure is treated with several medicines.",
    "Wear warm clothes in winter.",
    "My grandmother walks to the market every morning.",
    "The company recalled its heating pads last year.",
    "Back in the nineties, the band was very popular.",
    "Exercise lowers the risk of heart disease.",
    "Regular exercise helps people with diabetes.",
    "The disc drive of the computer failed.",
    "A support team answers your questions.",
    "The muscles of the heart never rest.",
    "Ice on the road makes driving dangerous.",
    "The surgery on his shoulder went well.",
    "Ibuprofen is used to lower fever in children.",
    "The scan at the airport took five minutes.",
    "Belts and shoes are on the second floor.",
    "Neck pain is common in office workers.",
    "Bladder infections are treated with antibiotics.",
    "Paracetamol was first made in the nineteenth century.",
    "A slipped tile fell off the roof.",
    "Opioids are made from poppies.",
]


def only(text: str) -> Checked:
    (checked,) = check_text(text, knowledge()).checked
    return checked


@pytest.mark.parametrize(("sentence", "claim", "standing"), SPOKEN)
def test_a_paraphrase_is_found_in_its_sense(sentence: str, claim: str, standing: str) -> None:
    checked = only(sentence)
    assert checked.claim.id.startswith(claim)
    assert checked.standing == standing


@pytest.mark.parametrize("sentence", OTHER_SUBJECTS)
def test_another_subject_is_left_alone(sentence: str) -> None:
    assert check_text(sentence, knowledge()).checked == ()


def test_sentences_of_articles_find_the_claims_their_writers_named() -> None:
    right = wrong = 0
    for article in articles(knowledge()).values():
        for sentence in article.sentences:
            found = {checked.claim.id for checked in check_text(sentence.plain, knowledge()).checked}
            right += bool(found & {*sentence.claims})
            wrong += bool(found - {*sentence.claims})
    assert right > 2 * wrong
    assert right > 130


def test_every_claim_is_found_by_its_own_words() -> None:
    lost = [
        name
        for name, claim in knowledge().claims.items()
        if name not in [checked.claim.id for checked in check_text(claim.record.statement, knowledge()).checked]
    ]
    assert len(lost) <= len(knowledge().claims) // 20, lost  # some share their first sentence with another


def test_what_is_wrong_comes_with_what_is_right() -> None:
    checked = only("Paracetamol is an effective painkiller for back pain.")
    assert checked.right_is.startswith("By itself it does no more than a dummy pill")
    assert checked.claim.record.sources
    assert only("Gabapentin relieves sciatica.").right_is.startswith("Gabapentin and pregabalin do not help")
    assert only("Muscle relaxants make people drowsy.").right_is == ""


def test_a_question_says_nothing() -> None:
    assert check_text("Is bed rest the best thing for a bad back?", knowledge()).checked == ()


def test_every_standing_has_a_place() -> None:
    assert {len(row) for row in STANDINGS.values()} == {5}


def test_a_comparison_the_other_way_round_is_the_opposite() -> None:
    assert only("Staying active is better than bed rest for acute back pain.").standing == "agrees"
    assert only("Bed rest is better than staying active for acute back pain.").standing == "disagrees"


def test_a_page_of_old_advice_is_told_so() -> None:
    page = Path(__file__).parents[3] / "examples" / "old-advice.md"
    report = check_text(page.read_text("utf-8"), knowledge())
    standings = [checked.standing for checked in report.checked]
    assert standings.count("disagrees") >= 6
    assert standings.count("out_of_date") >= 3
    assert not [checked for checked in report.checked if "garden tours" in checked.sentence]
    assert {checked.line for checked in report.checked if checked.claim.id == "paracetamol_works"} == {20}


def test_our_own_articles_agree_with_our_claims() -> None:
    texts = {slug: article.text for slug, article in knowledge().articles.items()}
    checked = [found for text in texts.values() for found in check_text(text, knowledge()).checked]
    against = [f.sentence for f in checked if f.standing == "disagrees" and f.claim.record.verdict == "supported"]
    assert len(checked) > 150
    assert len(against) < len(checked) / 15, against


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("One. Two.", [("One.", 1), ("Two.", 1)]),
        ("One\ntwo. Three.", [("One two.", 1), ("Three.", 2)]),
        ("# Head\n\nOne.", [("Head", 1), ("One.", 3)]),
        ("- One\n- Two", [("One", 1), ("Two", 2)]),
        ("> [!DANGER] *One* [two](x).[^a]", [("One two.", 1)]),
        ("+++\ntitle = 1\n+++\nOne.", [("One.", 4)]),
        ("```\ncode\n```\nOne.", [("One.", 4)]),
        ("<script>bad</script>One.", [("One.", 1)]),
        ("", []),
        ("...", []),
    ],
)
def test_sentences_are_found_with_their_lines(text: str, lines: list[tuple[str, int]]) -> None:
    assert [(line.text, line.number) for line in sentences_in(text)] == lines


@pytest.mark.parametrize(
    ("word", "short"),
    [("muscles", "muscl"), ("helps", "help"), ("easily", "easy"), ("bodies", "body"), ("ice", "ice"), ("as", "as")],
)
def test_endings_are_taken_off(word: str, short: str) -> None:
    assert stem(word) == short


def test_words_for_the_same_thing_are_one() -> None:
    assert terms("Ice packs ease the spasm") == terms("A cold pack relieved spasms")
    assert terms("Anti-inflammatory X-rays") == {"nsaid", "scan"}


@pytest.mark.parametrize(
    ("text", "count"),
    [("It helps.", 0), ("It does not help.", 1), ("It makes it worse.", 1), ("It is not worse.", 2), ("No pain.", 0)],
)
def test_what_turns_a_sentence_round_is_counted(text: str, count: int) -> None:
    assert turns(text) == count


def test_what_is_left_open_is_seen() -> None:
    assert leaves_open("Nobody knows whether it helps.")
    assert not leaves_open("It helps.")
