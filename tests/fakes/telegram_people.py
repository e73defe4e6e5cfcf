"""People on Telegram: what they do becomes the update that the Bot API would send for it."""

from dataclasses import dataclass
from typing import Any

from tests.fakes.telegram import DATE, TelegramFake
from tests.fakes.telegram_methods import Json, Sent


@dataclass(frozen=True)
class Person:
    """Somebody with a private chat with the bot."""

    fake: TelegramFake
    id: int
    name: str = "Lan"
    language: str = "vi"

    @property
    def user(self) -> Json:
        return {"id": self.id, "is_bot": False, "first_name": self.name, "language_code": self.language}

    @property
    def chat(self) -> Json:
        chat = {"id": self.id, "type": "private", "first_name": self.name}
        self.fake.platform.chats[str(self.id)] = chat
        return chat

    async def says(self, text: str, chat: Json | None = None, **other: Any) -> int:
        return await self.posts(chat, text=text, **other)

    async def posts(self, chat: Json | None = None, **content: Any) -> int:
        """A message with this content; `chat` is a group, or without it the private chat."""
        return await self.fake.push("message", self.message(chat, **content))

    def message(self, chat: Json | None = None, **content: Any) -> Json:
        number = len(self.fake.calls) + 1
        return {"message_id": number, "from": self.user, "chat": chat or self.chat, "date": DATE, **content}

    async def presses(self, message: Sent, data: str, press_id: str = "press-1") -> int:
        self.fake.platform.presses.add(press_id)
        shown = self.fake.platform.shown(message)
        press = {"id": press_id, "from": self.user, "message": shown, "chat_instance": "1", "data": data}
        return await self.fake.push("callback_query", press)

    async def changes_membership(self, before: str, after: str, chat: Json | None = None) -> int:
        """Of the bot, in a chat."""
        bot = {key: self.fake.platform.me[key] for key in ("id", "is_bot", "first_name", "username")}
        change = {
            "chat": chat or self.chat,
            "from": self.user,
            "date": DATE,
            "old_chat_member": {"user": bot, "status": before},
            "new_chat_member": {"user": bot, "status": after},
        }
        return await self.fake.push("my_chat_member", change)

    async def types_inline(self, query: str, query_id: str) -> int:
        self.fake.platform.inline_queries.add(query_id)
        content = {"id": query_id, "from": self.user, "query": query, "offset": ""}
        return await self.fake.push("inline_query", content)


def group(fake: TelegramFake, chat_id: int = -100_777, *topics: int) -> Json:
    """A group that the bot is in, with these topics."""
    chat = {"id": chat_id, "type": "supergroup", "title": "Phòng Hợp tác", "is_forum": bool(topics)}
    fake.platform.chats[str(chat_id)] = chat
    fake.platform.topics.update({(str(chat_id), str(topic)): "open" for topic in topics})
    return chat
