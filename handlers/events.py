"""What happens to a chat without anybody saying anything: the bot is added, removed, the chat moves."""

from dataclasses import replace

from handlers.context import SILENCE, Context
from knowledge.changes.of_chats import CHAT, OFFICE, WISHES, chat_subject, wishes_subject
from knowledge.memory import buckets, chats
from knowledge.messages import WORDS_ONLY, Reply
from knowledge.notices import tell_of_removal

_GREETINGS = 5
_HOUR = 3600.0


def happened(context: Context) -> Reply | None:
    """Deal with what happened to the chat; None for a message in which somebody sent something."""
    match context.message.event:
        case "joined":
            return _joined(context)
        case "left":
            return _left(context)
        case "moved":
            return _moved(context)
    return None


def _joined(context: Context) -> Reply:
    if not context.message.chat.group:
        return SILENCE  # "/start" follows
    if not (context.may("bind") or _may_be_greeted(context)):
        return SILENCE
    if context.place.agency:
        return context.reply("group.back", agency=context.services.questions.agency_name(context.place.agency))
    return context.reply("group.joined")


def _may_be_greeted(context: Context) -> bool:
    """Whoever adds it to groups again and again is soon not answered any more."""
    return buckets.take(context.tx, f"joined {context.person.id}", _GREETINGS, _HOUR, context.now).ok


def _left(context: Context) -> Reply:
    place = chats.lost(context.tx, context.message.chat, context.now)
    if place and place.chat.group:
        agency = context.services.questions.agency_name(place.agency) if place.agency else ""
        tell_of_removal(context.tx, place, context.now, agency)
    return SILENCE


def _moved(context: Context) -> Reply:
    chat = context.message.chat
    if not chat.group:
        return SILENCE  # a private chat is its person's, and has their id
    new = chats.get(context.tx, replace(chat, id=context.message.text))
    if new and (new.agency or new.coordinating):
        _give_way(context)
    chats.move_chat(context.tx, chat.channel, chat.id, context.message.text)
    return SILENCE


def _give_way(context: Context) -> None:
    """Where it goes on, somebody has set it up anew: what it was under its old id ends, which is written down."""
    tx, chat, batch = context.tx, context.message.chat, None
    ended = [(CHAT, chat_subject(tx, chat)), (OFFICE, chat_subject(tx, chat))]
    if bound := chats.binding(tx, chat):
        ended.insert(0, (WISHES, wishes_subject(tx, chat, bound.agency)))
    for kind, subject in ended:
        made = context.change(kind, subject, None, reason=context.reply("audit.moved").text, batch=batch)
        batch = batch or (made.id if made else None)


def unsupported(context: Context) -> Reply | None:
    """Say that this cannot be read, in private only, and to admins where files can be; None for a message that can."""
    if context.message.event != "unsupported":
        return None
    if context.message.chat.group:
        return SILENCE
    if context.message.chat.channel in WORDS_ONLY and context.may("import_document"):
        return context.reply("file_in.how_elsewhere")
    return context.reply("press.unsupported")
