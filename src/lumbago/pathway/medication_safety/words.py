"""The words around the name of a medicine: its strength, its form, how often it is taken, its maker and its salt."""

from __future__ import annotations

import re
import unicodedata

STRENGTH = re.compile(
    r"(\d+(?:[.,]\d+)?)\s*(mg|milligrams?|g|grams?|mcg|micrograms?|µg|μg|ug|ml|iu|units?|%)(?:\s*/\s*[\d.]*\s*\w+)?(?!\w)"
)
OFTEN = re.compile(
    r"\b((once|twice|(two|three|four|\d+) ?(times|x))? ?((a|per|each|every) (day|week|month|night)|daily|weekly)"
    r"|once|twice|(two|three|four) times|at night|in the (morning|evening)|low[- ]dose|as needed"
    r"|(when|if) (needed|required)|(with|after|before) (food|meals?|breakfast|dinner)|for (the )?(pain|back))\b"
)
NUMBERS = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)?(?:\s*/\s*\d+(?:[.,]\d+)?)*(?![\w.])")
MAKER = re.compile(
    r"(?<=\w)[-\s]+(ratiopharm|hexal|stada|sandoz|teva|mylan|viatris|zentiva|biogaran|arrow|cinfa|normon|heumann|aristo"
    r"|puren|accord|almus|aurobindo|zydus|cristers|krka|1a[- ]pharma|abz|al|eg)\b"
)
IN_BRACKETS = re.compile(r"\(([^()]*)\)")
PARTS = re.compile(r"\s*(?:/|\+|&|,|\band\b|\bwith\b)\s*")
MG = {"g": 1000.0, "gram": 1000.0, "grams": 1000.0, "mg": 1.0, "milligram": 1.0, "milligrams": 1.0}
MICROGRAM = 0.001

LOCAL_WORDS = {
    **dict.fromkeys(("gel", "emulgel", "cream", "ointment", "lotion", "foam", "topical", "plaster"), "topical"),
    **dict.fromkeys(("inhaler", "inhaled", "puffer", "nebuliser", "nebulizer", "turbohaler", "accuhaler"), "inhaled"),
    **dict.fromkeys(("nasal", "nose"), "nasal"),
    "eye": "eye",
    "ear": "ear",
}
_FORM_WORDS = """
tablet tablets tab tabs capsule capsules caps caplet caplets pill pills liquid syrup suspension solution oral soluble
dispersible effervescent chewable coated enteric ec gastro resistant film modified prolonged extended slow sustained
release mr sr xl er xr la cr dr retard generic patch patches injection injections pen drops drop spray sprays
suppository suppositories sachet sachets bd od tds qds bid tid qid prn om on x
"""
_SALT_WORDS = """
sodium potassium calcium magnesium hydrochloride hcl hydrobromide citrate maleate phosphate sulfate sulphate succinate
tartrate besilate besylate mesilate mesylate fumarate acetate bromide lysine dihydrate
"""
FORMS = frozenset(_FORM_WORDS.split())
_NOT_SWALLOWED_WORDS = """
patch patches injection injections injected iv im pen spray sprays suppository suppositories pump
"""
NOT_SWALLOWED = frozenset(_NOT_SWALLOWED_WORDS.split())
SALTS = frozenset(_SALT_WORDS.split())


def folded(name: str) -> str:
    """Write a name without capitals and odd forms of letters."""
    return unicodedata.normalize("NFKC", name).casefold()


def key(name: str) -> str:
    """Keep what tells two names apart: letters and digits, without accents."""
    bare = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in bare if sign.isalnum())


def strength_mg(text: str) -> float | None:
    """Find the strength in a folded name.

    Unknown: None where there is none, or none by weight.
    """
    for number, unit in STRENGTH.findall(text):
        if unit in MG:
            return float(number.replace(",", ".")) * MG[unit]
        if unit.startswith(("mc", "mi", "u", "µ", "μ")) and not unit.startswith("unit"):
            return float(number.replace(",", ".")) * MICROGRAM
    return None


def local_route(text: str) -> str:
    """Find the route that the words of a folded name tell, where it is a local one."""
    return next((LOCAL_WORDS[word] for word in re.findall(r"\w+", text) if word in LOCAL_WORDS), "")


def swallowed(text: str) -> bool:
    """Say whether no word of a folded name tells that it goes into the body another way than by mouth."""
    return not (local_route(text) or {*re.findall(r"\w+", text)} & NOT_SWALLOWED)


def bare_forms(text: str) -> tuple[str, ...]:
    """Give the keys a folded name may have, without strength, frequency, maker, form and salt; the fullest first."""
    plain = MAKER.sub(" ", OFTEN.sub(" ", STRENGTH.sub(" ", text)))
    words = NUMBERS.sub(" ", plain).split()
    without_forms = [w for w in words if w.strip(".,;:-") not in FORMS and w not in LOCAL_WORDS]
    without_salts = [w for w in without_forms if w not in SALTS]
    keys = (key(text), key(plain), key("".join(without_forms)), key("".join(without_salts)))
    return tuple(dict.fromkeys(k for k in keys if k))
