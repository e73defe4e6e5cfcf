"""Pictures for notices, and other files that are kept as they are, are fetched beside everything else."""

from collections.abc import Callable, Mapping
from datetime import datetime

import structlog

from jobs.file_works import FileWorks
from jobs.reading import Fetch, FetchError
from knowledge.announcing.draft import Draft, from_json, to_json
from knowledge.announcing.standing import GO_ON
from knowledge.memory import Store, StoreError, Transaction, announcements, file_readings, kept_files, outbox, people
from knowledge.memory.file_readings import NOTICE, FileReading
from knowledge.messages import LARGEST_FILE, Button, File, Reply
from knowledge.questions.wording import file_size
from knowledge.texts import say

log = structlog.get_logger(__name__)

_BEGIN_WITH = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
"""What pictures begin with: what a file is called says nothing."""


Keep = Callable[[Transaction, FileReading, bytes, datetime], None]
"""What becomes of a file: its bytes, none where they could not be had."""


class TakingPictures(FileWorks):
    """Fetches them, several at a time: who does not send the bytes keeps nobody waiting. `run` until cancelled."""

    def __init__(
        self,
        store: Store,
        fetchers: Mapping[str, Fetch],
        clock: Callable[[], datetime],
        purposes: Mapping[str, Keep] | None = None,
    ) -> None:
        """`fetchers` by the name of the channel; `purposes`: of which files what becomes, pictures of notices where
        nothing else is said."""
        self._purposes = purposes or {NOTICE: keep_picture}
        self._fetchers, self._clock = fetchers, clock
        super().__init__(store, self._waiting_of_all, self._take)

    def _waiting_of_all(self, tx: Transaction) -> list[FileReading]:
        return [reading for purpose in self._purposes for reading in file_readings.waiting(tx, purpose)]

    async def _take(self, reading: FileReading, wake: Callable[[], object]) -> None:
        """What cannot be written down now is fetched again when somebody writes, or at the next start."""
        try:
            content = await self._fetch(reading)
            await self._store.run(self._purposes[reading.purpose], reading, content, self._clock())
        except StoreError as error:
            log.error("file not kept", channel=reading.chat.channel, why=str(error))
        else:
            wake()

    async def _fetch(self, reading: FileReading) -> bytes:
        """Nothing where it cannot be had."""
        fetch = self._fetchers.get(reading.chat.channel)
        try:
            return await fetch(reading) if fetch else b""
        except FetchError:
            return b""
        except Exception as error:
            log.error("file not fetched", channel=reading.chat.channel, error=type(error).__name__)
            return b""


def keep_picture(tx: Transaction, reading: FileReading, content: bytes, now: datetime) -> None:
    """It goes with what its sender is writing; who wants it no longer is told nothing."""
    if not file_readings.done(tx, reading.id):
        return
    kind = next((kind for begin, kind in _BEGIN_WITH.items() if content.startswith(begin)), "")
    language, name = reading.language, reading.file.name
    person = reading.person if people.exists(tx, reading.person) else None
    if person is None:
        return
    if kind and len(content) <= LARGEST_FILE:
        number = kept_files.keep(tx, File(name, kind, content))
        kept = announcements.draft_of(tx, person)
        draft = (from_json(kept) if kept else Draft()).showing(number)
        announcements.put_draft(tx, person, to_json(draft), now, number)
        go_on = Button(say(language, "announce.go_on"), GO_ON)
        said = Reply(say(language, "announce.picture_here", name=name), (go_on,), language)
    else:
        key = "announce.picture_wrong" if content else "announce.picture_failed"
        said = Reply(say(language, key, name=name, limit=file_size(LARGEST_FILE, language)), language=language)
    outbox.add(tx, reading.chat, said, now, person=person)
