"""Where a wording stands already: what it means in questions, which tasks hold it, which names it is a part of."""

from collections.abc import Sequence

from knowledge.catalog.catalog import Catalog
from knowledge.catalog.text_index import pairs
from knowledge.in_force import title
from knowledge.questions.engine import engine_for
from knowledge.questions.phrases import Meaning
from knowledge.records import Task
from knowledge.vietnamese.connectives import content
from knowledge.vietnamese.fold import is_syllable
from knowledge.vietnamese.words import clean, plain_tokens

LONGEST = 80  # characters
_MOST_WORDS = 12
_MOST = 60


def is_wording(text: str) -> bool:
    """Whether it can be looked for in a question at all: some words with letters, and not a whole sentence."""
    words = plain_tokens(text)
    return 1 <= len(words) <= _MOST_WORDS and len(text) <= LONGEST and any(word.isalpha() for word in words)


def is_too_short(text: str) -> bool:
    """A syllable by itself, or a letter, is a part of very many words."""
    words = plain_tokens(text)
    return len(words) == 1 and (is_syllable(words[0]) or len(words[0]) < 2)


def meaning_of(catalog: Catalog, text: str) -> Meaning | None:
    """What just these words mean in a question; None where they mean nothing."""
    return engine_for(catalog).book.get(plain_tokens(text))


def taken_for(catalog: Catalog, text: str) -> tuple[str, ...]:
    """The agencies (ids) that a question with just these words is about: their names, or what is close to one."""
    words, items = engine_for(catalog).read(clean(text), english=False)
    return items[0].agencies if len(items) == 1 and items[0].end == len(words) else ()


def named_with(catalog: Catalog, text: str) -> list[str]:
    """The agencies (ids) in whose names these words stand, but which are not named by them alone."""
    wanted = plain_tokens(text)
    return [
        agency.id
        for agency in catalog.agencies.values()
        if any(_holds(plain_tokens(name), wanted) for name in (agency.name, *agency.aliases, *agency.former_names))
    ]


def tasks_found_by(catalog: Catalog, text: str) -> list[Task]:
    """The tasks that a search for these words finds all of them in, the best first; asked in either language."""
    found = [task for english in (False, True) for task in _found(catalog, content(text, english=english))]
    return list({task.id: task for task in found}.values())


def _found(catalog: Catalog, words: Sequence[str]) -> list[Task]:
    features = (*words, *pairs(words))
    hits = catalog.text.search(words, _MOST) if words else []
    return [
        catalog.tasks[hit.position] for hit in hits if all(catalog.text.has(each, hit.position) for each in features)
    ]


def tasks_that_say(catalog: Catalog, text: str) -> list[Task]:
    """The tasks in whose titles these words stand, one behind the other."""
    wanted = plain_tokens(text)
    return [task for task in tasks_found_by(catalog, text) if _holds(plain_tokens(title(task)), wanted)]


def holds(text: str, wording: str) -> bool:
    """Whether the words of the wording stand in the text, one behind the other."""
    return _holds(plain_tokens(text), plain_tokens(wording))


def _holds(words: Sequence[str], wanted: Sequence[str]) -> bool:
    length = len(wanted)
    return any(tuple(words[at : at + length]) == tuple(wanted) for at in range(len(words) - length + 1))
