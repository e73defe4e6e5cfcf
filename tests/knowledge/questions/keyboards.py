"""How one and the same question comes from different keyboards and hands."""

import re
import unicodedata
from collections.abc import Iterator

_SHAPES = {"\u0302": ("{}", "6"), "\u0306": ("w", "8"), "\u031b": ("w", "7")}
_TONES = {"\u0301": ("s", "1"), "\u0300": ("f", "2"), "\u0309": ("r", "3"), "\u0303": ("x", "4"), "\u0323": ("j", "5")}
_OLD_PLACE = dict(
    pair.split() for pair in "òa oà,óa oá,ỏa oả,õa oã,ọa oạ,òe oè,óe oé,ủy uỷ,úy uý,ụy uỵ,ùy uỳ".split(",")
)


def without_marks(text: str) -> str:
    marks = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in marks if not unicodedata.combining(letter))


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def old_tone_place(text: str) -> str:
    """ "Văn hóa" as "Văn hoá": the tone on the second vowel of an open syllable."""
    return re.sub("|".join(_OLD_PLACE), lambda found: _OLD_PLACE[found[0]], text)


def telex(text: str) -> str:
    """The keys of the Telex method with the method switched off: "nhiệm" is "nhieemj"."""
    return " ".join(_keys(word, 0, "dd") for word in text.lower().split(" "))


def vni(text: str) -> str:
    """The keys of the VNI method with the method switched off: "nhiệm" is "nhie6m5"."""
    return " ".join(_keys(word, 1, "d9") for word in text.lower().split(" "))


def _keys(word: str, method: int, d: str) -> str:
    typed, tone = "", ""
    for letter in unicodedata.normalize("NFD", word.replace("đ", d)):
        if letter in _SHAPES:
            typed += _SHAPES[letter][method].format(typed[-1])
        elif letter in _TONES:
            tone = _TONES[letter][method]
        else:
            typed += letter
    end = next((at for at in range(len(typed), 0, -1) if typed[at - 1].isalnum()), 0)
    return typed[:end] + tone + typed[end:]


def swapped(text: str) -> Iterator[str]:
    """Every way to swap two neighbouring, different letters inside one long word."""
    for word in re.finditer(r"\w{5,}", text):
        for at in range(word.start() + 1, word.end() - 1):
            first, second = text[at], text[at + 1]
            if first.isalpha() and second.isalpha() and first != second:
                yield f"{text[:at]}{second}{first}{text[at + 2 :]}"
