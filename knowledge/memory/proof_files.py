"""The files of documents that show that something was done, one for each record; the bytes are with the kept files."""

from dataclasses import dataclass
from datetime import datetime

from knowledge.memory.moments import to_text
from knowledge.memory.store import Row, Transaction

_COLUMNS = "agency, obligation, proof, kept, name, size"


@dataclass(frozen=True, slots=True)
class ProofFile:
    """The file (`kept` is its number) of the document `proof`, by which the agency has done what it owes (a key)."""

    agency: str
    obligation: str
    proof: str
    kept: int
    name: str
    size: int


def put(tx: Transaction, agency: str, obligation: str, proof: str, kept: int, now: datetime) -> bool:
    """The kept file takes the place of the one before. False, and nothing is changed, where it is forgotten."""
    if tx.first("SELECT 1 FROM kept_file WHERE id = :id", id=kept) is None:
        return False
    remove(tx, agency, obligation)
    tx.change(
        f"INSERT INTO proof_file ({_COLUMNS}, sent_at)"
        " SELECT :agency, :obligation, :proof, id, name, size, :now FROM kept_file WHERE id = :kept",
        agency=agency,
        obligation=obligation,
        proof=proof,
        kept=kept,
        now=to_text(now),
    )
    return True


def remove(tx: Transaction, agency: str, obligation: str) -> None:
    """There is none any more."""
    tx.change(
        "DELETE FROM proof_file WHERE agency = :agency AND obligation = :obligation",
        agency=agency,
        obligation=obligation,
    )


def get(tx: Transaction, agency: str, obligation: str) -> ProofFile | None:
    """The one that was sent, of whatever document."""
    row = tx.first(
        f"SELECT {_COLUMNS} FROM proof_file WHERE agency = :agency AND obligation = :obligation",
        agency=agency,
        obligation=obligation,
    )
    return _file(row) if row else None


def standing(tx: Transaction, agency: str = "", *, limit: int) -> list[ProofFile]:
    """The newest of all agencies or of one, of documents by which something still counts as done."""
    rows = tx.rows(
        f"SELECT {', '.join(f'f.{each}' for each in _COLUMNS.split(', '))} FROM proof_file f JOIN completion c"
        " ON c.agency = f.agency AND c.obligation = f.obligation AND c.proof = f.proof AND c.taken_back_at IS NULL"
        " WHERE :agency IN ('', f.agency) ORDER BY f.sent_at DESC, f.kept DESC LIMIT :limit",
        agency=agency,
        limit=limit,
    )
    return [_file(row) for row in rows]


def size_of_all(tx: Transaction) -> int:
    """Bytes of all that are kept, also only because taking a change back may need them; not of pictures of notices."""
    row = tx.first(
        "SELECT COALESCE(SUM(size), 0) FROM kept_file"
        " WHERE NOT EXISTS (SELECT 1 FROM announcement a WHERE a.picture = kept_file.id)"
        " AND NOT EXISTS (SELECT 1 FROM announcement_draft d WHERE d.picture = kept_file.id)"
    )
    return int(row[0]) if row else 0


def forget(tx: Transaction, before: datetime) -> int:
    """Remove those of documents by which nothing counts as done any more, nor has since this moment (aware), when they
    were there already. Returns how many."""
    same = "c.agency = proof_file.agency AND c.obligation = proof_file.obligation AND c.proof = proof_file.proof"
    return tx.change(
        "DELETE FROM proof_file WHERE sent_at < :before AND NOT EXISTS (SELECT 1 FROM completion c"
        f" WHERE {same} AND (c.taken_back_at IS NULL OR c.taken_back_at >= :before))",
        before=to_text(before),
    )


def _file(row: Row) -> ProofFile:
    agency, obligation, proof, kept, name, size = row
    return ProofFile(agency, obligation, proof, int(kept), name, int(size))
