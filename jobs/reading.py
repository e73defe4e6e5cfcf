"""Files that admins have sent are fetched and read beside everything else, and what they say becomes a draft.

A file is held in memory only, and no longer than it takes: what a killed program was reading is read again, or asked
for again, by the next one.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

import structlog

from jobs.file_works import FileWorks
from knowledge.current import Known
from knowledge.incoming import overview
from knowledge.incoming.difference import counted
from knowledge.incoming.published import published_from, tasks_of
from knowledge.incoming.sheet import comes_back_as, taken_back
from knowledge.memory import Store, StoreError, Transaction, drafts, file_readings, outbox, people
from knowledge.memory.drafts import KeptDraft
from knowledge.memory.file_readings import FileReading
from knowledge.messages import Button, Reply
from knowledge.questions.ask import VIET_NAM
from knowledge.reading.agencies import AgencyDirectory
from knowledge.reading.compare import compare
from knowledge.reading.drafts.draft import Draft
from knowledge.reading.drafts.reader import read_draft
from knowledge.reading.drafts.unreadable import Unreadable
from knowledge.texts import say

log = structlog.get_logger(__name__)

PATIENCE = 10.0  # seconds after which who has sent it is told that it is still being read
MOST_DRAFTS = 5  # of what one person has sent
MOST_TASKS = 1000
"""Of a document: what is done with all of them at once is still done well under a second."""


class FetchError(Exception):
    """The bytes of a file cannot be had. `why` ends the key of the text that says so: "not_fetched", "not_arrived"."""

    def __init__(self, why: str = "not_fetched") -> None:
        super().__init__(why)
        self.why = why


Fetch = Callable[[FileReading], Awaitable[bytes]]
"""Fetches the bytes of a file from the channel that has them, never more than it says it can. Raises FetchError."""

Knows = Callable[[Transaction], Known]


class ReadingFiles(FileWorks):
    """Reads them, one at a time as each may take a whole gigabyte. `run` until cancelled."""

    def __init__(
        self,
        store: Store,
        fetchers: Mapping[str, Fetch],
        knows: Knows,
        clock: Callable[[], datetime],
        drafts_kept: timedelta = timedelta(days=30),
        patience: float = PATIENCE,
    ) -> None:
        """`fetchers` by the name of the channel; `drafts_kept`: for how long after a draft was last corrected."""
        self._fetchers, self._knows, self._clock = fetchers, knows, clock
        self._drafts_kept, self._patience = drafts_kept, patience
        self._one_at_a_time = asyncio.Semaphore(1)
        super().__init__(store, file_readings.waiting, self._read_or_say)

    async def _read_or_say(self, reading: FileReading, wake: Callable[[], object]) -> None:
        """What cannot be written down now is read again when somebody writes, or at the next start."""
        try:
            await self._read(reading, wake)
        except StoreError as error:
            log.error("file not read", channel=reading.chat.channel, why=str(error))

    async def _read(self, reading: FileReading, wake: Callable[[], object]) -> None:
        reminding = asyncio.create_task(self._say_still(reading, wake))
        try:
            draft = await self._fetch_and_read(reading)
        except Unreadable as error:
            await self._tell(reading, f"unreadable.{error.why}", wake)
        except FetchError as error:
            await self._tell(reading, f"file_in.{error.why}", wake)
        except Exception as error:
            log.error("file not read", channel=reading.chat.channel, error=type(error).__name__)
            await self._tell(reading, "file_in.not_fetched", wake)
        else:
            await self._store.run(self._keep, reading, draft, self._clock())
            wake()
        finally:
            reminding.cancel()

    async def _fetch_and_read(self, reading: FileReading) -> Draft:
        fetch = self._fetchers.get(reading.chat.channel)
        if fetch is None:
            raise FetchError
        content = await fetch(reading)
        async with self._one_at_a_time:
            directory = await self._store.run(self._directory)
            return await read_draft(content, reading.file.name, directory)

    def _directory(self, tx: Transaction) -> AgencyDirectory:
        return self._knows(tx).catalog.directory

    async def _say_still(self, reading: FileReading, wake: Callable[[], object]) -> None:
        await asyncio.sleep(self._patience)
        await self._store.run(_say_still, reading, round(self._patience), self._clock())
        wake()

    async def _tell(self, reading: FileReading, key: str, wake: Callable[[], object]) -> None:
        text = say(reading.language, key, file=reading.file.name)
        await self._store.run(_finish, reading, Reply(text, language=reading.language), self._clock())
        wake()

    def _keep(self, tx: Transaction, reading: FileReading, draft: Draft, now: datetime) -> None:
        """What was read is a draft, or the correction of one; who has stopped it meanwhile is told nothing."""
        if file_readings.get(tx, reading.id) is None:
            return
        known = self._knows(tx)
        sent_out = comes_back_as(draft)
        if len(draft.tasks) > MOST_TASKS:
            values = {"file": reading.file.name, "n": len(draft.tasks), "limit": MOST_TASKS}
            reply = Reply(say(reading.language, "file_in.too_many_tasks", **values), language=reading.language)
        elif sent_out:
            reply = self._take_back(tx, reading, draft, sent_out, known, now)
        else:
            reply = self._add(tx, reading, draft, known, now)
        _finish(tx, reading, reply, now)

    def _add(self, tx: Transaction, reading: FileReading, draft: Draft, known: Known, now: datetime) -> Reply:
        language, name = reading.language, reading.file.name
        if (count := drafts.count_of(tx, reading.person)) >= MOST_DRAFTS:
            return Reply(say(language, "file_in.too_many_drafts", n=count, file=name), language=language)
        return self._overview(drafts.add(tx, draft, name, reading.person, now), known, language)

    def _take_back(
        self,
        tx: Transaction,
        reading: FileReading,
        sheet: Draft,
        sent_out: tuple[int, int],
        known: Known,
        now: datetime,
    ) -> Reply:
        (number, version), language = sent_out, reading.language
        kept = drafts.get(tx, number)
        if kept is None:
            return Reply(say(language, "incoming.gone", number=number), language=language)
        if kept.head.version != version:
            shown = self._overview(kept, known, language)
            said = say(language, "incoming.sheet_old", number=number)
            return Reply(f"{said}\n\n{shown.text}", shown.buttons, language)
        directory = known.catalog.directory
        draft = taken_back(kept.draft, sheet, directory)
        before, after = (tasks_of(published_from(each, "", 0), directory) for each in (kept.draft, draft))
        corrected = drafts.put(tx, kept, draft, now)
        assert corrected is not None  # it was read in this transaction
        shown = self._overview(corrected, known, language)
        said = say(language, "incoming.sheet_taken", number=number, **counted(compare(before, after)))
        return Reply(f"{said}\n\n{shown.text}", shown.buttons, language)

    def _overview(self, kept: KeptDraft, known: Known, language: str) -> Reply:
        until = (kept.head.changed_at + self._drafts_kept).astimezone(VIET_NAM).date()
        return overview.overview(kept, known.catalog, language, until)


def _finish(tx: Transaction, reading: FileReading, reply: Reply, now: datetime) -> None:
    if file_readings.done(tx, reading.id):
        _say(tx, reading, reply, now)


def _say_still(tx: Transaction, reading: FileReading, seconds: int, now: datetime) -> None:
    if file_readings.get(tx, reading.id) is not None:
        text = say(reading.language, "file_in.still", file=reading.file.name, n=seconds)
        stop = Button(say(reading.language, "file_in.stop"), f"{overview.STOP} {reading.id}")
        _say(tx, reading, Reply(text, (stop,), reading.language), now)


def _say(tx: Transaction, reading: FileReading, reply: Reply, now: datetime) -> None:
    person = reading.person if people.exists(tx, reading.person) else None
    outbox.add(tx, reading.chat, reply, now, person=person)
