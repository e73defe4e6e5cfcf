"""Which rows of a new version are internal: those that were, whatever number they have now, and those that are new in
an annex in which something is."""

from collections.abc import Iterable, Sequence

from knowledge.in_force import title
from knowledge.records import Task
from knowledge.vietnamese.words import plain_tokens

_ALIKE = 0.6
"""Words that two titles share, of all that they have, for them to be the same row put otherwise."""


def internal_rows(rows: Sequence[Task], known: Iterable[Task]) -> frozenset[str]:
    """The numbers of the rows of a document that are internal, by the tasks that are `known`, of it and of others.

    A row with the words of what is internal anywhere is so too. Where something in the document was, a row is public
    only if it is a public one of before: by its words, or by its number and like words.
    """
    known = tuple(known)
    secret_anywhere = {words_of(title(task)) for task in known if task.internal}
    document = {row.document for row in rows}
    before = {task.number: (set(words_of(title(task))), task.internal) for task in known if task.document in document}
    secret = [words for words, internal in before.values() if internal]
    public = {frozenset(words) for words, internal in before.values() if not internal}

    def is_internal(row: Task) -> bool:
        words, (had, was_internal) = set(words_of(row.title)), before.get(row.number, (set(), False))
        if was_internal or words_of(row.title) in secret_anywhere or any(_alike(words, each) for each in secret):
            return True
        return bool(secret) and words not in public and not _alike(words, had)

    return frozenset(row.number for row in rows if is_internal(row))


def words_of(text: str) -> tuple[str, ...]:
    """The same for the same words, however they are written."""
    return plain_tokens(text)


def _alike(one: set[str], other: set[str]) -> bool:
    return bool(one & other) and len(one & other) >= _ALIKE * len(one | other)
