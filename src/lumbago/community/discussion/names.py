"""Names people write under: whatever they like, as long as it is not taken for somebody else's."""

from __future__ import annotations

import re
import unicodedata

from lumbago.errors import InputError, Problem

SHORTEST, LONGEST = 2, 30
_PLAIN = re.compile(r"[\w .'’-]+")
_SPACES = re.compile(r"\s+")
_OFFICES = re.compile(
    r"\b(lumbago|admin\w*|moderat\w*|editor\w*|operator|support|staff|team|official|system|"
    r"dr|doctor|gp|nurse|surgeon|professor|prof|physio\w*|consultant|medic)\b"
)
"""Names that claim an office or a profession: nobody here can check them."""

LOOKALIKES = str.maketrans(
    {
        **dict(zip("аеорсухіјѕԁԛԝһкмтвнпгьъуґ", "aeopcyxijsdqwhkmtbhnrbbyr", strict=True)),  # Cyrillic
        **dict(zip("αβεηικνορτυχωγμ", "abenikvoptuxwyu", strict=True)),  # Greek
        **dict(zip("013457689|!$@", "oleashgbgilsa", strict=True)),
        **dict(zip("ıłøđħŧʟɑɡɪ", "ilodhtlagi", strict=True)),
        **dict.fromkeys("-_.'’ ", ""),
    }
)
"""Signs that look like a Latin letter, and what separates words."""


def read_name(text: str) -> str:
    """Read a name as it is shown.

    Raises: InputError where it could mislead: signs that cannot be seen, several scripts, an office, an address.
    """
    name = _SPACES.sub(" ", unicodedata.normalize("NFKC", text)).strip()
    wrong = _wrong(name)
    if wrong:
        raise InputError(Problem(wrong, path="name", mend="Choose another."))
    return name


def _wrong(name: str) -> str:
    if not SHORTEST <= len(name) <= LONGEST:
        return f"a name has {SHORTEST} to {LONGEST} letters."
    if not _PLAIN.fullmatch(name) or not any(sign.isalpha() for sign in name):
        return "a name is made of letters, digits, spaces, points and hyphens."
    if len(_scripts(name)) > 1:
        return "a name keeps to one alphabet, so that it cannot pass for another name."
    if _OFFICES.search(_folded(name)) or skeleton(name).startswith(("lumbago", "admin", "moderator", "doctor")):
        return "this name claims an office or a profession, which nobody can check here."
    return ""


def skeleton(name: str) -> str:
    """Reduce a name to what the eye sees: two names with the same skeleton pass for each other."""
    plain = _folded(name).translate(LOOKALIKES).replace("rn", "m").replace("vv", "w")
    return "".join(sign for sign in plain if sign.isalnum()).replace("i", "l")


def _folded(name: str) -> str:
    split = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in split if not unicodedata.combining(sign))


def _scripts(name: str) -> set[str]:
    """Collect the alphabets of a name; those that one language writes together count as one."""
    found = {unicodedata.name(sign, "?").split()[0] for sign in name if sign.isalpha()}
    return {"CJK" if script in ("HIRAGANA", "KATAKANA", "CJK", "KATAKANA-HIRAGANA") else script for script in found}
