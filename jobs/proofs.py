"""What becomes of the file of a document that shows that something was done, once it is fetched."""

import json
from datetime import datetime

from knowledge.changes.change import Author
from knowledge.changes.kinds import KINDS
from knowledge.changes.making import Changes, ConflictError
from knowledge.changes.of_proofs import PROOF_FILE, file_subject, file_value
from knowledge.memory import Transaction, completions, file_readings, kept_files, outbox, people
from knowledge.memory.file_readings import FileReading
from knowledge.memory.people import Person
from knowledge.memory.proof_files import ProofFile
from knowledge.messages import LARGEST_FILE, File, Reply
from knowledge.questions.wording import file_size
from knowledge.texts import say

_OFFICE = "application/vnd.openxmlformats-officedocument."
_ZIPPED = {".docx": f"{_OFFICE}wordprocessingml.document", ".xlsx": f"{_OFFICE}spreadsheetml.sheet"}
_BEGIN_WITH = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
_ZIP = b"PK\x03\x04"


def keep_proof(tx: Transaction, reading: FileReading, content: bytes, now: datetime) -> None:
    """It is kept with the record, which is written down as its sender's change; who may not report for the agency any
    more, whose record is another by now, or who has not seen the file that another has sent meanwhile, has sent it for
    nothing."""
    if not file_readings.done(tx, reading.id) or not people.exists(tx, reading.person):
        return
    agency, key, proof, seen = json.loads(reading.about)
    person = people.get(tx, reading.person)
    kind, record = media_type_of(reading.file.name, content), completions.standing(tx, agency, key)
    values = {"name": reading.file.name, "proof": proof, "limit": file_size(LARGEST_FILE, reading.language)}
    if not content:
        said = "failed"
    elif not kind or len(content) > LARGEST_FILE:
        said = "wrong"
    elif record is None or record.proof != proof or person is None or not _reports_for(person, agency):
        said = "too_late"
    else:
        said = "kept"
        number = kept_files.keep(tx, File(reading.file.name, kind, content))
        file = ProofFile(agency, key, proof, number, reading.file.name, len(content))
        author = Author(reading.person, reading.chat.channel)
        try:
            subject, value = file_subject(agency, key), file_value(file)
            Changes(KINDS).make(tx, PROOF_FILE, subject, value, author, now, expected=seen)
        except ConflictError:  # the bytes are forgotten in the night
            said = "sent_meanwhile"
    text = say(reading.language, f"proof_files.{said}", **values)
    outbox.add(tx, reading.chat, Reply(text, language=reading.language), now, person=reading.person)


def media_type_of(name: str, content: bytes) -> str:
    """By how it begins, as names say nothing; "" for what is no such document."""
    if content.startswith(_ZIP):
        return next((kind for end, kind in _ZIPPED.items() if name.lower().endswith(end)), "")
    return next((kind for begin, kind in _BEGIN_WITH.items() if content.startswith(begin)), "")


def _reports_for(person: Person, agency: str) -> bool:
    return person.is_at_least("admin") or (person.role == "officer" and agency in person.agencies)
