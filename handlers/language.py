"""/vi and /en: the language in which a person is answered, on every channel of that person."""

from handlers.context import Context
from knowledge.memory import people
from knowledge.messages import Reply
from knowledge.texts import LANGUAGES, say


def switch(context: Context) -> Reply | None:
    """Remember the language that /vi or /en asks for; None for another message."""
    language = context.command
    if language not in LANGUAGES:
        return None
    people.choose_language(context.tx, context.person.id, language)
    return Reply(say(language, "language.chosen"), language=language)
