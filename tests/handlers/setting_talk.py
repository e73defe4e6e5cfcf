"""A group of Bộ Ngoại giao on a Monday, an officer of it, one of another agency, and somebody of the group."""

from knowledge.memory import Store, Transaction, chats
from knowledge.messages import Chat
from tests.conversations.play import services
from tests.handlers.conftest import Talk
from tests.questions.asking import at_nine
from tests.talk import message

GROUP = Chat("console", "nhóm Vụ", group=True)
SECOND = Chat("console", "nhóm Ban", group=True)
PRIVATE = Chat("console", "hoa")
ONLY_OFFICERS = "Chỉ cán bộ đầu mối của Bộ Ngoại giao hoặc người quản trị được làm việc này."


class Setting(Talk):
    """Officer "hoa" writes in the group, where nobody else is said to."""

    def __call__(self, text: str, **named: object) -> str:
        return super().__call__(text, **({"sender": "hoa", "chat": GROUP} | named)) or ""

    def also_bind(self, chat: Chat, agency: str = "bng") -> None:
        self.store.call(bind, chat, agency)


def setting_talk(store: Store) -> Setting:
    talk = Setting(store)
    talk.services, talk.now = services(members_only=True), at_nine(2026, 11, 23)
    talk.also_bind(GROUP)
    talk.make("hoa", "officer", "bng")
    talk.make("an", "officer", "bct")
    return talk


def bind(tx: Transaction, chat: Chat, agency: str) -> None:
    bound = at_nine(2026, 10, 1)
    chats.seen(tx, message("", chat=chat), bound)
    chats.bind(tx, chat, agency, 1, bound)
