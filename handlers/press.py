"""A chosen button: what it does stands in the outbox row that offered it, never in what the channel sent.

Where there are no buttons, and everywhere else too, the number of a choice or its words may be typed instead.
"""

from datetime import datetime

from handlers.context import Context, Said
from knowledge.memory import Transaction, history, outbox
from knowledge.memory.people import Person
from knowledge.messages import Message, Reply
from knowledge.vietnamese.fold import fold

_DOTS = " .)"
_DIGITS = 3


def said(tx: Transaction, message: Message, person: Person, since: datetime) -> Said:
    """What the message means: its text; or the action of the button, pressed or typed, that was offered `since`."""
    if message.press is None:
        return _typed(tx, message, person, since) or Said(message.text)
    row_id, position = message.press
    row = outbox.get(tx, row_id)
    if row is None or (row.chat.channel, row.chat.id) != (message.chat.channel, message.chat.id):
        return Said(None)
    buttons = row.reply.buttons
    return Said(buttons[position].action, chosen=True, row=row_id) if 0 <= position < len(buttons) else Said(None)


def gone(context: Context) -> Reply | None:
    """Say what to do when the chosen button is not known here; None for another message."""
    return context.reply("press.gone") if context.said.text is None else None


def _typed(tx: Transaction, message: Message, person: Person, since: datetime) -> Said | None:
    """The choice of the last answer to this person in this chat whose number or words were typed."""
    asked = fold(message.text).strip(_DOTS)
    if not asked:
        return None
    row, offered = history.last_offer(tx, message.chat, person.id, since)
    fitting = [button for button in offered if fold(button.label).strip(_DOTS) == asked]
    if asked.isascii() and asked.isdecimal():
        number = int(asked) if len(asked) <= _DIGITS else 0
        fitting = [offered[number - 1]] if 1 <= number <= len(offered) else []
    return Said(fitting[0].action, chosen=True, row=row) if len(fitting) == 1 else None
