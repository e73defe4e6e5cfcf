"""An admin's desk: messages and files go in, the router and the reading of files answer, with the real documents."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import count
from uuid import uuid4

from handlers import router
from handlers.context import Access, Services
from jobs.reading import FetchError, ReadingFiles
from knowledge.current import Current
from knowledge.memory import Store, Transaction, drafts, file_readings, history, outbox_files, people
from knowledge.memory.file_readings import FileReading
from knowledge.messages import Attachment, Chat, File, Message, Reply
from knowledge.obligations.office import Office
from knowledge.reading.drafts.draft import (
    AgencyCell,
    Deadline,
    Draft,
    DraftTask,
    Flag,
    Group,
    NamedAgency,
    Particulars,
    Problem,
    Where,
)
from tests.questions.asking import NOW, real_calendar, real_catalog
from tests.talk import message

LARGEST = 30_000_000


@dataclass
class Desk:
    """`files` are the bytes that its channel has, by name; `fetched` those that were asked for."""

    store: Store
    now: datetime = NOW
    files: dict[str, bytes] = field(default_factory=dict)
    fetched: list[str] = field(default_factory=list)
    hold: asyncio.Event | None = None
    patience: float = 30.0

    def __post_init__(self) -> None:
        self.current = Current(real_catalog().facts, real_calendar())
        access = Access(per_person=10_000, per_chat=10_000)
        written = self.current.written
        self.services = Services(written.questions, access, owing=written.book, current=self.current)
        self.reading = ReadingFiles(
            self.store, {"console": self._fetch, "web": self._fetch}, self.current.at, lambda: self.now,
            patience=self.patience,
        )  # fmt: skip
        self._ids = (uuid4().hex for _ in count())

    async def _fetch(self, reading: FileReading) -> bytes:
        self.fetched.append(reading.file.name)
        if self.hold:
            await self.hold.wait()
        if reading.file.name not in self.files:
            raise FetchError
        return self.files[reading.file.name]

    def make(self, who: str, role: str, *agencies: str, channel: str = "console") -> int:
        person = self.store.call(people.recognise, message("", sender=who, chat=Chat(channel, who)), NOW)
        self.store.call(people.set_role, person.id, role, agencies)
        return person.id

    def say(self, text: str, who: str = "lan", channel: str = "console", language: str = "vi") -> Reply:
        """What is answered at once."""
        return self.give(
            message(text, f"tin {next(self._ids)}", chat=Chat(channel, who), sender=who, language=language)
        )

    def press(self, label: str, who: str = "lan", channel: str = "console") -> Reply:
        """A choice of the last thing said, by what it begins with."""
        chat = Chat(channel, who)
        last = [line for line in self.store.call(history.since, chat) if not line.message_id][-1]
        at = next(at for at, each in enumerate(last.reply.buttons) if each.label.startswith(label))
        said = message(label, f"tin {next(self._ids)}", chat=chat, sender=who, press=(last.id, at))
        return self.give(said)

    def send(
        self,
        name: str,
        content: bytes,
        who: str = "lan",
        channel: str = "console",
        *,
        size: int = -1,
        group: bool = False,
    ) -> Reply:
        """A file; what is answered before it is read."""
        self.files[Attachment(name, "", 0, 0, "").name] = content
        chat = Chat(channel, who, group=group)
        said = message("", f"tin {next(self._ids)}", chat=chat, sender=who)
        file = Attachment(name, "application/octet-stream", len(content) if size < 0 else size, LARGEST, "ở đây")
        return self.give(replace(said, file=file))

    async def read(self, name: str, content: bytes, who: str = "lan") -> Reply:
        """A file; what is said once it is read."""
        self.send(name, content, who)
        return await self.settled(who)

    async def settled(self, who: str = "lan") -> Reply:
        """What was said last when nothing is read any more."""
        work = asyncio.create_task(self.reading.run(lambda: None))
        await asyncio.sleep(0)
        while self.store.call(file_readings.waiting):  # noqa: ASYNC110 - it tells nobody
            await asyncio.sleep(0.01)
        await self.reading.settled()
        work.cancel()
        await asyncio.wait([work])
        return self.last(who)

    def give(self, said: Message) -> Reply:
        before = self.store.call(lambda tx: tx.next_number("message"))
        self.store.call(router.handle, self.services, said, self.now)
        rows = [line for line in self.store.call(history.since, said.chat, before) if not line.message_id]
        assert len(rows) <= 1
        return rows[0].reply if rows else Reply("")

    def last(self, who: str = "lan", channel: str = "console") -> Reply:
        lines = [line for line in self.store.call(history.since, Chat(channel, who)) if not line.message_id]
        return lines[-1].reply

    def file(self, who: str = "lan") -> File:
        """The file that came with the last thing said."""
        row = [line for line in self.store.call(history.since, Chat("console", who)) if line.file][-1]
        found = self.store.call(outbox_files.of_row, row.id)
        assert found
        return found

    def bring(self, draft: Draft | None = None, file: str = "phụ lục.docx") -> int:
        """A draft as if it had been read from a file; its number."""
        return self.store.call(drafts.add, draft or small_draft(), file, 1, self.now).head.id

    def publish(self, draft: Draft | None = None) -> str:
        """A draft is brought in and published; what is said then."""
        self.say(f"/nhaptailieu {self.bring(draft)}")
        self.press("Công bố")
        return self.press("Công bố").text

    def reminders(self, agency: str, until: datetime) -> list[str]:
        """What the agency owes until then by documents from the chat: keys and last days."""

        def owed(tx: Transaction) -> list[str]:
            book = self.current.book(tx)
            years = range(self.now.year, until.year + 1)
            found = (each.obligation for year in years for each in book.owed_by(Office(agency), year))
            return [
                f"{each.key}: {each.due}" for each in found if each.of.startswith("99/") and each.due <= until.date()
            ]

        return self.store.call(owed)


def small_draft() -> Draft:
    """A decision with two tasks in a group, of which the second has no day; one agency is not known."""
    ministry = AgencyCell(named=(NamedAgency(name="Bộ Ngoại giao", id="bng"),))
    unknown = AgencyCell(named=(NamedAgency(name="Cục Chưa Biết"),))
    return Draft(
        document=Particulars(
            symbol="99/QĐ-TTg", kind="Quyết định", issued=date(2026, 3, 2), title="Kế hoạch truyền thông"
        ),
        groups=(Group(number="2", title="Truyền thông"),),
        tasks=(
            DraftTask(
                number="2.3", title="Xây dựng đề án", group=0, lead=ministry, coordinate=unknown,
                deadline=Deadline(text="Trước ngày 15/12/2026", last_year=2026, due=date(2026, 12, 15)),
                product="Đề án", flags=(Flag.UNKNOWN_AGENCY,), where=Where(table=1, row=2, task="2.3"),
            ),
            DraftTask(
                number="2.4", title="Triển khai đề án", group=0, lead=ministry, coordinate=AgencyCell(),
                deadline=Deadline(text="Sau khi đề án được phê duyệt"), flags=(Flag.NO_DATE,),
                where=Where(table=1, row=3, task="2.4"),
            ),
        ),
        problems=(
            Problem(where=Where(table=1, row=2, task="2.3"), reason=Flag.UNKNOWN_AGENCY, words="Cục Chưa Biết"),
            Problem(where=Where(table=1, row=3, task="2.4"), reason=Flag.NO_DATE, words="Sau khi đề án được phê duyệt"),
        ),
    )  # fmt: skip
