"""Whether a text names a document: what allows a change ("Quyết định 99/QĐ-TTg"), or shows that something was done
("123/BC-BNG ngày 20/11/2026")."""

import re

from knowledge.vietnamese.fold import fold
from knowledge.vietnamese.words import clean

KIND = (
    r"(?:quyet dinh|qd|nghi quyet|nq|cong van|cv|thong bao|tb|chi thi|ct|nghi dinh|nd|luat|thong tu|tt|ket luan|kl"
    r"|to trinh|ttr|van ban|vb|ke hoach|kh|huong dan|hd|bao cao|phap lenh|decision|resolution|decree|directive|circular"
    r"|law|letter|so|no\.?)"
)
"""What stands before a document's number, without diacritics."""
_KIND = re.compile(rf"(?<!\w){KIND}(?!\w)")
_DIGIT = re.compile(r"\d")
_SYMBOL = re.compile(r"(?<![\w/])\d+[a-z]?/(?:\d{4}/)?[a-z]{2}")
_OPENS_WITH_NUMBER = re.compile(r"\d+\s*(?:$|,|\(|(?:ngay|of|dated)\b)")
_OPENS_WITH_DAY = re.compile(
    r"ngay\s+\d{1,2}\s*(?:[/.-]|thang)\s*\d|\d{1,2}\s*(?:/|thang)\s*\d{1,2}\b|\d{1,2}[.-]\d{1,2}[.-]\d{4}\b"
)
_LINK = re.compile(r"https?://\S")
_PERCENT = re.compile(r"\d\s*(?:%|phan tram\b|percent\b)")


def names_act(text: str) -> bool:
    """Whether a kind of document with a number, or a symbol ("99/QĐ-TTg"), stands in it; a day alone is none."""
    plain = fold(clean(text))
    kind = _KIND.search(plain)
    return bool((kind and _DIGIT.search(plain, kind.end())) or _SYMBOL.search(plain))


def names_proof(text: str) -> bool:
    """Whether it names a document, by its number or day alone too, or where one can be read; how far something is, is
    none."""
    plain = fold(clean(text))
    if _SYMBOL.search(plain) or _LINK.search(plain):
        return True
    if _PERCENT.search(plain):
        return False
    return names_act(text) or bool(_OPENS_WITH_NUMBER.match(plain) or _OPENS_WITH_DAY.match(plain))
