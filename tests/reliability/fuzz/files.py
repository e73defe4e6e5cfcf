"""Files that people send: what stands in them is a small document, or nothing that can be read."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random

from jobs.pictures import Keep, keep_picture
from jobs.proofs import keep_proof
from knowledge.current import Known
from knowledge.incoming.overview import overview
from knowledge.memory import Transaction, drafts, file_readings, outbox
from knowledge.memory.file_readings import NOTICE, PROOF
from knowledge.messages import Attachment, Reply
from knowledge.questions.ask import VIET_NAM
from knowledge.reading.drafts.draft import Draft
from knowledge.texts import say
from tests.desk import small_draft

_NAMES = ("phụ lục.docx", "", "../../etc/passwd", "a" * 300 + ".pdf", "\u202excod.exe", "<b>.xlsx", "bảng.csv")
_SYMBOLS = ("99/QĐ-TTg", "100/KH-BNG", "47/NQ-CP", "99/QĐ-TTg'; --", "21/CT-TTg")
_LARGEST = 20_000_000
_CONTENTS = (b"", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n", b"<svg/>")
_KEPT_AS_THEY_ARE: Mapping[str, Keep] = {NOTICE: keep_picture, PROOF: keep_proof}


def attachment(random: Random) -> Attachment:
    """A file as a channel tells of it, small or too large."""
    size = random.choice((0, 1, 20_000, _LARGEST, _LARGEST + 1, 60_000_000))
    return Attachment(random.choice(_NAMES), "application/octet-stream", size, _LARGEST, "nowhere")


def read_all(tx: Transaction, known: Known, random: Random, now: datetime) -> None:
    """What the jobs that fetch and read files do with those that wait, without the files."""
    for purpose, keep in _KEPT_AS_THEY_ARE.items():
        for reading in file_readings.waiting(tx, purpose):
            keep(tx, reading, random.choice(_CONTENTS), now)
    for reading in file_readings.waiting(tx):
        if not file_readings.done(tx, reading.id):
            continue
        language = reading.language
        if random.random() < 0.2:
            reply = Reply(say(language, "unreadable.no_table", file=reading.file.name), language=language)
        else:
            kept = drafts.add(tx, _draft(random), reading.file.name, reading.person, now)
            reply = overview(kept, known.catalog, language, (now + timedelta(days=30)).astimezone(VIET_NAM).date())
        outbox.add(tx, reading.chat, reply, now, person=reading.person)


def _draft(random: Random) -> Draft:
    """Of a document that is new, or one that is known."""
    draft = small_draft()
    document = draft.document.model_copy(update={"symbol": random.choice(_SYMBOLS)})
    return draft.model_copy(update={"document": document})
