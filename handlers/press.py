"""A chosen button: what it does stands in the outbox row that offered it, never in what the channel sent."""

from handlers.context import Context
from knowledge.memory import Transaction, outbox
from knowledge.messages import Message, Reply
from knowledge.texts import say


def said(tx: Transaction, message: Message) -> str | None:
    """What the message means: its text, or the action of the button; None when this chat has no such button."""
    if message.press is None:
        return message.text
    row_id, position = message.press
    row = outbox.get(tx, row_id)
    if row is None or (row.chat.channel, row.chat.id) != (message.chat.channel, message.chat.id):
        return None
    buttons = row.reply.buttons
    return buttons[position].action if 0 <= position < len(buttons) else None


def gone(context: Context) -> Reply | None:
    """Say what to do when the chosen button is not known here; None for another message."""
    if context.said is not None:
        return None
    return Reply(say(context.language, "press.gone"))
