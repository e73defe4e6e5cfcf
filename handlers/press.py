"""A chosen button: what it does stands in the outbox row that offered it, never in what the channel sent.

Where there are no buttons, and everywhere else too, the number of a choice or its words may be typed instead.
"""

from datetime import datetime, timedelta

from handlers.context import Context, Said
from knowledge.memory import Transaction, history, outbox
from knowledge.memory.history import Offer
from knowledge.memory.people import Person
from knowledge.messages import Button, Message, Reply
from knowledge.vietnamese.fold import fold

_DOTS = " .)"
_DIGITS = 3
_NOTED_WITHIN = timedelta(days=7)
"""A reminder is read when there is time for it: its choices hold longer than those of an answer."""


def said(tx: Transaction, message: Message, person: Person, since: datetime, now: datetime) -> Said:
    """What the message means: its text; or the action of the button, pressed or typed, that was offered `since`, under
    a reminder some days before `now`."""
    if message.press is None:
        return _typed(tx, message, person, since, now) or Said(message.text)
    row_id, position = message.press
    row = outbox.get(tx, row_id)
    if row is None or (row.chat.channel, row.chat.id) != (message.chat.channel, message.chat.id):
        return Said(None)
    buttons = row.reply.buttons
    return Said(buttons[position].action, chosen=True, row=row_id) if 0 <= position < len(buttons) else Said(None)


def gone(context: Context) -> Reply | None:
    """Say what to do when the chosen button is not known here; None for another message."""
    return context.reply("press.gone") if context.said.text is None else None


def _typed(tx: Transaction, message: Message, person: Person, since: datetime, now: datetime) -> Said | None:
    """The choice whose number or words were typed, of the last thing said to this person in this chat; by its words
    also that of the last reminder there, whatever was said since."""
    asked = fold(message.text).strip(_DOTS)
    if not asked:
        return None
    last = history.last_offer(tx, message.chat, person.id)
    if last and last.at < (now - _NOTED_WITHIN if last.by_itself else since):
        last = None
    if asked.isascii() and asked.isdecimal():
        number = int(asked) if len(asked) <= _DIGITS else 0
        return _said_by(last, last.buttons[number - 1 :][:1]) if last and number else None
    reminder = history.last_offer_by_itself(tx, message.chat, person.id)
    if reminder and reminder.at < now - _NOTED_WITHIN:
        reminder = None
    found = (_said_by(offer, _called(offer, asked)) for offer in (last, reminder) if offer)
    return next((said for said in found if said), None)


def _called(offer: Offer, asked: str) -> tuple[Button, ...]:
    return tuple(button for button in offer.buttons if fold(button.label).strip(_DOTS) == asked)


def _said_by(offer: Offer, chosen: tuple[Button, ...]) -> Said | None:
    return Said(chosen[0].action, chosen=True, row=offer.row) if len(chosen) == 1 else None
