"""What somebody saw goes along with the choice they are offered, so that nothing another has changed since is
overwritten unseen: it is shown, and asked again."""

from typing import Any

from handlers.auditing.audit import names_for
from handlers.carried import carried
from handlers.context import Context
from knowledge.changes.change import Change, Value, canonical
from knowledge.changes.of_people import person_now
from knowledge.changes.words.names import Names
from knowledge.changes.words.said import in_words
from knowledge.memory import journal
from knowledge.questions.wording import opening

_LOOKED_AT = 20


def with_seen(action: str, subject: str, value: Value) -> str:
    """What a choice carries that is about a subject as it is."""
    return f"{action} {canonical([subject, value])}"


def seen_in(argument: str) -> tuple[str, Any]:
    """The subject and what was seen of it. Raises ExpiredError for a choice of before that was carried along."""
    subject, value = carried(argument, str, object)
    return subject, value


def changed_meanwhile(context: Context, kind: str, subject: str, seen: Value) -> str:
    """Who has made something else of it since then, and what, in one sentence."""
    names = names_for(context)
    newest = journal.newest(context.tx, limit=_LOOKED_AT, kind=kind, subject=subject)
    last = next((each for each in newest if each.change.subject == subject), None)
    who = names.person(last.author.person) if last else names.say("audit.program")
    change = Change(kind, subject, seen, context.services.changes.get(context.tx, kind, subject))
    return context.reply("meanwhile.changed", who=who, change=in_words(names, change)).text


def is_theirs(context: Context, value: Value) -> bool:
    """Whether somebody else has recorded it (as values say who did)."""
    return isinstance(value, dict) and person_now(context.tx, value["by"]) != context.person.id


def in_its_place(context: Context, kind: str, subject: str, value: Value) -> str:
    """That something takes the place of what another has recorded, which is named."""
    names = names_for(context)
    _, _, said = in_words(names, Change(kind, subject, None, value)).rpartition(" → ")
    return context.reply("meanwhile.before", who=_who(names, value), said=said).text


def is_it_to_go(context: Context, kind: str, subject: str, value: Value) -> str:
    """Asks whether what another has recorded is to be taken back."""
    names = names_for(context)
    change = in_words(names, Change(kind, subject, None, value))
    return opening(context.reply("meanwhile.recorded", who=_who(names, value), change=change).text)


def _who(names: Names, value: Value) -> str:
    assert isinstance(value, dict)  # as `is_theirs` has seen
    return names.person(value["by"])
