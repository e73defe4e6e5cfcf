"""One message, one transaction: seen before? who is it? the first route that answers; its reply into the outbox."""

from datetime import datetime

from handlers import language, press, questions, start
from handlers.context import Context, Route, Services
from handlers.errors import apologise
from knowledge.memory import Transaction, inbox, outbox, people
from knowledge.messages import Message, Reply

ROUTES: tuple[Route, ...] = (
    press.gone,
    language.switch,
    start.introduce,
    questions.answer,
)


def handle(
    tx: Transaction, services: Services, message: Message, now: datetime, routes: tuple[Route, ...] = ROUTES
) -> None:
    """Store the message and the answer to it; a message that was seen before changes nothing.

    An error in a route undoes what the route did and is answered with its id. Raises StoreError when nothing can be
    stored: then the message was not taken.
    """
    if not inbox.add(tx, message, now):
        return
    try:
        with tx.savepoint():
            reply = _reply(tx, services, message, now, routes)
    except Exception as error:
        about = {"channel": message.chat.channel, "chat": message.chat.mark}
        reply = Reply(apologise("message not handled", error, message.language, **about))
    if reply is not None:
        outbox.add(tx, message.chat, reply, now)


def _reply(
    tx: Transaction, services: Services, message: Message, now: datetime, routes: tuple[Route, ...]
) -> Reply | None:
    person = people.recognise(tx, message.chat.channel, message.sender, now)
    context = Context(tx, services, message, person, press.said(tx, message), now)
    return next((reply for route in routes if (reply := route(context)) is not None), None)
