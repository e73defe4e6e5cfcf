"""Values that many tests say: a message of somebody, a moment, a questions layer that answers what it heard."""

import json
from datetime import UTC, datetime

from knowledge.catalog.readers import PUBLIC, Reader
from knowledge.messages import Button, Chat, Event, Message, Reply
from knowledge.progress.records import NOTHING, Recorded

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
CHAT = Chat("console", "phòng hợp tác")

AGENCIES = {"bng": "Bộ Ngoại giao", "bct": "Bộ Công Thương"}


def message(
    text: str,
    message_id: str = "1",
    *,
    chat: Chat = CHAT,
    sender: str = "lan",
    press: tuple[int, int] | None = None,
    language: str = "vi",
    event: Event = "",
    at: datetime = NOW,
) -> Message:
    return Message(chat, message_id, sender, text, at, press=press, language=language, event=event)


class Echo:
    """A questions layer that says what it was given and remembers everything said in the conversation.

    "bảng" offers a button that acts ("act:next"), one that asks, and one that commands; "hỏng" breaks.
    """

    def ask(
        self,
        text: str,
        conversation: str | None,
        now: datetime,
        language: str,
        own: tuple[str, ...] = (),
        reader: Reader = PUBLIC,
        recorded: Recorded = NOTHING,
    ) -> tuple[Reply, str]:
        if text == "hỏng":
            raise RuntimeError("the catalog is on fire")
        return self._answer("hỏi", " ".join((text, *own)), conversation, language)

    def act(
        self,
        action: str,
        conversation: str | None,
        now: datetime,
        language: str,
        own: tuple[str, ...] = (),
        reader: Reader = PUBLIC,
        recorded: Recorded = NOTHING,
    ) -> tuple[Reply, str]:
        if not action.startswith("act:"):
            return self.ask(action, conversation, now, language, own, reader)
        return self._answer("chọn", action, conversation, language)

    def agencies_named(self, text: str) -> tuple[tuple[str, str], ...]:
        return tuple((id_, name) for id_, name in AGENCIES.items() if text in id_ or text.lower() in name.lower())

    def agency_name(self, agency: str) -> str:
        return AGENCIES.get(agency, agency)

    def knows(self, agency: str) -> bool:
        return True

    def _answer(self, how: str, text: str, conversation: str | None, language: str) -> tuple[Reply, str]:
        heard = [*json.loads(conversation or "[]"), text]
        buttons = (Button("Tiếp", "act:next"), Button("Hỏi", "nhiệm vụ 3.7"), Button("English", "/en"))
        said = f"{how} {' | '.join(heard)}" + (" (en)" if language == "en" else "")
        return Reply(said, buttons if text == "bảng" else (), language), json.dumps(heard)
