"""Numbers that Word reckons itself: they stand in no text, only in the list that a paragraph belongs to."""

import re
from collections import defaultdict
from typing import Any

from docx.oxml.ns import qn

Element = Any
_MOST_LEVELS = 9
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class ListNumbers:
    """Counts the lists of one document; paragraphs must come in order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self.levels: dict[str, dict[int, Element]] = {}
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)
        self.abstract: dict[str, str] = {}
        self.restarts: dict[tuple[str, int], int] = {}
        self.used: set[tuple[str, int]] = set()
        self.by_style = _list_styles(styles) if styles is not None else {}
        if numbering is not None:
            self._read(numbering)

    def label(self, paragraph: Element) -> str:
        """What Word writes before this paragraph ("1.", "II.", "a)"); empty for none and for bullets."""
        number, level = self._list_of(paragraph)
        definition = self.levels.get(self.abstract.get(number, ""), {}).get(level)
        if definition is None:
            return ""
        self._count(number, level)
        if _value(definition, "w:numFmt") in ("bullet", "none"):
            return ""
        text = _value(definition, "w:lvlText")
        return re.sub(r"%(\d)", lambda found: self._written(number, int(found[1]) - 1, level), text)

    def _read(self, numbering: Element) -> None:
        for abstract in numbering.findall(qn("w:abstractNum")):
            levels = {int(level.get(qn("w:ilvl"), "0")): level for level in abstract.findall(qn("w:lvl"))}
            self.levels[abstract.get(qn("w:abstractNumId"))] = levels
        for number in numbering.findall(qn("w:num")):
            name = number.get(qn("w:numId"))
            self.abstract[name] = _value(number, "w:abstractNumId")
            for override in number.findall(qn("w:lvlOverride")):
                if start := _value(override, "w:startOverride"):
                    self.restarts[name, int(override.get(qn("w:ilvl"), "0"))] = int(start)

    def _list_of(self, paragraph: Element) -> tuple[str, int]:
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return "", 0
        own = properties.find(qn("w:numPr"))
        number, level = (_value(own, "w:numId"), _value(own, "w:ilvl")) if own is not None else ("", "")
        inherited = self.by_style.get(_value(properties, "w:pStyle"), ("", "0"))
        return number or inherited[0], int(level or inherited[1] or 0)

    def _count(self, number: str, level: int) -> None:
        """Lists of one definition count on together, unless one says where it starts anew."""
        counts = self.counts[self.abstract[number]]
        restart = self.restarts.get((number, level)) if (number, level) not in self.used else None
        self.used.add((number, level))
        counts[level] = restart if restart is not None else counts.get(level, self._start(number, level) - 1) + 1
        for deeper in range(level + 1, _MOST_LEVELS):
            counts.pop(deeper, None)

    def _start(self, number: str, level: int) -> int:
        definition = self.levels[self.abstract[number]].get(level)
        return int((_value(definition, "w:start") if definition is not None else "") or 1)

    def _written(self, number: str, level: int, asked: int) -> str:
        definition = self.levels[self.abstract[number]].get(level)
        count = self.counts[self.abstract[number]].get(level) or self._start(number, level)
        form = _value(definition, "w:numFmt") if definition is not None else "decimal"
        legal = self.levels[self.abstract[number]][asked].find(qn("w:isLgl")) is not None
        return formatted(count, "decimal" if legal else form)


def formatted(count: int, form: str) -> str:
    """The count as a list of this form writes it."""
    if form in ("upperRoman", "lowerRoman"):
        return _roman(count) if form == "upperRoman" else _roman(count).lower()
    if form in ("upperLetter", "lowerLetter"):
        letter = _LETTERS[(count - 1) % len(_LETTERS)] * (1 + (count - 1) // len(_LETTERS))
        return letter.upper() if form == "upperLetter" else letter
    return f"{count:02d}" if form == "decimalZero" else str(count)


def _roman(count: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        written += letters * (count // value)
        count %= value
    return written


def _value(element: Element, name: str) -> str:
    child = element.find(qn(name))
    return str(child.get(qn("w:val"), "")) if child is not None else ""


def _list_styles(styles: Element) -> dict[str, tuple[str, str]]:
    found = {}
    for style in styles.findall(qn("w:style")):
        numbered = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if numbered is not None:
            found[style.get(qn("w:styleId"))] = (_value(numbered, "w:numId"), _value(numbered, "w:ilvl"))
    return found
