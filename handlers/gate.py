"""Who is let in: not faster than people type, nobody unknown where only members are answered, nothing endless."""

from datetime import timedelta

from handlers.context import SILENCE, Context
from knowledge.memory import buckets, inbox
from knowledge.messages import Reply

LONGEST_TEXT = 4096
"""Characters; the page's own limit is lower."""
_MINUTE = 60.0
_TOLD_AGAIN = timedelta(hours=1)


def too_fast(context: Context) -> Reply | None:
    """One notice to who writes faster than is allowed, then nothing until it is slow enough again.

    The page refuses such messages itself, before they are stored, and keeps them in the browser.
    """
    chat, access = context.message.chat, context.services.access
    if chat.channel in access.page:
        return None
    person = buckets.take(context.tx, f"person {context.person.id}", access.per_person, _MINUTE, context.now)
    whole = buckets.take(context.tx, f"chat {chat.channel} {chat.id}", access.per_chat, _MINUTE, context.now)
    if person.ok and whole.ok:
        return None
    refused = person if not person.ok else whole
    _forget_words(context)
    return context.reply("gate.too_fast", n=max(1, round(refused.wait))) if refused.first else SILENCE


def stranger(context: Context) -> Reply | None:
    """One sentence an hour, in a group for all of it; None for who is answered."""
    if context.is_member:
        return None
    chat = context.message.chat
    name = f"stranger {chat.channel} {chat.id if chat.group else context.person.id}"
    _forget_words(context)
    told = buckets.take(context.tx, name, 1, _TOLD_AGAIN.total_seconds(), context.now)
    if not told.ok:
        return SILENCE
    return context.reply("gate.stranger_group" if chat.group else "gate.stranger")


def too_long(context: Context) -> Reply | None:
    """Say how long a message may be; None for one that is not too long."""
    length = len(context.text)
    if context.said.chosen or length <= LONGEST_TEXT:
        return None
    _forget_words(context)
    return context.reply("gate.too_long", n=length, limit=LONGEST_TEXT)


def _forget_words(context: Context) -> None:
    """What is not answered is not kept; but on the page, which must show people again what they wrote."""
    if context.message.chat.channel not in context.services.access.page:
        inbox.forget_words(context.tx, context.message)
