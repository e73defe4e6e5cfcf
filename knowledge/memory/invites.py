"""Codes that make whoever sends them something. Only a digest is kept: who reads the database cannot use one."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime

from knowledge.memory.moments import to_text
from knowledge.memory.store import Transaction

PERSON, GROUP, LINK = "person", "group", "link"
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without those that are taken for one another on a phone (0 O, 1 I L, U V)."""
_LENGTH = 12
_CODE = re.compile(rf"TT[\s-]*((?:[{_LETTERS}][\s-]*){{{_LENGTH}}})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Invite:
    """What a code does. `person`: the sender gets `role`, an officer for `agency`. `group`: the group it is sent in is
    bound to `agency`. `link`: the sender's account becomes one of the person with the number `person`."""

    kind: str
    role: str = ""
    agency: str | None = None
    person: int | None = None


def make(tx: Transaction, invite: Invite, uses: int, until: datetime) -> str:
    """A new code, good so often and before this moment: "TT-XXXX-XXXX-XXXX", 58 bits of chance."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    tx.change(
        "INSERT INTO invite (digest, kind, role, agency, person, uses_left, expires_at)"
        " VALUES (:digest, :kind, :role, :agency, :person, :uses, :until)",
        digest=_digest(letters),
        kind=invite.kind,
        role=invite.role,
        agency=invite.agency,
        person=invite.person,
        uses=uses,
        until=to_text(until),
    )
    return "-".join(("TT", *(letters[at : at + 4] for at in range(0, _LENGTH, 4))))


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
        " AND (kind = 'group') = (:in_group = 1) RETURNING kind, role, agency, person",
        digest=_digest(letters),
        in_group=int(in_group),
        now=to_text(now),
    )
    return Invite(*row) if row else None


def forget(tx: Transaction, now: datetime) -> int:
    """Remove codes that can no longer be used. Returns how many."""
    return tx.change("DELETE FROM invite WHERE uses_left <= 0 OR expires_at <= :now", now=to_text(now))


def _digest(letters: str) -> str:
    return hashlib.sha256(f"ttdn invite {letters}".encode()).hexdigest()
