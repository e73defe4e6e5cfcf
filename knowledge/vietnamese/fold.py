"""Vietnamese letters: folding, syllables, and what keyboards leave behind (Telex keys, VNI digits).

Everything is compared folded (lower case, no diacritics, đ as d): people type without diacritics or with wrong ones.
"""

import re
import unicodedata
from functools import lru_cache

_VOWELS = "aeiouy"
_ONSETS = {*"b c d g h k l m n p r s t v x".split(), *"ch gh gi kh ng ngh nh ph qu th tr".split(), ""}
_RIMES = set(
    "a ac ach ai am an ang anh ao ap at au ay e ec ech em en eng enh eo ep et eu i ia ich iec iem ien ieng iep"
    " iet ieu im in inh ip it iu o oa oac oach oai oam oan oang oanh oap oat oay oc oe oen oeo oet oi om on ong"
    " ooc oong op ot u ua uan uang uat uay uc ue uech uenh ui um un ung uoc uoi uom uon uong uop uot uou up ut uu"
    " uy uya uych uyen uyet uynh uyt uyu y yem yen yet yeu".split()
)
_TELEX_DOUBLES = (("dd", "d"), ("aa", "a"), ("ee", "e"), ("oo", "o"))
_MOST_DIGITS = 4  # "d9u7o7c5"
_VNI_NEEDS = {"6": "aeo", "7": "ou", "8": "a", "9": "d"}


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case without diacritics, đ as d. Length may change; white space is kept."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d").replace("ð", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def fold_letters(text: str) -> str:
    """Folded letter by letter, one for each of the text, so that what is found in it stands at the same place there."""
    return "".join(fold(letter)[:1] or " " for letter in text)


@lru_cache(maxsize=8192)
def is_syllable(plain: str) -> bool:
    """Whether a folded word is built like a Vietnamese syllable."""
    return any(plain[:cut] in _ONSETS and plain[cut:] in _RIMES for cut in range(min(4, len(plain))))


def without_telex(plain: str) -> str:
    """The syllable that Telex keys left undone would have given ("booj" is "bo"), or "" where there is none."""
    bare = plain
    for double, single in _TELEX_DOUBLES:
        bare = bare.replace(double, single)
    first_vowel = next((at for at, letter in enumerate(bare) if letter in _VOWELS + "w"), len(bare))
    head, tail = bare[:first_vowel], bare[first_vowel:]
    if tail.startswith("w"):
        tail = "u" + tail[1:]
    tones = [letter for letter in tail if letter in "sfrxj"]
    if len(tones) > 1 and len(set(tones)) > 1:
        return ""
    syllable = head + "".join(letter for letter in tail if letter not in "wsfrxj")
    # a doubled letter may stand apart from its twin: "nhieemj", but also "nhiemej"
    for letter in "aeo":
        if syllable.endswith(letter) and letter in syllable[:-1] and not is_syllable(syllable):
            syllable = syllable[:-1]
    return syllable if syllable != plain and is_syllable(syllable) else ""


_VNI = re.compile(r"([a-z]+\d[a-z0-9]*)")


def without_vni(plain: str) -> str:
    """The syllable that VNI digits left undone would have given ("bo65" is "bo"), or "" where there is none."""
    if not _VNI.fullmatch(plain) or plain.endswith("0") or "0" in plain:
        return ""
    letters = "".join(c for c in plain if not c.isdigit())
    digits = [c for c in plain if c.isdigit()]
    tones = [d for d in digits if d in "12345"]
    if (
        len(tones) > 1
        or len(digits) > _MOST_DIGITS
        or any(digits.count(digit) > (2 if digit == "7" else 1) for digit in digits)
    ):
        return ""
    if any(not set(letters) & set(_VNI_NEEDS[d]) for d in digits if d in _VNI_NEEDS):
        return ""
    return letters if is_syllable(letters) else ""
