"""Codes that make whoever sends them something. Only a digest is kept: who reads the database cannot use one."""

import hashlib
import re
import secrets
from dataclasses import dataclass, field
from datetime import datetime

from knowledge.memory.moments import from_text, to_text
from knowledge.memory.store import Row, Transaction

PERSON, GROUP, LINK = "person", "group", "link"
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without those that are taken for one another on a phone (0 O, 1 I L, U V)."""
_LENGTH = 12
_CODE = re.compile(rf"TT[\s-]*((?:[{_LETTERS}][\s-]*){{{_LENGTH}}})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Invite:
    """What a code does. `person`: the sender gets `role`, an officer for `agency`. `group`: the group it is sent in is
    bound to `agency`. `link`: the sender's account becomes one of the person with the number `person`. `number` is
    our own of the code, which says nothing of its letters; 0 as long as it is not kept."""

    kind: str
    role: str = ""
    agency: str | None = None
    person: int | None = None
    number: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Kept:
    """A code as it is kept: how often it is good in all and how often still, until when (UTC), who made it (a person's
    number, None for the command line), and whether it can be used."""

    invite: Invite
    uses: int
    left: int
    until: datetime
    made_by: int | None
    is_open: bool


def make(
    tx: Transaction, invite: Invite, uses: int, until: datetime, by: int | None = None, *, is_open: bool = True
) -> str:
    """A new code, good so often and before this moment: "TT-XXXX-XXXX-XXXX", 58 bits of chance."""
    return draw(tx, invite, uses, until, by, is_open=is_open)[0]


def draw(
    tx: Transaction, invite: Invite, uses: int, until: datetime, by: int | None = None, *, is_open: bool = True
) -> tuple[str, int]:
    """`make`, which also says the code's number; one that is not open is good for nothing until it is."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    number = tx.next_number("invite")
    tx.change(
        "INSERT INTO invite (digest, number, kind, role, agency, person, uses, uses_left, expires_at, made_by, is_open)"
        " VALUES (:digest, :number, :kind, :role, :agency, :person, :uses, :uses, :until, :by, :is_open)",
        digest=_digest(letters),
        number=number,
        kind=invite.kind,
        role=invite.role,
        agency=invite.agency,
        person=invite.person,
        uses=uses,
        until=to_text(until),
        by=by,
        is_open=int(is_open),
    )
    return "-".join(("TT", *(letters[at : at + 4] for at in range(0, _LENGTH, 4)))), number


def code_in(text: str) -> str | None:
    """The letters of a code when the text is one, however it is typed ("tt abcd efgh jkmn"); None when it is not."""
    match = _CODE.fullmatch(text.strip())
    return re.sub(r"[\s-]", "", match[1]).upper() if match else None


def use(tx: Transaction, letters: str, now: datetime, *, in_group: bool) -> Invite | None:
    """What the code does, which is now used once more; None when there is no such code, not any more, or not for here.

    A code for a person is good in private only: in a group all can read it, and who sends it may be anonymous.
    """
    row = tx.first(
        "UPDATE invite SET uses_left = uses_left - 1 WHERE digest = :digest AND uses_left > 0 AND expires_at > :now"
        " AND is_open = 1 AND (kind = 'group') = (:in_group = 1)"
        " RETURNING kind, role, agency, person, COALESCE(number, 0)",
        digest=_digest(letters),
        in_group=int(in_group),
        now=to_text(now),
    )
    return Invite(*row) if row else None


def get(tx: Transaction, number: int) -> Kept | None:
    """The code with this number, used up or not; None where it is gone."""
    row = tx.first(f"SELECT {_COLUMNS} FROM invite WHERE number = :number", number=number)
    return _kept(row) if row else None


def set_open(tx: Transaction, number: int, *, is_open: bool) -> bool:
    """Whether it can be used from now on. False where it is gone."""
    changed = tx.change(
        "UPDATE invite SET is_open = :is_open WHERE number = :number", is_open=int(is_open), number=number
    )
    return changed == 1


def usable(tx: Transaction, now: datetime) -> list[Kept]:
    """The codes for people and groups that can be used now, the newest first."""
    rows = tx.rows(
        f"SELECT {_COLUMNS} FROM invite WHERE is_open = 1 AND uses_left > 0 AND expires_at > :now AND kind <> 'link'"
        " AND number IS NOT NULL ORDER BY number DESC",
        now=to_text(now),
    )
    return [_kept(row) for row in rows]


def forget(tx: Transaction, now: datetime) -> int:
    """Remove codes that can no longer be used. Returns how many."""
    return tx.change("DELETE FROM invite WHERE uses_left <= 0 OR expires_at <= :now", now=to_text(now))


_COLUMNS = "kind, role, agency, person, number, uses, uses_left, expires_at, made_by, is_open"


def _kept(row: Row) -> Kept:
    *what, uses, left, until, made_by, is_open = row
    return Kept(Invite(*what), uses, left, from_text(until), made_by, bool(is_open))


def _digest(letters: str) -> str:
    return hashlib.sha256(f"ttdn invite {letters}".encode()).hexdigest()
