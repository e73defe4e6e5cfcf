"""The questions layer with its catalog, as handlers use it: a conversation is a text to them."""

from datetime import datetime

from knowledge.catalog.catalog import Catalog
from knowledge.messages import Reply
from knowledge.questions import Conversation, act, ask


class CatalogQuestions:
    """See `handlers.context.Questions`."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def ask(self, text: str, conversation: str | None, now: datetime, language: str | None) -> tuple[Reply, str]:
        answer, after = ask(self._catalog, text, _conversation(conversation), now, language)
        return answer.reply, after.to_json()

    def act(self, action: str, conversation: str | None, now: datetime, language: str | None) -> tuple[Reply, str]:
        """An action carries its own language: that of the answer under which it was offered."""
        answer, after = act(self._catalog, action, _conversation(conversation), now)
        return answer.reply, after.to_json()


def _conversation(text: str | None) -> Conversation:
    return Conversation.from_json(text) if text else Conversation()
