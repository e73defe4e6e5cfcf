"""Reads what officials type in one line, after a command or as a plain sentence: "sửa hạn 2.6 thành 31/12/2027 theo
Quyết định 99/QĐ-TTg lý do chờ luật". What it does not say is asked for afterwards."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from knowledge.acts import KIND, names_act
from knowledge.editing.draft import ADD, CHANGE
from knowledge.editing.things import THINGS
from knowledge.vietnamese.fold import fold, fold_letters
from knowledge.vietnamese.words import clean

_BASIS = re.compile(rf"(?:^|[\s,;.])(?:theo|can cu|by|under)\s+(?={KIND}\b)")
_REASON = re.compile(r"(?<![\s,;.])[\s,;.]+(?:ly do|li do|reason)(?:\s+la)?\s*:?\s+(.+)$")
_BECOMES = re.compile(r"\s+(?:thanh|sang|la|to)\s+|\s*(?:->|→|=>|=)\s*|\s*:\s+")
_NUMBER = re.compile(r"(?<![\d./])\d{1,2}\.\d{1,3}(?![\d./])")
_SECRECY_WORDS = ("noi bo", "cong khai", "internal", "public")
_SECRECY = re.compile(rf"(?:\s+(?:thanh|sang|la|to|as)|\s*(?:->|→|=>|=|:))?\s+({'|'.join(_SECRECY_WORDS)})$")
LONGEST = 4096
"""Characters of what is read: all that a message may hold."""
_SAY_NOTHING = frozenset("cua cho nhiem vu nv task of for the".split())


@dataclass(frozen=True, slots=True)
class Line:
    """What a line says: the verb, the kind of thing, the words that name it, the field, and fields as typed."""

    verb: str
    kind: str = ""
    named: str = ""
    field: str = ""
    typed: tuple[tuple[str, str], ...] = ()
    basis: str = ""
    reason: str = ""

    @property
    def is_sentence(self) -> bool:
        """Whether it says enough to be taken for a wish to change something, when no command says so."""
        if self.verb == CHANGE:
            return bool(self.kind and self.field and self.typed and (self.named or self.kind in ("hours", "rhythm")))
        if self.verb == ADD:
            return bool(self.kind and len(self.typed) > 1)
        return bool(self.kind and self.named)


def read_line(text: str, verb: str = "") -> Line | None:
    """What the line says; behind a command with its `verb`. None where it begins with no verb."""
    text = _BLANKS.sub(" ", clean(text, LONGEST)).strip()
    if not verb:
        verb, text = _verb(text)
        if not verb:
            return None
    text, basis, reason = with_why(text)
    line = Line(verb, basis=basis, reason=reason)
    if verb == CHANGE:
        return _change(line, text)
    return _add(line, text) if verb == ADD else _remove(line, text)


def with_why(text: str) -> tuple[str, str, str]:
    """A text without the document ("theo ...") and the reason ("lý do ...") at its end, and both."""
    text, reason = _split(_REASON, clean(text, LONGEST).strip())
    text, basis = _with_basis(text)
    if not reason:
        text, reason = _split(_REASON, text)
    if not basis:
        reason, basis = _with_basis(reason)
    return text, basis, reason


def words_of(kind: str, name: str) -> tuple[str, ...]:
    """How a field of a kind of things is called, folded; of kind "thing" or "verb" how that is."""
    return _words()[kind][name]


@cache
def _words() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    with (Path(__file__).parent / "words.toml").open("rb") as file:
        sections = tomllib.load(file)
    return {
        section: {name: tuple(fold(phrase) for phrase in phrases) for name, phrases in names.items()}
        for section, names in sections.items()
    }


def _verb(text: str) -> tuple[str, str]:
    found = _at_start("verb", fold_letters(text))
    return (found[0], text[found[1] :].strip()) if found else ("", text)


def _at_start(section: str, plain: str) -> tuple[str, int] | None:
    """The longest phrase of a section with which a text begins, and where it ends."""
    fitting = [
        (len(phrase), name)
        for name, phrases in _words()[section].items()
        for phrase in phrases
        if plain == phrase or plain.startswith((f"{phrase} ", f"{phrase}:"))
    ]
    return max(fitting)[::-1] if fitting else None


def _with_basis(text: str) -> tuple[str, str]:
    """The text before the last "theo" that a document with a number follows, and the document."""
    plain = fold_letters(text)
    for match in reversed(list(_BASIS.finditer(plain))):
        basis = text[match.end() :].strip(" ,;.")
        if ";" not in basis and names_act(basis):
            return text[: match.start()].rstrip(" ,;."), basis
    return text, ""


def _split(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    """The text before what the pattern finds at its end, and what it finds."""
    match = pattern.search(fold_letters(text))
    return (
        (text[: match.start()].rstrip(" ,;."), text[match.start(1) : match.end(1)].strip(" ,;."))
        if match
        else (text, "")
    )


def _places(kind: str, plain: str) -> Iterator[tuple[int, int, str]]:
    """Where fields of a kind are named: the longest first, then the first."""
    found = [
        (match.start(), match.end(), name)
        for name in (each.name for each in THINGS[kind].fields)
        for phrase in words_of(kind, name)
        for match in re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", plain)
    ]
    yield from sorted(found, key=lambda each: (each[0] - each[1], each[0]))


def _change(line: Line, text: str) -> Line:
    if marked := _mark(line, text):
        return marked
    plain = fold_letters(text)
    becomes = _BECOMES.search(plain)
    left = plain[: becomes.start()] if becomes else plain
    kind, named_by = _kind_in(left)
    if not kind and becomes and any(left.startswith(f"{phrase} ") for phrase in words_of("agency", "name")):
        kind = "agency"
    field = next(iter(_places(kind, left)), None) if kind else None
    if field is None:
        return replace(line, kind=kind, named=text[len(named_by) :].strip(" :,.") if kind else text)
    start, end, name = field
    if becomes:
        rest, value = f"{text[:start]} {text[end : becomes.start()]}", text[becomes.end() :]
    else:
        number = _NUMBER.search(plain)
        cut = max(end, number.end() if number else 0)
        rest, value = f"{text[:start]} {text[end:cut]}", text[cut:]
    value = value.strip(" :,")
    named = _without(rest, named_by)
    return replace(line, kind=kind, named=named, field=name, typed=((name, value),) if value else ())


def _mark(line: Line, text: str) -> Line | None:
    """That a task or a report is internal, or public: "2.6 nội bộ". None where it says something else."""
    text = text.rstrip(" .!")
    match = _SECRECY.search(fold_letters(text))
    head = text[: match.start()] if match else ""
    kind, named_by = _kind_in(fold_letters(head))
    if not (match and kind and any(each.name == "internal" for each in THINGS[kind].fields)):
        return None
    field = next(iter(_places(kind, fold_letters(head))), None)
    if field and field[2] != "internal":
        return None
    named = f"{head[: field[0]]} {head[field[1] :]}" if field else head
    value = text[match.start(1) : match.end(1)]
    return replace(line, kind=kind, named=_without(named, named_by), field="internal", typed=(("internal", value),))


def _kind_in(left: str) -> tuple[str, str]:
    """Of what a change is, and the words that say so: of a task where its number stands there."""
    if _NUMBER.search(left):
        return "task", ""
    found = [
        (len(phrase), name, phrase)
        for name, phrases in _words()["thing"].items()
        for phrase in phrases
        if re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", left)
    ]
    _, kind, phrase = max(found, default=(0, "", ""))
    return (kind, phrase) if kind and THINGS[kind].fields else ("", "")


def _without(text: str, phrase: str) -> str:
    """The words that name a thing, apart from those that say what kind of thing it is."""
    plain = fold_letters(text)
    at = plain.find(phrase) if phrase else -1
    if at >= 0:
        text = f"{text[:at]} {text[at + len(phrase) :]}"
    words = text.split()
    while words and fold(words[0]) in _SAY_NOTHING:
        words = words[1:]
    return " ".join(words).strip(" :,.;")


def _add(line: Line, text: str) -> Line:
    found = _at_start("thing", fold_letters(text))
    if found is None:
        return replace(line, named=text)
    kind, end = found
    rest = text[end:].strip(" :,")
    if not THINGS[kind].wanted:
        return replace(line, kind=kind)
    typed = dict(_as_sentence(kind, rest) or _as_fields(kind, rest))
    if kind == "day" and "working" not in typed and typed:
        typed["working"] = "làm việc" if "lam" in fold_letters(text[:end]) else "nghỉ"
    return replace(line, kind=kind, typed=tuple(typed.items()))


_BLANKS = re.compile(r"[^\S\n]{2,}")
"""Say nothing, and a pattern would try each of them as the end of every part."""
_LONGEST_SENTENCE = 400
"""Characters of a sentence whose parts are told by small words: trying all of them in a longer one takes seconds."""
_SENTENCES: Mapping[str, tuple[re.Pattern[str], ...]] = {
    "task": (
        re.compile(
            r"(?P<number>(?:nhom\s+)?\d{1,2}(?:\.\d{1,3})?)\s+(?:vao|cua|trong|of|in|to)\s+(?P<document>[^:;]+?)\s*[:;]\s*(?P<rest>.+)"
        ),
        re.compile(r"(?:vao|cua|trong|in|to)\s+(?P<document>[^:;]+?)\s*[:;]\s*(?P<rest>.+)"),
        re.compile(r"(?P<number>\d{1,2}\.\d{1,3})\s*[:;]\s*(?P<rest>.+)"),
    ),
    "alias": (
        re.compile(r"[\"“]?(?P<text>.+?)[\"”]?\s+(?:cho|cua|for|of)\s+(?P<agency>.+)"),
        re.compile(r"(?P<agency>[^:]+?)\s*:\s*(?P<text>.+)"),
    ),
    "collective": (re.compile(r"(?P<agency>.+?)\s+(?:vao|cua|trong|to|in)\s+(?P<group>.+)"),),
    "succession": (
        re.compile(
            r"(?P<of>.+?)\s*(?:->|→|=>|\bsang\b|\bvao\b|\bto\b)\s*(?P<to>.+?)"
            r"(?:[\s,;]+(?:tu|since|from)\s+(?:ngay\s+)?(?P<since>\S*\d\S*))?"
            r"(?:[\s,;]+(?:cho |voi |ve |for )?(?:cac )?(?:nhiem vu|tasks?)\s+(?P<tasks>.+))?"
        ),
    ),
    "day": (re.compile(r"(?P<day>.+)"),),
    "agency": (re.compile(r"(?P<name>[^:;(]+?)\s*\(\s*(?P<short>[^)]+)\)\s*(?:[;,]\s*(?P<rest>.*))?"),),
}


def _as_sentence(kind: str, rest: str) -> dict[str, str]:
    """Fields where the words around them say which they are; what is left over is read field by field."""
    plain = fold_letters(rest)
    patterns = _SENTENCES.get(kind, ()) if len(plain) <= _LONGEST_SENTENCE else ()
    match = next((found for each in patterns if (found := each.fullmatch(plain))), None)
    if match is None:
        return {}
    held = [name for name, words in match.groupdict().items() if words]
    said = {name: rest[match.start(name) : match.end(name)].strip() for name in held}
    return {name: said[name] for name in held if name != "rest"} | _as_fields(kind, said.get("rest", ""))


def _as_fields(kind: str, text: str) -> dict[str, str]:
    """ "tên: ...; chủ trì: ...; thời gian: ...": the first without a name is the first text that is wanted."""
    found: dict[str, str] = {}
    names = [each.name for each in THINGS[kind].wanted]
    for piece in filter(None, (each.strip() for each in re.split(r"\s*[;\n]\s*", text))):
        head, colon, value = piece.partition(":")
        name = next((each for each in names if fold(head).strip() in words_of(kind, each)), "") if colon else ""
        if not colon and found:
            name, value = _named_without_colon(kind, names, piece)
        first = "title" if "title" in names else "name" if "name" in names else ""
        if name:
            found[name] = value.strip()
        elif "internal" in names and fold(piece) in _SECRECY_WORDS:
            found["internal"] = piece
        elif first and first not in found:
            found[first] = piece
    return found


def _named_without_colon(kind: str, names: list[str], piece: str) -> tuple[str, str]:
    """ "chủ trì BNG": the field whose name the piece begins with, the longest; "" for both where none does."""
    plain = fold_letters(piece)
    fitting = [(len(word), name) for name in names for word in words_of(kind, name) if plain.startswith(f"{word} ")]
    length, name = max(fitting, default=(0, ""))
    return name, piece[length:] if name else ""


def _remove(line: Line, text: str) -> Line:
    plain = fold_letters(text)
    found = _at_start("thing", plain)
    if found:
        return replace(line, kind=found[0], named=text[found[1] :].strip(" :,"))
    if match := _NUMBER.match(plain):
        return replace(line, kind="task", named=text) if match.start() == 0 else line
    return replace(line, named=text)
