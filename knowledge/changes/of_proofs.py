"""What is changed of the files that show that something was done."""

from datetime import datetime

from knowledge.changes.change import Author, Value
from knowledge.changes.making import GoneError, Kind
from knowledge.changes.of_agencies import owed_in, owed_subject
from knowledge.memory import Transaction, proof_files
from knowledge.memory.proof_files import ProofFile

PROOF_FILE = "proof_file"
_FILE = "file "


def file_subject(agency: str, obligation: str) -> str:
    """The file of what the agency has done; apart from the record that it is done, which does not rest on it."""
    return _FILE + owed_subject(agency, obligation)


def file_of(subject: str) -> tuple[str, str]:
    """The agency and the key of what it has done."""
    return owed_in(subject.removeprefix(_FILE))


def file_value(file: ProofFile) -> Value:
    """Which kept file it is, of which document. Not by its name, which may name a person: this is never forgotten."""
    return {"proof": file.proof, "file": file.kept, "size": file.size}


def _get(tx: Transaction, subject: str) -> Value:
    found = proof_files.get(tx, *file_of(subject))
    return file_value(found) if found else None


def _put(tx: Transaction, subject: str, value: Value, author: Author, now: datetime) -> None:
    """A file that is forgotten by now takes the place of none."""
    agency, key = file_of(subject)
    if value is None:
        proof_files.remove(tx, agency, key)
    else:
        assert isinstance(value, dict)  # as `file_value` makes it
        if not proof_files.put(tx, agency, key, value["proof"], value["file"], now):
            raise GoneError(subject)


KINDS = {PROOF_FILE: Kind(_get, _put)}
