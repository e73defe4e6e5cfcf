"""Somebody who asks the real documents, and an admin who makes answerable what was not answered."""

from dataclasses import replace

from knowledge.memory import Store, history
from knowledge.messages import Chat
from tests.conversations.play import services
from tests.handlers.conftest import Talk

ADMIN = Chat("console", "chị Hoa")
GROUP = Chat("console", "nhóm", group=True)


class Learning(Talk):
    """Everybody is answered; `admin` is one."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        made = services(members_only=False, changing=True)
        self.services = replace(made, access=replace(made.access, trusted=frozenset({"console"})))
        self.make(ADMIN.id, "admin")

    def admin(self, text: str) -> str:
        """What the admin is told on this."""
        return self(text, chat=ADMIN, sender=ADMIN.id) or ""

    def choose(self, label: str, chat: Chat = ADMIN) -> str:
        """Press the choice that begins so, under the last answer of the admin's chat."""
        row = self.store.call(history.since, chat)[-1]
        labels = [button.label for button in row.reply.buttons]
        at = next((at for at, each in enumerate(labels) if each.startswith(label)), None)
        assert at is not None, labels
        return self(labels[at], chat=chat, sender=chat.id, press=(row.id, at)) or ""

    def teach(self, way: str, *said: str) -> str:
        """Open the first question of the list, choose a way and answer what is asked; returns what is shown last."""
        self.admin("/chuatraloi")
        self.choose("Xem:")
        answer = self.choose(way)
        for each in said:
            answer = self.admin(each)
        return answer
