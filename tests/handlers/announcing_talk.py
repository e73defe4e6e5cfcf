"""An administrator who writes notices to the groups of agencies, on a Monday at nine."""

from dataclasses import replace

from handlers.context import Services
from knowledge.announcing.going_out import go_on
from knowledge.memory import Transaction, announcements, chats, history, outbox, people
from knowledge.memory.outgoing import Outgoing
from knowledge.messages import Attachment, Chat, Event
from tests.conversations.play import services
from tests.handlers.conftest import Talk
from tests.questions.asking import at_nine
from tests.talk import CHAT, message

MONDAY = at_nine(2026, 11, 23)
GROUPS = {
    "bng": Chat("telegram", "-1", group=True),
    "bca": Chat("telegram", "-2", group=True),
    "vtv": Chat("zalo_bot", "z3", group=True),
    "p-15": Chat("zalo_bot", "z4", group=True),
}
PRIVATE = Chat("console", "hoa")


class Announcing:
    """`lan` is the administrator, on Telegram too, `hoa` an officer of Bộ Ngoại giao."""

    def __init__(self, talk: Talk) -> None:
        talk.services = made_services()
        talk.now = MONDAY
        self.talk, self.store = talk, talk.store
        talk.make("lan", "admin")
        talk.store.call(_bind_all)
        self.hoa = talk.make("hoa", "officer", "bng")
        talk.store.call(chats.seen, message("", chat=PRIVATE, sender="hoa"), MONDAY)

    def __call__(self, text: str) -> str:
        return self.talk(text) or ""

    def sends(self, file: Attachment, text: str = "", *, event: Event = "") -> str:
        """A file with something under it."""
        self.talk.count += 1
        said = replace(message(text, str(self.talk.count), event=event), file=file)
        return self.talk.give(said) or ""

    def press(self, label: str) -> str:
        """Take a choice of the last answer, by its words."""
        assert label in self.talk.labels(), (label, self.talk.labels())
        return self(label)

    def lines(self) -> list[str]:
        """All that was said to the administrator."""
        return [line.reply.text for line in self.store.call(history.since, CHAT) if not line.message_id]

    def work(self, number: int = 1, can_edit: frozenset[str] = frozenset({"console"})) -> None:
        """What the job does at this moment."""
        name = self.talk.services.questions.agency_name
        while self.store.call(lambda tx: go_on(tx, number, name, self.talk.now, can_edit=can_edit)):
            pass

    def waiting(self, number: int = 1) -> dict[str, Outgoing]:
        """What is in the outbox for each agency."""

        def find(tx: Transaction) -> dict[str, Outgoing]:
            found = [(each.to.agency, each.outbox) for each in announcements.sendings(tx, number)]
            return {agency: row for agency, id_ in found if id_ is not None and (row := outbox.get(tx, id_))}

        return self.store.call(find)

    def arrives(self, agency: str, number: int = 1) -> None:
        self._settle(agency, number, dead="")

    def fails(self, agency: str, why: str, number: int = 1) -> None:
        self._settle(agency, number, dead=why)

    def _settle(self, agency: str, number: int, dead: str) -> None:
        row = self.waiting(number)[agency]

        def settle(tx: Transaction) -> None:
            claimed = outbox.claim(tx, row, self.talk.now)
            assert claimed is not None
            if dead:
                outbox.dead(tx, row.id, dead, self.talk.now)
            else:
                outbox.sent(tx, row.id, "proof", self.talk.now)

        self.store.call(settle)


def made_services() -> Services:
    return replace(services(members_only=False), month_messages={"zalo_bot": 100})


def _bind_all(tx: Transaction) -> None:
    person = people.recognise(tx, message("", sender="lan", chat=GROUPS["bng"]), MONDAY)
    people.set_role(tx, person.id, "admin")
    for agency, chat in GROUPS.items():
        chats.seen(tx, replace(message("", chat=chat), chat_title=f"Nhóm {agency}"), MONDAY)
        chats.bind(tx, chat, agency, person.id, MONDAY)
