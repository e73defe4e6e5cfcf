"""What agencies have done, as their officers say: each with the document that shows it, and who said so."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from knowledge.memory.moments import from_text, to_text
from knowledge.memory.store import Row, Transaction
from knowledge.questions.ask import VIET_NAM


@dataclass(frozen=True, slots=True)
class Completion:
    """That an agency has done what an obligation (its key) asks. `proof`: number and day of a document, as typed.
    `done_on`: the day in Viet Nam that counts, that of the document where it can be read, else that of recording."""

    id: int
    agency: str
    obligation: str
    proof: str
    person: int
    at: datetime
    done_on: date


def add(
    tx: Transaction, agency: str, obligation: str, proof: str, person: int, now: datetime, done_on: date | None = None
) -> int:
    """It is done, on this day or (None) on the day of `now`; returns the record's number."""
    number = tx.next_number("completion")
    tx.change(
        "INSERT INTO completion (id, agency, obligation, proof, person, completed_at, done_on)"
        " VALUES (:id, :agency, :obligation, :proof, :person, :now, :done_on)",
        id=number,
        agency=agency,
        obligation=obligation,
        proof=proof,
        person=person,
        now=to_text(now),
        done_on=(done_on or now.astimezone(VIET_NAM).date()).isoformat(),
    )
    return number


def take_back(tx: Transaction, agency: str, obligation: str, person: int, now: datetime) -> None:
    """It is not done; what was said of it stays on record as taken back."""
    tx.change(
        "UPDATE completion SET taken_back_by = :person, taken_back_at = :now"
        " WHERE agency = :agency AND obligation = :obligation AND taken_back_at IS NULL",
        agency=agency,
        obligation=obligation,
        person=person,
        now=to_text(now),
    )


def standing(tx: Transaction, agency: str, obligation: str) -> Completion | None:
    """The record by which the agency has done it; None where it has not."""
    row = tx.first(
        f"SELECT {_COLUMNS} FROM completion WHERE agency = :agency AND obligation = :obligation"
        " AND taken_back_at IS NULL ORDER BY id DESC LIMIT 1",
        agency=agency,
        obligation=obligation,
    )
    return _completion(row) if row else None


def get(tx: Transaction, number: int) -> Completion | None:
    """The record, None when there is none or it was taken back."""
    row = tx.first(f"SELECT {_COLUMNS} FROM completion WHERE id = :id AND taken_back_at IS NULL", id=number)
    return _completion(row) if row else None


def of_agency(tx: Transaction, agency: str) -> set[str]:
    """The keys of the obligations that the agency has done."""
    rows = tx.rows("SELECT obligation FROM completion WHERE agency = :agency AND taken_back_at IS NULL", agency=agency)
    return {str(obligation) for (obligation,) in rows}


def all_of_agency(tx: Transaction, agency: str) -> list[Completion]:
    """What the agency has done, in the order of recording."""
    rows = tx.rows(
        f"SELECT {_COLUMNS} FROM completion WHERE agency = :agency AND taken_back_at IS NULL ORDER BY id",
        agency=agency,
    )
    return [_completion(row) for row in rows]


def by_all(tx: Transaction) -> Iterator[tuple[str, str, str, date]]:
    """What all agencies have done, in the order of recording: agency, key of the obligation, proof, and the day that
    counts. There may be thousands."""
    rows = tx.rows(
        "SELECT agency, obligation, proof, done_on, completed_at FROM completion"
        " WHERE taken_back_at IS NULL ORDER BY id"
    )
    for agency, obligation, proof, done_on, completed_at in rows:
        yield agency, obligation, proof, _day(done_on, completed_at)


def since(tx: Transaction, agency: str, moment: datetime) -> list[str]:
    """The keys of what was recorded as done since this moment (aware), in that order."""
    rows = tx.rows(
        "SELECT obligation FROM completion WHERE agency = :agency AND taken_back_at IS NULL"
        " AND completed_at >= :moment ORDER BY id",
        agency=agency,
        moment=to_text(moment),
    )
    return [str(obligation) for (obligation,) in rows]


_COLUMNS = "id, agency, obligation, proof, person, completed_at, done_on"


def _completion(row: Row) -> Completion:
    id_, agency, obligation, proof, person, completed_at, done_on = row
    return Completion(id_, agency, obligation, proof, person, from_text(completed_at), _day(done_on, completed_at))


def _day(done_on: str | None, completed_at: str) -> date:
    return date.fromisoformat(done_on) if done_on else from_text(completed_at).astimezone(VIET_NAM).date()
