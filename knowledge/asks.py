"""Whether a text asks, wants to be shown something, or says that something is not so: then it is no answer to what was
asked of the person, whatever numbers and documents stand in it."""

import re

from knowledge.vietnamese.fold import fold
from knowledge.vietnamese.words import clean

_LINK = re.compile(r"https?://\S+")
_PARTICLE_AT_END = re.compile(r"\b(?:à|hả|hở|nhỉ|sao|chứ)(?:\s+(?:anh|chị|em|ạ|vậy|bạn))*$")
_POLITE_AT_END = frozenset("a nhe nha vay the voi day anh chi em ban roi".split())
_AT_END = frozenset("gi nao ai dau sao chua khong ko hong nhieu which what when who how".split())
_INSIDE = re.compile(
    r"\b(?:bao gio|khi nao|luc nao|ngay nao|nam nao|bao nhieu|bao lau|the nao|ra sao|tai sao|vi sao|o dau"
    r"|may (?:ngay|thang|nam|tuan|nhiem vu|viec|bo|co quan|don vi|van ban|bao cao)"
    r"|(?:nhung|viec|cai|la|lam|dieu) gi|(?:nhiem vu|viec|bo|co quan|don vi|van ban|bao cao) nao"
    r"|ai (?:chu tri|phoi hop|phu trach|lam|la|duoc|phai)|how (?:many|much|long)|what|which|who)\b"
)
_TOLD = re.compile(r"(?:vi|do|ly do|cho|chua|dang|phai|can|vuong|khong|because|not|waiting)\b(?! (?:xem|biet|hoi)\b)")
"""How a reason begins; what is asked inside of it is not asked of anybody ("chưa rõ khi nào Luật được ban hành")."""
_WANTS_TO_SEE = re.compile(
    r"(?:(?:xin|vui long|hay|please|cho|giup|toi|em|minh|muon)\s+)*"
    r"(?:xem|biet|hoi|tim|tra cuu|liet ke|danh sach|thong tin|tom tat|show|list|find|tell)\b\s*\S"
)
_SOME = re.compile(r"\b(?:nao|gi|ai) do\b")
"""Not asked for, only not named."""
_NOT_SO = re.compile(
    r"\b(?:chua|khong|ko|thieu|se|sap|neu|du kien|hom nua|not|waiting|will|missing|soon"
    r"|(?:dang|con|phai) (?:cho|doi|lam|soan|trinh|xin|lay|xay dung|thuc hien|hoan thien)"
    r"|moi (?:trinh|hop|lam|bat dau|xin)|roi moi)\b"
)


def asks(text: str) -> bool:
    """Whether it is a question or wants to be shown something, by how it is put."""
    typed = _LINK.sub(" ", clean(text)).strip(" .!,;")
    if "?" in typed or _PARTICLE_AT_END.search(typed.lower()):
        return True
    words = _SOME.sub("x", fold(typed)).split()
    while words and words[-1] in _POLITE_AT_END:
        words.pop()
    if not words:
        return False
    plain = " ".join(words)
    inside = None if _TOLD.match(plain) else _INSIDE.search(plain)
    return bool(inside) or (words[-1].strip(".,;:") in _AT_END and len(words) > 1) or bool(_WANTS_TO_SEE.match(plain))


def says_not(text: str) -> bool:
    """Whether it says that something is not so, not yet, or still to come."""
    return _NOT_SO.search(" ".join(fold(_LINK.sub(" ", clean(text))).split())) is not None
