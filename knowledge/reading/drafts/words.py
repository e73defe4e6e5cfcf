"""The words by which annexes are understood, from words.toml."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.reading.agency_names import Words, name_words
from knowledge.reading.tables import read_table


@dataclass(frozen=True, slots=True)
class Column:
    """The headings of a column that holds `field`: `exact` ones, those with one of `phrases` and none of `without`, or

    with all of `together`.
    """

    field: str
    exact: frozenset[Words]
    phrases: tuple[Words, ...]
    without: tuple[Words, ...]
    together: tuple[Words, ...]

    def fits(self, heading: Words) -> bool:
        """Whether a heading with these words is one of this field."""
        if heading in self.exact or (self.together and all(has_phrase(heading, phrase) for phrase in self.together)):
            return True
        said = any(has_phrase(heading, phrase) for phrase in self.phrases)
        return said and not any(has_phrase(heading, phrase) for phrase in self.without)


@dataclass(frozen=True, slots=True)
class AgencyWords:
    """Words by which the bodies in a cell are told apart; see words.toml for each."""

    heads: frozenset[Words]
    whole: frozenset[Words]
    ministry_like: frozenset[Words]
    class_heads: frozenset[Words]
    persons: frozenset[Words]
    relations: frozenset[Words]
    proper: frozenset[Words]
    units: frozenset[Words]
    plurals: frozenset[Words]
    acts: frozenset[Words]
    nouns: frozenset[Words]
    apart: frozenset[Words]
    leaning: frozenset[Words]
    closing: frozenset[Words]
    boards: frozenset[Words]
    many: frozenset[Words]
    over_many: frozenset[Words]
    stray: frozenset[Words]
    regions: frozenset[Words]
    peers: frozenset[Words]
    administered: frozenset[Words]
    together: frozenset[Words]
    levels: frozenset[Words]
    villages: frozenset[Words]
    nations: frozenset[Words]
    soft: frozenset[Words]
    inner: frozenset[Words]
    others: frozenset[Words]


@cache
def columns() -> tuple[Column, ...]:
    """What headings can mean, in the order in which it is tried."""
    return tuple(
        Column(
            entry["field"],
            frozenset(map(name_words, entry.get("exact", ()))),
            tuple(map(name_words, entry.get("phrases", ()))),
            tuple(map(name_words, entry.get("not", ()))),
            tuple(map(name_words, entry.get("all", ()))),
        )
        for entry in _table()["column"]
    )


def field_of(heading: Words) -> str:
    """What a column with this heading holds; "" where it does not say."""
    return next((column.field for column in columns() if column.fits(heading)), "")


@cache
def agency_words() -> AgencyWords:
    """The words for agencies."""
    return AgencyWords(**{key: frozenset(map(name_words, words)) for key, words in _table()["agencies"].items()})


@cache
def role_words(role: str) -> tuple[str, ...]:
    """How the role "lead" or "coordinate" is said in a cell, the longest wording first."""
    return tuple(sorted(_table()["roles"][role], key=len, reverse=True))


@cache
def marks(kind: str) -> frozenset[str]:
    """Marks for "same" (as above) and openings of "remarks" under a table."""
    return frozenset(_table()["marks"][kind])


def begins_with(words: Words, phrases: frozenset[Words], longest: int = 4) -> int:
    """The number of words of the longest phrase with which `words` begin; 0 when there is none."""
    return next((n for n in range(min(longest, len(words)), 0, -1) if words[:n] in phrases), 0)


def has_phrase(words: Words, phrase: Words) -> bool:
    """Whether the phrase stands somewhere in these words."""
    return any(words[at : at + len(phrase)] == phrase for at in range(len(words) - len(phrase) + 1))


@cache
def _table() -> dict[str, Any]:
    return read_table(Path(__file__).parent / "words.toml")
