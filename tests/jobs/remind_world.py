"""A small world in which reminders live: a real store, reckoning and router, the real decisions of delivery, and
platforms, a clock and people that do what a test says."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from handlers import router
from handlers.context import Access, Services
from jobs.hours import as_wished, keep_hours
from jobs.remind import Reminding
from jobs.schedule import Times, look_after_chats
from jobs.sending import SendError
from jobs.settling import LONGEST_PAUSE, pause_of_repeats, settle
from knowledge.memory import Transaction, history, outbox, people, reminders, store_in_memory
from knowledge.memory.outgoing import Outgoing
from knowledge.messages import Chat, Event, Reply
from knowledge.obligations.message import DONE, TAKE_BACK
from knowledge.obligations.office import Office
from knowledge.obligations.owed import Owed
from knowledge.questions.ask import VIET_NAM
from knowledge.sending_hours import Hours
from tests.jobs.remind_strategies import AGENCIES, Setting
from tests.talk import AGENCIES as NAMES
from tests.talk import Echo, message

CHANNELS = ("console", "telegram", "zalo_bot")
CHATS = {agency: tuple(Chat(channel, f"{agency} {channel}", group=True) for channel in CHANNELS[:2])
         for agency in AGENCIES}  # fmt: skip
"""Two chats for each agency, on two messengers; the admin has one on a third."""
ADMIN = Chat("zalo_bot", "quản trị")
HOURS = Hours()
TIMES = Times(messages=timedelta(days=60), conversations=timedelta(days=30), hours=HOURS)
Fate = SendError | None
"""What becomes of a sending."""
OK, LOST_ANSWER = None, SendError("answer lost", delivered_unknown=True)
CRASH = SendError("killed while sending")
FATES = (
    OK,
    SendError("502"),
    SendError("429", retry_after=1800.0),
    LOST_ANSWER,
    SendError("no", permanent=True),
    CRASH,
)


@dataclass(frozen=True)
class Arrival:
    """What was seen on a platform. `keys` are those of the reminders that it held, `is_doubtful`:
    the program does not know of it."""

    row: Outgoing
    at: datetime
    keys: frozenset[str]
    is_doubtful: bool

    @property
    def day(self) -> date:
        return self.at.astimezone(VIET_NAM).date()

    @property
    def is_fresh(self) -> bool:
        """Said by the program itself, and for the first time: no answer, no repeat, no dead letter sent again."""
        return self.row.in_hours and not self.row.repeated and not (self.row.key or "").startswith("again")


class Named(Echo):
    """Knows the made-up agencies."""

    def agencies_named(self, text: str) -> tuple[tuple[str, str], ...]:
        return tuple((agency, agency) for agency in AGENCIES if agency == text) or super().agencies_named(text)

    def agency_name(self, agency: str) -> str:
        return NAMES.get(agency, agency)

    def knows(self, agency: str) -> bool:
        return True


class World:
    def __init__(self, setting: Setting, start: datetime) -> None:
        self.store, self.now = store_in_memory(), start
        self.arrived: list[Arrival] = []
        self.down: set[str] = set()
        self.gone: set[tuple[str, str]] = set()
        self._messages = 0
        self.start(setting)
        self._make(ADMIN, "quản trị", "owner")
        for channel in CHANNELS:
            self._make(Chat(channel, "riêng"), "hoa", "officer", *AGENCIES)

    def _make(self, chat: Chat, sender: str, role: str, *agencies: str) -> None:
        person = self.store.call(people.recognise, message("", chat=chat, sender=sender), self.now)
        self.store.call(people.set_role, person.id, role, agencies)

    @property
    def today(self) -> date:
        return self.now.astimezone(VIET_NAM).date()

    @property
    def told(self) -> list[Outgoing]:
        """The messages that arrived and hold reminders."""
        return [each.row for each in self.arrived if each.keys]

    @property
    def reminding(self) -> Reminding:
        return Reminding(self.book, HOURS)

    def start(self, setting: Setting) -> None:
        """The program starts, with these data."""
        self.setting, self.book = setting, setting.book()
        self._allowed = keep_hours(as_wished(self.book, HOURS), self.reminding.remind)
        self._services = Services(Named(), Access(per_person=10**6, per_chat=10**6), owing=self.book)
        for channel in CHANNELS:
            self.store.call(outbox.recover, channel, self.now, pause_of_repeats)
        self.see_clock()

    def at(self, day: date, hour: time = time(9)) -> None:
        self.now = datetime.combine(day, hour, VIET_NAM)

    def see_clock(self) -> None:
        """As delivery does when the clock was set back: what was to be tried again need not wait until it is that late
        once more."""
        for channel in CHANNELS:
            self.store.call(outbox.bring_forward, channel, self.now + LONGEST_PAUSE)

    def owed(self, office: Office) -> Iterator[Owed]:
        """All that can be spoken of today."""
        for year in range(self.today.year - 1, self.today.year + 2):
            yield from self.book.owed_by(office, year)

    def bind(self, chat: Chat, agency: str) -> None:
        self.hear(chat, "", event="joined")
        self.hear(chat, f"/gan {agency}")

    def tick(self) -> None:
        """What the program does once a minute."""
        self.store.call(self.tick_in)

    def tick_in(self, tx: Transaction, *, backwards: bool = False) -> None:
        """The same with the agencies in another order, reckoned from a book of its own."""
        reminding = Reminding(self.setting.book(), HOURS) if backwards else self.reminding
        look_after_chats(tx, self.now, TIMES)
        for agency in reminding.agencies(tx)[:: -1 if backwards else 1]:
            reminding.remind(tx, agency, self.now)

    def deliver(self, fates: Iterator[Fate]) -> None:
        """Send all that is due; what becomes of each sending is taken from `fates`, where channel and chat are up."""
        self.store.call(self._deliver, fates)

    def _deliver(self, tx: Transaction, fates: Iterator[Fate]) -> None:
        for channel in CHANNELS:
            tried = 0
            while rows := outbox.due(tx, channel, self.now, 100):
                for row in rows:
                    self._send(tx, row, fates)
                    tried += 1
                    assert tried < 1000, "delivery goes round in circles"

    def _send(self, tx: Transaction, row: Outgoing, fates: Iterator[Fate]) -> None:
        until = self._allowed(tx, row, self.now)
        if until > self.now:
            outbox.hold(tx, row.id, until, self.now, "hours")
            return
        claimed = outbox.claim(tx, row, self.now)
        if claimed is None:
            return
        fate = self._fate(claimed, fates)
        if fate in (OK, LOST_ANSWER):
            keys = frozenset(reminders.keys_in(tx, claimed.id))
            self.arrived.append(Arrival(claimed, self.now, keys, is_doubtful=fate is LOST_ANSWER))
        if fate is None:
            outbox.sent(tx, claimed.id, f"proof-{claimed.id}", self.now)
        elif fate is not CRASH:
            settle(tx, claimed, fate, self.now)

    def _fate(self, row: Outgoing, fates: Iterator[Fate]) -> Fate:
        if row.chat.channel in self.down:
            return SendError("no network")
        if (row.chat.channel, row.chat.id) in self.gone:
            return SendError("removed from the chat", gone=True)
        return next(fates, OK)

    def hear(
        self, chat: Chat, text: str, *, sender: str = "hoa", press: tuple[int, int] | None = None, event: Event = ""
    ) -> Reply | None:
        """Somebody writes; gives what is answered, which is not yet sent. Whoever writes there can be reached there."""
        if event != "left":
            self.gone.discard((chat.channel, chat.id))
        self._messages += 1
        said = message(text, str(self._messages), chat=chat, sender=sender, press=press, event=event, at=self.now)
        before = self.store.call(lambda tx: tx.next_number("message"))
        self.store.call(router.handle, self._services, said, self.now)
        answers = [line for line in self.store.call(history.since, chat, before) if not line.message_id]
        own = [line for line in answers if not self._row(line.id).in_hours]
        assert len(own) <= 1
        self.answer = own[0].id if own else 0
        return own[0].reply if own else None

    def _row(self, id_: int) -> Outgoing:
        row = self.store.call(outbox.get, id_)
        assert row is not None
        return row

    def press(self, row: Outgoing, action: str) -> Reply | None:
        """Press the button of an arrived message that carries this action; None where it has none."""
        at = next((n for n, button in enumerate(row.reply.buttons) if button.action == action), None)
        return None if at is None else self.hear(row.chat, "nút", press=(row.id, at))

    def report_done(self, row: Outgoing, which: int) -> Outgoing | None:
        """Say that one of the things that an arrived message holds is done, with a document; gives the answer."""
        asked = self.press(row, DONE)
        if asked and (choices := [button for button in asked.buttons if button.action.startswith(f"{DONE} ")]):
            self.press(self._row(self.answer), choices[which % len(choices)].action)
        answer = self.hear(row.chat, "12/BC ngày 1/12/2026")
        recorded = answer and any(button.action.startswith(TAKE_BACK) for button in answer.buttons)
        return self._row(self.answer) if recorded else None
