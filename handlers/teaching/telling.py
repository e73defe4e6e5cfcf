"""Those who wished to be told of an answer are told, once, in the chat where they asked."""

from dataclasses import replace

from handlers.context import Context
from handlers.teaching.learning import ask_anew, how
from knowledge.catalog.readers import EVERYTHING, PUBLIC, Reader
from knowledge.memory import answer_wishes, chats, outbox, people
from knowledge.memory.answer_wishes import Wish
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.wording import day
from knowledge.texts import say


def tell_askers(context: Context, group: int) -> int:
    """Tell them, as far as their own question is answered now. Returns how many chats that are."""
    return sum(_tell(context, wish) for wish in answer_wishes.of_group(context.tx, group))


def _tell(context: Context, wish: Wish) -> bool:
    reply = ask_anew(context, wish.words, wish.language, _reader(context, wish))
    if reply.answered is None or how(reply.answered) is not None:
        return False
    on = day(wish.wished_at.astimezone(VIET_NAM).date(), wish.language)
    head = say(wish.language, "learning.told", day=on, words=wish.words)
    said = replace(reply, text=f"{head}\n\n{reply.text}", language=wish.language)
    key = f"answered {wish.question} {wish.chat.channel} {wish.chat.id} {wish.wished_at.isoformat()}"
    outbox.add(context.tx, wish.chat, said, context.now, key=key, in_hours=True)
    answer_wishes.end(context.tx, wish)
    return True


def _reader(context: Context, wish: Wish) -> Reader:
    """As whoever is in the chat would read it there."""
    place = chats.get(context.tx, wish.chat)
    if wish.chat.group:
        return Reader(agency=(place.agency if place else None) or "")
    person = people.get(context.tx, wish.person)
    at_machine = wish.chat.channel in context.services.access.own_machine
    return EVERYTHING if at_machine or (person and person.is_at_least("member")) else PUBLIC
