"""The numbers of rows: how annexes write them, what kind they are, and which comes after which."""

import re
from typing import Literal

Kind = Literal["roman", "capital", "small", "plain", "dotted", "none"]

_NUMBER = (
    r"(?:\d{1,3}(?:\.\d{1,3}){0,4}(?:\.?[a-zđ](?!\w))?|[IVXL]+(?:\.\d{1,3})*|[A-HKMNPQĐ](?:\.\d{1,3})*"
    r"|[a-zđ](?:\.\d{1,2})*)"
)
# "NV01", "KH20_TT_N01.1": codes of a programme.
_CODE = r"(?=[^\n]{0,20}\d)[A-ZĐ]{1,6}[a-zđ]?\d{0,4}(?:[._\-/ ](?=[A-ZĐ\d])[A-ZĐ]{0,4}\d{0,4}){0,5}[a-zđ]?"
_ALONE = re.compile(rf"\(?\s*((?:NV|nv|Nv)?\s*{_NUMBER}|{_CODE})\s*[.)/:]?\s*")
_LEADING = re.compile(rf"\(?({_NUMBER})\s*(?:[.):/]\s*|\s+[-–]\s+|\s*[.)]?\s+(?=[A-ZĐÀ-Ỹ]))(?=\S)")
_NAMED = re.compile(
    r"(?:NHÓM|Nhóm|PHẦN|Phần|MỤC|Mục)\s+(?:nhiệm vụ\s+)?(?:thứ\s+)?(\d{1,2}|[IVX]+|[A-Z])\s*[.:\-–]\s*(?=\S)"
)
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}


def read_number(text: str) -> str | None:
    """The number that the text is, as printed without what ends it ("1.", "II.", "2.6", "a)"); None when it is none."""
    if not text.strip():
        return ""
    found = _ALONE.fullmatch(text.strip())
    return found[1].replace(" ", "") if found else None


def split_number(text: str) -> tuple[str, str]:
    """The number with which a text begins ("I. Hoàn thiện thể chế", "Nhóm 2: ...") and the rest; "" for none."""
    found = _NAMED.match(text) or _LEADING.match(text)
    if not found or not text[found.end() :].strip():
        return "", text
    return found[1], text[found.end() :].strip()


def kind_of(number: str) -> Kind:
    """What kind of number it is; "I" is Roman, "A" a capital, "2.6" dotted."""
    bare = number.removeprefix("NV")
    if not bare:
        return "none"
    if "." in bare:
        return "dotted"
    if bare[0].isdigit():
        return "plain"
    if re.fullmatch(r"[IVXL]+", bare):
        return "roman"
    if bare[-1].isdigit():
        return "plain"
    return "capital" if bare.isupper() else "small"


def parent_of(number: str) -> str:
    """The number above a dotted or lettered one: "2" for "2.6" and "2a"; "" for others."""
    if number[-1:].isalpha() and number[-2:-1].isdigit():
        return number[:-1]
    return number.rpartition(".")[0]


def value_of(number: str) -> int | None:
    """The last part of a number as a count, so that the next one is one more; None for letters."""
    last = number.rpartition(".")[2]
    if counted := re.search(r"\d+$", last):
        return int(counted[0])
    if kind_of(last) == "roman":
        return _roman(last)
    return None


def _roman(text: str) -> int:
    values = [_VALUES[letter] for letter in text]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))
