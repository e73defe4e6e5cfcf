"""What officers say has been done, in a plain sentence: "nhiệm vụ 2.6 xong rồi, báo cáo số 123 ngày 20/11"."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from knowledge.asks import asks
from knowledge.vietnamese.fold import fold_letters
from knowledge.vietnamese.words import clean

NUMBER = r"(?<![\d./-])(?:\d{1,3}|[ivxlc]{1,5})\.\d{1,3}(?![\d/-]|\.\d)"
"""A task's number as a word; days ("20.11.2026", "20/11") are none."""
_ALL = 100
_EDGES = " ,.;:-–"
_PERCENT = re.compile(r"(?<![\d.,])(?P<percent>\d{1,3})\s*(?:%|phan tram\b|percent\b)")
_NUMBER = re.compile(rf"(?<!ngay )(?P<number>{NUMBER})")
_DOCUMENT = re.compile(
    r"\b(?:(?:theo|bang|tai|kem|co|la|report|document)\s+)*"
    r"(?:(?:bao cao|bc|van ban|vb|cong van|cv|to trinh|quyet dinh|qd|nghi quyet|report|document|letter)\s+)?"
    r"(?:(?:so|no\.?)\s+|(?=\d+/[a-z]))(?P<proof>\d.*)$"
)
_FINISHED = re.compile(
    r"\b(?:(?:da|vua|moi)\s+(?:lam\s+|thuc hien\s+|hoan toan\s+)?(?:xong|hoan thanh|hoan tat|ket thuc)"
    r"|(?:xong|hoan thanh|hoan tat)\s+roi|is\s+(?:done|finished|completed)|has been\s+(?:done|finished|completed))\b"
)
_WITH_DOCUMENT = re.compile(r"\b(?:xong|hoan thanh|hoan tat|done|finished|completed)\b")
_ONLY_FINISHED = re.compile(
    rf"(?:(?:nhiem vu|nv|viec|muc|task)\s+)?(?:so\s+)?{NUMBER}\s+(?:xong|hoan thanh|hoan tat|done|finished|completed)"
    r"(?:\s+(?:nhe|nha|a))*[\s.!]*"
)
"""All that is said, so that it is no part of a question."""
_MORE_TIME = re.compile(
    rf"^(?:(?:xin|de nghi|de xuat|cho|cho phep|duoc|muon|toi|em|chung toi|kinh|please)\s+)*(?:gia han|extend)\s+"
    rf"(?:cho\s+)?(?:(?:nhiem vu|nv|viec|muc|task)\s+)?(?:so\s+)?{NUMBER}\s+(?P<until>(?=.*\d)\S.*)$"
)
_MORE_TIME_OF = re.compile(
    rf"^(?:(?:nhiem vu|nv|viec|muc|task)\s+)?(?:so\s+)?{NUMBER}\s+(?:(?:xin|de nghi|de xuat|can)\s+)*gia han\s+"
    r"(?P<until>(?:(?:den|toi|sang|het)\s+)+\d.*)$"
)
_TAKEN_BACK = re.compile(
    r"(?:(?:xin|de nghi|cho|please)\s+)*(?:bo|huy|rut|xoa|withdraw|cancel|undo)\s+(?:viec\s+)?(?:da\s+)?"
    r"(?:ghi nhan|bao|bao cao|the record of)\s+(?:(?P<done>hoan thanh|xong|completion)|tien do|progress)\s+"
    rf"(?:cua\s+|of\s+)?(?:(?:nhiem vu|nv|viec|muc|task)\s+)?(?:so\s+)?{NUMBER}[\s.!]*"
)
_HANDED_IN = re.compile(
    r"\b(?:da|vua|moi)\s+(?:nop|gui)\s+(?:bao cao|bc)\b|\b(?:nop|gui)\s+(?:bao cao|bc)\s+roi\b"
    r"|\b(?:has|have) (?:sent|submitted) the report\b"
)
_SAYS_SO = (_PERCENT, _FINISHED, _WITH_DOCUMENT, _HANDED_IN)
_ASKS = re.compile(
    r"\?|\b(?:chua|bao gio|khi nao|luc nao|ai|nao|gi|j|may|bao nhieu|khong|ko|hong|den dau|toi dau|the nao|ra sao|phai"
    r"|can|se|neu|muon|nho|hay|dung|which|what|when|who|how|not|will|must|should|if)\b"
)
"""Words of questions, and of what is not so, or not yet."""
_ONLY_SO_FAR = re.compile(r"\bchua (?:xong|hoan thanh|hoan tat)[\s,;.]+(?=(?:moi|dang|duoc|dat)\b)")
"""Not finished, before it is said how far it is."""
_NEARLY = re.compile(r"\bsap\b")
"""Not finished; with a percentage it is no question."""
_REACHED = re.compile(
    r"\b(?:duoc|dat|den|toi|xong|hoan thanh|hoan tat|tien do|lam|thuc hien|bao cao|la|done|finished|completed|reached"
    r"|is|at)"
    r"(?:\s+(?:duoc|dat|khoang|chung|gan|hon|tren|den|toi|moi|la|about|nearly|nhiem vu|nv|muc|task|so"
    rf"|{NUMBER}))*$"
)
"""What stands before a percentage that says how far something is."""
_OF_OTHER_THINGS = re.compile(
    r"\b(?:chiem|so voi|so sanh|chi tieu|muc tieu|ngan sach|von|kinh phi|kinh te|tang|giam(?! (?:sat|doc))|giai ngan"
    r"|tong so|dan so|doanh nghiep|ke hoach nam|budget|share|increase|rose|fell|target|compared)\b"
)
_FEW_WORDS = re.compile(r"\s*(?:[^\W\d]+\s*){0,4}")
_ASKS_FOR_A_DAY = re.compile(r"\?|\b(?:bao gio|khi nao|luc nao|nam nao|ngay nao|chua|khong|which|what|when)\s*$")
_OTHERS = re.compile(
    r"\b(?:y kien|lay|hoi|xin|trinh|phoi hop|voi|cung|cho|den|toi|len|gui(?! (?:bao cao|bc)\b)|with|to|from)\b"
)
"""Behind these, after what was done, stands who was asked, or written to."""
_TO = re.compile(r"(?:(?:den|toi|sang|thanh|het|until|to)\s+)+")
_OPENS = re.compile(r"^(?:rồi|roi|ạ|nhé)\b[\s,.;:]*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`kind`: that a task is "finished", "under_way", or "perhaps" under way (so many percent of what?), that
    "more_time" is asked for, that what was recorded is to be "taken_back", or a report was "handed_in".

    `number` is the task's as typed, "" for a report; `rest`: the document, what is said of the progress, until when and
    why, the command that takes it back, or all that was said of a report. `about` is where it says whose work it is: it
    all, without the number, the document and those who were asked or written to.
    """

    kind: Literal["finished", "under_way", "perhaps", "more_time", "taken_back", "handed_in"]
    number: str = ""
    percent: int | None = None
    rest: str = ""
    about: str = ""


def read(text: str) -> Sentence | None:
    """What a sentence says; None for a question and for anything that need not mean that something was done."""
    said = _read(clean(text))
    return replace(said, about=_about(clean(text))) if said else None


def _about(typed: str) -> str:
    plain = fold_letters(typed)
    done = next((match.end() for each in _SAYS_SO if (match := each.search(plain))), len(plain))
    others, document = _OTHERS.search(plain, done), _DOCUMENT.search(plain)
    end = min(match.start() if match else len(typed) for match in (others, document))
    return _NUMBER.sub(lambda match: " " * len(match[0]), typed[:end]).strip(_EDGES)


def _read(typed: str) -> Sentence | None:
    plain = fold_letters(typed)
    if asks(typed):
        return None
    numbers = list(dict.fromkeys(match["number"] for match in _NUMBER.finditer(plain)))
    document = _DOCUMENT.search(plain)
    if not numbers:
        told = plain[: document.start()] if document else plain
        return Sentence("handed_in", rest=typed) if _HANDED_IN.search(plain) and not _ASKS.search(told) else None
    if len(numbers) > 1:
        return None
    if more_time := _MORE_TIME.search(plain) or _MORE_TIME_OF.search(plain):
        when = _ASKS_FOR_A_DAY.search(plain)
        return None if when else Sentence("more_time", numbers[0], rest=_until(typed[more_time.start("until") :]))
    if back := _TAKEN_BACK.fullmatch(plain):
        return Sentence("taken_back", numbers[0], rest="xong" if back["done"] else "tiendo")
    percent = _PERCENT.search(plain)
    if percent and int(percent["percent"]) <= _ALL:
        said = _OPENS.sub("", typed[percent.end() :].strip(_EDGES))
        asked = _ASKS.search(_ONLY_SO_FAR.sub("", plain[: percent.start()]))
        kind: Literal["under_way", "perhaps"] = "under_way" if _is_progress(plain, percent) else "perhaps"
        return None if asked else Sentence(kind, numbers[0], int(percent["percent"]), said)
    told = plain[: document.start()] if document else plain
    if _ASKS.search(told) or _NEARLY.search(told):
        return None
    if _ONLY_FINISHED.fullmatch(plain):
        return Sentence("finished", numbers[0])
    if _FINISHED.search(told) or (document and _WITH_DOCUMENT.search(told)):
        return Sentence("finished", numbers[0], rest=typed[document.start("proof") :].strip() if document else "")
    return None


def _is_progress(plain: str, percent: re.Match[str]) -> bool:
    """Whether the percentage says how far the task is: it stands beside the number, or is said to be reached."""
    behind = _FEW_WORDS.match(plain, percent.end())
    if _OF_OTHER_THINGS.search(plain[: percent.start()]) or (behind and _OF_OTHER_THINGS.search(behind[0])):
        return False
    before = plain[: percent.start()].rstrip(_EDGES)
    return bool(_REACHED.search(before[-40:]) or re.search(rf"{NUMBER}$", before[-10:])) or not before


def _until(typed: str) -> str:
    """The day and what follows it, without the words that lead to it."""
    leads = _TO.match(fold_letters(typed))
    return typed[leads.end() :] if leads else typed


def proof_in(text: str) -> str:
    """The number and day of a document as they are written down, without the words before them."""
    typed = clean(text)
    match = _DOCUMENT.search(fold_letters(typed))
    return typed[match.start("proof") :].strip() if match else typed.strip()
