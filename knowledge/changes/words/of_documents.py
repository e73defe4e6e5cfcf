"""Documents, their drafts, and what answers were taught."""

from collections.abc import Mapping
from types import MappingProxyType

from knowledge.amending.aliases import ALIAS
from knowledge.amending.curated import CURATED
from knowledge.amending.synonyms import SYNONYM
from knowledge.changes.change import Value
from knowledge.changes.of_drafts import DRAFT
from knowledge.changes.of_people import number_in
from knowledge.changes.of_questions import UNANSWERED
from knowledge.changes.words.names import LONGEST, Names, What, Words, nothing
from knowledge.incoming.published import DOCUMENT, DOCUMENT_STATE
from knowledge.incoming.words import published_in_words, state_in_words
from knowledge.questions.wording import shorten


def _document_what(key: str) -> What:
    return lambda names, subject: names.say(key, document=subject)


def _draft(names: Names, value: Value) -> str:
    if not isinstance(value, dict):
        return names.say("audit.draft_given_up")
    said = {"file": shorten(value["file"], LONGEST), "version": value["version"], "n": value["tasks"]}
    return names.say("audit.draft_value", document=value["symbol"] or nothing(names), **said)


def _alias_what(names: Names, subject: str) -> str:
    agency, _, words = subject.partition(" ")
    return names.say("audit.alias", agency=names.agency(agency), words=words)


def _alias(names: Names, value: Value) -> str:
    return f"“{value['text']}”" if isinstance(value, dict) else nothing(names)


def _synonym(names: Names, value: Value) -> str:
    return f"“{shorten(value['means'], LONGEST)}”" if isinstance(value, dict) else nothing(names)


def _curated(names: Names, value: Value) -> str:
    if not isinstance(value, dict):
        return nothing(names)
    text = shorten(value["text"] or value["text_en"], LONGEST)
    return names.say("audit.curated_value", text=text, source=shorten(value["source"], LONGEST))


def _unanswered(names: Names, value: Value) -> str:
    return names.say(f"audit.unanswered_{value['state'] if isinstance(value, dict) else 'waits'}")


WORDS: Mapping[str, Words] = MappingProxyType({
    DOCUMENT: Words(_document_what("audit.document"), lambda names, value: published_in_words(value, names.language)),
    DRAFT: Words(lambda names, s: names.say("audit.draft", number=number_in(s)), _draft),
    DOCUMENT_STATE: Words(
        _document_what("audit.document_state"), lambda names, value: state_in_words(value, names.language)
    ),
    ALIAS: Words(_alias_what, _alias, typed="text"),
    SYNONYM: Words(lambda names, s: names.say("audit.synonym", words=s.partition(" ")[2]), _synonym, typed="text"),
    CURATED: Words(lambda names, s: names.say("audit.curated", words=s), _curated, typed="questions"),
    UNANSWERED: Words(lambda names, s: names.say("audit.unanswered", number=number_in(s)), _unanswered),
})  # fmt: skip
