"""Whether a text names a document: what allows a change ("Quyết định 99/QĐ-TTg"), or shows that something was done
("123/BC-BNG ngày 20/11/2026")."""

import re
from typing import Literal

from knowledge.asks import asks, says_not
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
_NUMBER = r"\d{1,6}[a-z]{0,2}(?:[/-](?:\d{4}(?=[/-]))?[a-z\d]+(?:[/-][a-z]+)*)?(?![\w/-]|\.\d)"
_DAY = (
    r"(?:\d{1,2}\s*[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d{2,4})?|\d{1,2}\s*thang\s*\d{1,2}(?:\s*,?\s*nam\s*\d{4})?"
    r"|\d{4}-\d{2}-\d{2}|\d{1,2}\s+[a-z]{3,9}\s+\d{4})"
)
_DAY_ALONE = rf"(?!\d+[.-]\d+$)(?!\d+[.-]\d+\s){_DAY}"
_OF_DAY = rf"[,(]?\s*(?:de\s+|ky\s+)?(?:ngay|of|dated|on)\s*:?\s*{_DAY}\)?"
_WHOLE = re.compile(
    rf"(?:(?:theo|bang|tai|kem|la|day la|co|xong|roi|da|gui|nop|report|document)\s+)*(?:{KIND}\s*)*:?\s*"
    rf"(?:{_NUMBER}(?:\s*{_OF_DAY})?|ngay\s*{_DAY}|{_DAY_ALONE})(?:[\s,;(]*https?://\S+)?(?:\s+(?:a|nhe|nha|roi))*"
    r"|(?:(?:xem|tai|link)\s*:?\s*)?https?://\S+"
)
"""A number with or without its kind, its day and where it can be read; or a day alone."""
_RIGHT_BEHIND = re.compile(rf"(?<!\w){KIND}\s*:?\s*{_NUMBER}")
_DATED = re.compile(rf"(?<!\w){KIND}(?!\w).*\b(?:ngay|of|dated)\s*\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}}")
_LINK = re.compile(r"https?://\S")
_PERCENT = re.compile(r"\d\s*(?:%|phan tram\b|percent\b)")

Proof = Literal["document", "perhaps", "none"]


def names_act(text: str) -> bool:
    """Whether a kind of document with a number, or a symbol ("99/QĐ-TTg"), stands in it; a day alone is none."""
    plain = fold(clean(text))
    kind = _KIND.search(plain)
    return bool((kind and _DIGIT.search(plain, kind.end())) or _SYMBOL.search(plain))


def proof_said(text: str) -> Proof:
    """Whether it is a "document" that shows that something was done and nothing else: its number or day may be all, or
    where it can be read; whether it is more than that, so that "perhaps" no document is meant; or it names "none", as
    how far something is. A question and what is not so yet are none, unless a symbol stands in them."""
    plain = fold(clean(text)).strip(" .!")
    if asks(text):
        return "none"
    if _WHOLE.fullmatch(plain):
        return "document"
    if _SYMBOL.search(plain) or _LINK.search(plain):
        return "perhaps"
    if _PERCENT.search(plain) or says_not(text):
        return "none"
    return "perhaps" if _RIGHT_BEHIND.search(plain) or _DATED.search(plain) else "none"


def names_proof(text: str) -> bool:
    """Whether it names a document that may show that something was done."""
    return proof_said(text) != "none"
