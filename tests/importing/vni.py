"""VNI, the encoding of old fonts: a letter and, where it has a tone or a hat, a second byte behind it."""

import unicodedata

_ALONE = {"đ": "ñ", "Đ": "Ñ", "ơ": "ô", "Ơ": "Ô", "ư": "ö", "Ư": "Ö", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}
_ALONE |= {upper: _ALONE[upper.lower()].upper() for upper in "ỈĨỊỴ"}
_TONES = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_HATS = {
    "\u0302": {"": "â", "\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"},
    "\u0306": {"": "ê", "\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"},
}


def as_vni(text: str) -> bytes:
    """The text in VNI, as bytes of Windows-1252."""
    return "".join(map(_letter, unicodedata.normalize("NFC", text))).encode("cp1252")


def _letter(letter: str) -> str:
    if letter in _ALONE:
        return _ALONE[letter]
    base, *marks = list(unicodedata.normalize("NFD", letter))
    if base.casefold() == "i" and marks:
        return letter  # "í" and "ì" are as in Windows-1252
    tone = next((mark for mark in marks if mark in _TONES), "")
    hat = next((mark for mark in marks if mark in _HATS), "")
    second = _HATS[hat][tone] if hat else _TONES.get(tone, "")
    if "\u031b" in marks:
        base = _ALONE[unicodedata.normalize("NFC", base + "\u031b")]
    return base + (second.upper() if letter.isupper() else second)
