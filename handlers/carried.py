"""What a choice, a confirmation or a question that was put carries as JSON. What an older version kept has another
shape: who chooses or answers it is asked to begin anew, and it waits no longer."""

import json
from typing import Any

import structlog

from knowledge.memory import Transaction, confirmations, dialogues
from knowledge.messages import Message, Reply
from knowledge.texts import say

log = structlog.get_logger(__name__)

Shape = type | tuple[type, ...]


class ExpiredError(Exception):
    """It was kept by an older version and cannot be read any more."""


def carried(text: str, *shape: Shape) -> list[Any]:
    """The values of a list, one of each type (`object`: whatever it is). Raises ExpiredError where it is none such."""
    try:
        found = json.loads(text)
    except ValueError as error:
        raise ExpiredError from error
    if not isinstance(found, list) or len(found) != len(shape) or not all(map(isinstance, found, shape)):
        raise ExpiredError
    return found


def say_expired(tx: Transaction, message: Message, person: int, language: str) -> Reply:
    """End what waits of this person in the chat, and say so."""
    log.info("of before an upgrade", channel=message.chat.channel, chat=message.chat.mark)
    dialogues.end(tx, message.chat, person)
    confirmations.end_in(tx, message.chat, person)
    return Reply(say(language, "press.expired"), language=language)
