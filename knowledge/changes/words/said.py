"""A change in words: what it is of, what it was before and is after. Names are looked up when it is shown."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from knowledge.changes.change import Change, Entry, Value, canonical
from knowledge.changes.words import of_agencies, of_documents, of_edits, of_messages, of_people
from knowledge.changes.words.names import LONGEST, Names, Words, nothing
from knowledge.questions.wording import shorten
from knowledge.texts import LANGUAGES, keys, say
from knowledge.vietnamese.fold import fold

WORDS: Mapping[str, Words] = MappingProxyType(
    {**of_people.WORDS, **of_agencies.WORDS, **of_documents.WORDS, **of_messages.WORDS, **of_edits.WORDS}
)
"""The kinds that are said in words of their own; all others as they are kept."""

_NAME = "change_kind."


def why_in_words(names: Names, entry: Entry) -> tuple[str, str]:
    """The reason and the document of a change, as typed; "" for who may not read what it is of."""
    words = WORDS.get(entry.change.kind)
    kept = words is not None and words.is_kept(names, entry.change.subject)
    return ("", "") if kept else (entry.reason, entry.basis)


def in_words(names: Names, change: Change) -> str:
    """ "vai trò của Lan: thành viên → cán bộ đầu mối (Bộ Ngoại giao)"."""
    words = WORDS.get(change.kind) or _plain(change.kind)
    before, after = (_said(words, names, change, value) for value in (change.before, change.after))
    if change.before is None and words.new:
        before = names.say(words.new)
    return f"{words.what(names, _with_words(change, words.typed))}: {before} → {after}"


def _said(words: Words, names: Names, change: Change, value: Value) -> str:
    if value is not None and words.tells and words.is_kept(names, change.subject):
        return names.say("internal.words")
    if words.by_subject:
        return words.by_subject(names, change.subject, value)
    if value is None and words.nothing:
        return words.nothing(names, change.subject)
    return words.value(names, value)


def _with_words(change: Change, field: str) -> str:
    """The subject, with the words as typed in place of the folded ones at its end."""
    held = next((value for value in (change.after, change.before) if isinstance(value, dict) and field in value), None)
    if held is None:
        return change.subject
    typed = held[field] if isinstance(held[field], str) else next(iter(held[field]), "")
    first, between, _ = change.subject.partition(" ")
    return f"{first}{between}{typed}" if between else str(typed)


def kind_named(typed: str) -> str | None:
    """The kind of changes with this name, in either language, a part that no other has will do; None where none has."""
    plain = " ".join(fold(typed).split())
    names = {(fold(say(each, key)), key) for each in LANGUAGES for key in keys(each) if key.startswith(_NAME)}
    exact = {key for name, key in names if name == plain}
    found = exact or {key for name, key in names if plain and f" {plain} " in f" {name} "}
    return found.pop().removeprefix(_NAME) if len(found) == 1 else None


@cache
def _named_kinds() -> frozenset[str]:
    return frozenset(key.removeprefix(_NAME) for key in keys("vi") if key.startswith(_NAME))


def _plain(kind: str) -> Words:
    """Of a kind that has no words of its own: as it is kept."""

    def what(names: Names, subject: str) -> str:
        named = names.say(f"change_kind.{kind}") if kind in _named_kinds() else kind
        return f"{named} {subject}"

    return Words(what, lambda names, value: nothing(names) if value is None else shorten(canonical(value), LONGEST))
