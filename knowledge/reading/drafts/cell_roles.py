"""Who leads and who coordinates, where a cell says so itself: "Chủ trì: ... Phối hợp: ...", "Bộ A (chủ trì), Bộ B"."""

import re
from dataclasses import dataclass
from functools import cache

from knowledge.reading.drafts.blocks import on_one_line
from knowledge.reading.drafts.words import role_words

_LEAD, _COORDINATE = "lead", "coordinate"


@dataclass(frozen=True, slots=True)
class Roles:
    """The parts of a cell by role. `said` is false where the cell does not tell: then all has its column's role."""

    lead: str
    coordinate: str
    said: bool


def split_roles(text: str, role: str = _LEAD) -> Roles:
    """The text of leading and of coordinating bodies in a cell of a column for `role` ("lead" or "coordinate")."""
    return _by_labels(text, role) or _by_parentheses(text) or _by_verbs(text) or _all_in(text, role)


def _all_in(text: str, role: str) -> Roles:
    return Roles(text, "", said=False) if role == _LEAD else Roles("", text, said=False)


def _by_labels(text: str, role: str) -> Roles | None:
    """ "Chủ trì: Bộ A. Phối hợp: Bộ B"; what stands before the first label has the column's role."""
    found = list(_label().finditer(text))
    if not found:
        return None
    parts: dict[str, list[str]] = {_LEAD: [], _COORDINATE: []}
    parts[role].append(text[: found[0].start()])
    for label, following in zip(found, [*found[1:], None], strict=True):
        end = following.start() if following else len(text)
        parts[_LEAD if label["lead"] else _COORDINATE].append(text[label.end() : end])
    return Roles(_joined(parts[_LEAD]), _joined(parts[_COORDINATE]), said=True)


def _by_parentheses(text: str) -> Roles | None:
    """ "Bộ A (chủ trì), Bộ B": who is not marked coordinates, unless only coordinating is marked."""
    marks = list(_mark().finditer(text))
    if not marks:
        return None
    parts: dict[str, list[str]] = {_LEAD: [], _COORDINATE: []}
    at = 0
    for mark in marks:
        parts[_LEAD if mark["lead"] else _COORDINATE].append(text[at : mark.start()])
        at = mark.end()
    rest = text[at:].strip(" ,;.\n")
    parts[_COORDINATE if parts[_LEAD] else _LEAD].append(rest.removeprefix("và "))
    return Roles(_joined(parts[_LEAD]), _joined(parts[_COORDINATE]), said=True)


def _by_verbs(text: str) -> Roles | None:
    """ "Bộ A chủ trì, phối hợp với Bộ B", "Bộ A phối hợp với Bộ B"."""
    found = _verbs().fullmatch(on_one_line(text))
    if found:
        coordinate = found["coordinate"] or found["others"] or found["third"] or ""
        return Roles(found["lead"].strip(" ,;-"), coordinate.strip(" ,;."), said=True)
    return None


def _joined(parts: list[str]) -> str:
    return ";\n".join(stripped for part in parts if (stripped := part.strip(" ,;.-–+•\n\t")))


def _either(role: str) -> str:
    return "|".join(map(re.escape, role_words(role)))


@cache
def _label() -> re.Pattern[str]:
    body = r"(?:(?:các )?(?:cơ quan|đơn vị|bộ|tổ chức|bộ, ngành|bộ, cơ quan|cơ quan, đơn vị)\s+)?"
    roles = rf"(?:(?P<lead>{_either(_LEAD)})|(?P<coordinate>{_either(_COORDINATE)}))"
    return re.compile(rf"(?:^|(?<=[\s;,.(]))[-–+•*]?\s*{body}{roles}(?: với| chính| thực hiện)?\s*:", re.IGNORECASE)


@cache
def _mark() -> re.Pattern[str]:
    roles = rf"(?:(?P<lead>{_either(_LEAD)})|(?P<coordinate>{_either(_COORDINATE)}))"
    return re.compile(
        rf"\s*[(\[]\s*(?:là )?(?:cơ quan |đơn vị )?{roles}(?!\w)[^()\[\]]{{0,20}}[)\]][,;]?", re.IGNORECASE
    )


@cache
def _verbs() -> re.Pattern[str]:
    lead = r"(?:chủ trì|đầu mối)(?: thực hiện)?"
    return re.compile(
        rf"(?P<lead>[^:]+?)[\s,;-]+(?:{lead}(?:[\s,;.]+(?:và\s+)?phối hợp(?:\s+(?:với|cùng))?\s+(?P<coordinate>.+)"
        rf"|[\s,;.]+(?P<others>.+?)\s+(?:cùng )?phối hợp(?: thực hiện)?)?|phối hợp (?:với|cùng)\s+(?P<third>.+))\.?",
        re.IGNORECASE,
    )
