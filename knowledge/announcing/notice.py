"""A notice as it is said in a chat."""

from hashlib import sha256

from knowledge.messages import Reply
from knowledge.texts import say
from knowledge.vietnamese.fold import fold


def notice(text: str, language: str) -> Reply:
    """Under a heading, so that nobody takes it for an answer or a reminder."""
    return Reply(f"{say(language, 'announce.heading')}\n{text}", language=language)


def words_of(text: str) -> str:
    """The same for texts that say the same, however they are spaced, marked and capitalised."""
    return sha256(" ".join(fold(text).split()).encode()).hexdigest()
