"""What is wrong with an answer to a question of a set, compared as `score.py` of the contract compares."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Expected = Mapping[str, Any]
Answered = Mapping[str, Any]


def fold(text: str) -> str:
    """Lower case, without diacritics, white space as one space. Written anew here: the judge shares no code with what
    it judges."""
    marks = unicodedata.normalize("NFD", text).replace("đ", "d").replace("Đ", "d")
    return re.sub(r"\s+", " ", "".join(c for c in marks if not unicodedata.combining(c)).lower())


def faults(expect: Expected, answer: Answered) -> list[str]:
    """Short phrases, one for each thing that is wrong; empty for a right answer."""
    return [*_kind(expect, answer), *_lists(expect, answer), *_words(expect, answer), *_options(expect, answer)]


def _kind(expect: Expected, answer: Answered) -> Iterator[str]:
    kinds = expect.get("kind") or answer["kind"]
    allowed = [kinds] if isinstance(kinds, str) else kinds
    if answer["kind"] not in allowed:
        yield f"kind {answer['kind']!r}, not {'/'.join(allowed)}"


def _lists(expect: Expected, answer: Answered) -> Iterator[str]:
    for field in ("tasks", "via_group"):
        if field in expect:
            want, got = set(expect[field]), set(answer[field])
            if want != got:
                yield f"{field}: missing {sorted(want - got)}, extra {sorted(got - want)}"
    first = next(iter(answer["tasks"]), None)
    if expect.get("top", first) != first:
        yield f"top {first}, not {expect['top']}"
    lacking = set(expect.get("via_succession_has", [])) - set(answer["via_succession"])
    if lacking:
        yield f"via_succession lacks {sorted(lacking)}"


def _words(expect: Expected, answer: Answered) -> Iterator[str]:
    text = fold(answer["text"])
    for choices in expect.get("say", []):
        if not _any_in(choices, text):
            yield f"does not say {' | '.join(choices)}"
    unwanted = expect.get("not_say", [])
    for phrase in [unwanted] if isinstance(unwanted, str) else unwanted:
        if fold(phrase) in text:
            yield f"says {phrase}"


def _any_in(choices: Iterable[str], text: str) -> bool:
    return any(fold(choice) in text for choice in choices)


def _options(expect: Expected, answer: Answered) -> Iterator[str]:
    offered = fold(" | ".join(answer["options"]))
    for option in expect.get("options_has", []):
        if fold(option) not in offered:
            yield f"options lack {option}"
