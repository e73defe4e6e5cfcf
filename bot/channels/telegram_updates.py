"""From an update to the message that it is: what is meant for the bot, without the bot's own name in it."""

import re
from datetime import UTC, datetime

from bot.channels.telegram_json import Member, Membership, Place, Posted, Press, Update, User
from knowledge.messages import Attachment, Chat, Event, Message

CHANNEL = "telegram"
GROUPS = ("group", "supergroup")
COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]{1,64}))?(?=\s|$)")
BUTTON = re.compile(r"([0-9]{1,15})\.([0-9]{1,3})")
LARGEST_FETCHED = 20_000_000  # bytes of a file that the Bot API lets a bot fetch
PHOTO = "photo.jpg"
"""What a picture is called, as Telegram keeps no name of one."""
NO_BUTTON = (0, 0)
"""Is never offered, so that the answer says what to do."""


class Normaliser:
    """`bot_id` and `username` are the bot's own, by which it is addressed."""

    def __init__(self, bot_id: int, username: str) -> None:
        self._id, self._username = bot_id, username
        self._mention = re.compile(rf"(?<![\w@])@{re.escape(username)}\b[,:]?[ \t]*", re.IGNORECASE)

    def message(self, update: Update, now: datetime) -> Message | None:
        """The message of the update; None when it is none, or not for the bot."""
        message_id = f"{self._id}:{update.update_id}"
        if update.message:
            return self._posted(update.message, message_id)
        if update.callback_query:
            return _pressed(update.callback_query, message_id, now)
        if update.my_chat_member:
            return _membership(update.my_chat_member, message_id)
        return None

    def _posted(self, posted: Posted, message_id: str) -> Message | None:
        author = _author(posted)
        if _is_chat(posted.chat) and (posted.migrate_to_chat_id or posted.migrate_from_chat_id):
            return _moved(posted, message_id)
        if author is None or not _is_chat(posted.chat) or (posted.via_bot and posted.via_bot.id == self._id):
            return None
        said = self._said(posted, posted.text or posted.caption)
        event: Event = "" if posted.text or posted.file else "unsupported"
        if said is None or not (posted.text or posted.has_contents):
            return None
        return Message(
            _chat(posted.chat, posted),
            message_id,
            str(author.id),
            said if posted.photo or not event else "",
            _moment(posted.date),
            sender_name=author.name,
            language=author.language,
            event=event,
            chat_title=posted.chat.title,
            file=_file(posted),
        )

    def _said(self, posted: Posted, text: str) -> str | None:
        """The text without the bot's name; None where it is said to somebody else in a group."""
        group = posted.chat.type in GROUPS
        if command := COMMAND.match(text):
            name, to = command.groups()
            to_us = not to or to.lower() == self._username.lower()
            if not to_us:
                return None if group else text
            return f"/{name}{text[command.end() :]}"
        if not group:
            return text
        rest, named = self._mention.subn("", text)
        return rest.strip() if named or self._answers_us(posted) else None

    def _answers_us(self, posted: Posted) -> bool:
        answered = posted.reply_to_message
        return (
            answered is not None
            and answered.author is not None
            and answered.author.id == self._id
            and answered.forum_topic_created is None
        )


def _file(posted: Posted) -> Attachment | None:
    """Telegram knows it by its id, which this bot alone can use. Of a picture the largest size, which comes last: it is
    no file to be read, so that it is said to be unsupported besides."""
    if document := posted.file:
        return Attachment(document.file_name, document.mime_type, document.file_size, LARGEST_FETCHED, document.file_id)
    if posted.photo:
        largest = posted.photo[-1]
        return Attachment(PHOTO, "image/jpeg", largest.file_size, LARGEST_FETCHED, largest.file_id)
    return None


def _author(posted: Posted) -> User | None:
    """Who wrote: a person, or "the group" for one of its administrators who stays anonymous. Nobody for another bot, or
    for a channel that speaks in the group."""
    chat = posted.sender_chat
    if chat is not None:
        return User(id=chat.id, first_name=chat.title) if chat.id == posted.chat.id else None
    return None if posted.author is None or posted.author.is_bot else posted.author


def _pressed(press: Press, message_id: str, now: datetime) -> Message | None:
    posted = press.message
    if posted is None or press.author.is_bot or not _is_chat(posted.chat):
        return None
    button = BUTTON.fullmatch(press.data)
    return Message(
        _chat(posted.chat, posted),
        message_id,
        str(press.author.id),
        _label(posted, press.data),
        now,
        sender_name=press.author.name,
        press=(int(button[1]), int(button[2])) if button else NO_BUTTON,
        language=press.author.language,
        chat_title=posted.chat.title,
    )


def _label(posted: Posted, data: str) -> str:
    keys = [key for row in (posted.reply_markup.inline_keyboard if posted.reply_markup else ()) for key in row]
    return next((key.text for key in keys if key.callback_data == data), "")


def _membership(change: Membership, message_id: str) -> Message | None:
    event = _change(change.old_chat_member, change.new_chat_member)
    if not event or not _is_chat(change.chat):
        return None
    return Message(
        _chat(change.chat),
        message_id,
        str(change.author.id),
        "",
        _moment(change.date),
        sender_name=change.author.name,
        language=change.author.language,
        event=event,
        chat_title=change.chat.title,
    )


def _change(before: Member, after: Member) -> Event:
    if before.present == after.present:
        return ""
    return "joined" if after.present else "left"


def _moved(posted: Posted, message_id: str) -> Message:
    """Told twice, in the old chat and in the new one: always as said in the old."""
    old, new = posted.migrate_from_chat_id or posted.chat.id, posted.migrate_to_chat_id or posted.chat.id
    return Message(
        Chat(CHANNEL, str(old), group=True),
        message_id,
        str(posted.author.id if posted.author else old),
        str(new),
        _moment(posted.date),
        event="moved",
        chat_title=posted.chat.title,
    )


def _is_chat(place: Place) -> bool:
    return place.type == "private" or place.type in GROUPS


def _chat(place: Place, posted: Posted | None = None) -> Chat:
    """The thread is only a topic where Telegram says so: elsewhere its number is that of a row of replies, and the
    General topic is answered without one."""
    topic = posted is not None and posted.is_topic_message and posted.message_thread_id
    return Chat(CHANNEL, str(place.id), place.type in GROUPS, str(topic) if topic else "")


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
