"""The addresses under which calendar programs read an agency's calendar: one for each chat and agency.

The last part of an address is a key: who has it reads the calendar. It is derived from a secret that is not in the
database, so that it can be shown again while only a digest of it is kept here.
"""

import hashlib
import hmac
import re
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from datetime import datetime

from knowledge.memory.moments import to_text
from knowledge.memory.store import Transaction
from knowledge.messages import Chat

_KEY = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class Addresses:
    """`base` is where the web server is reached from outside ("https://bot.example.gov.vn"), `secret` random bytes."""

    base: str
    secret: bytes = field(repr=False)

    def of(self, tx: Transaction, chat: Chat, agency: str, now: datetime) -> str:
        """The address for this chat, which must be known; made now where it has none."""
        row = tx.first(
            "SELECT salt, digest FROM calendar_address WHERE channel = :channel AND chat = :chat AND agency = :agency",
            channel=chat.channel,
            chat=chat.id,
            agency=agency,
        )
        if row:
            key = self._derive(chat, agency, str(row[0]))
            if hmac.compare_digest(digest(key), str(row[1])):  # else the chat has moved, or the secret is another one
                return self._address(key)
        return self.renew(tx, chat, agency, now)

    def renew(self, tx: Transaction, chat: Chat, agency: str, now: datetime) -> str:
        """Another address; the one before it is good for nothing any more."""
        salt = secrets.token_urlsafe(32)
        key = self._derive(chat, agency, salt)
        tx.change(
            "INSERT INTO calendar_address (digest, channel, chat, agency, salt, made_at)"
            " VALUES (:digest, :channel, :chat, :agency, :salt, :now) ON CONFLICT (channel, chat, agency)"
            " DO UPDATE SET digest = excluded.digest, salt = excluded.salt, made_at = excluded.made_at",
            digest=digest(key),
            channel=chat.channel,
            chat=chat.id,
            agency=agency,
            salt=salt,
            now=to_text(now),
        )
        return self._address(key)

    def _derive(self, chat: Chat, agency: str, salt: str) -> str:
        text = "\0".join(("calendar", chat.channel, chat.id, agency, salt))
        made = hmac.digest(self.secret, text.encode(), "sha256")
        return urlsafe_b64encode(made).rstrip(b"=").decode()

    def _address(self, key: str) -> str:
        return f"{self.base}/calendar/{key}.ics"


def is_key(text: str) -> bool:
    """Whether it is written as keys are."""
    return _KEY.fullmatch(text) is not None


def digest(key: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(f"ttdn calendar {key}".encode()).hexdigest()


def agency_of(tx: Transaction, kept: str) -> str | None:
    """Whose calendar is read with the key of this digest. None for another key, and as long as the chat may not be told
    of the agency: the group is not its own, the person behind a private chat does not speak for it, or the program was
    removed from the chat."""
    row = tx.first(
        "SELECT f.agency FROM calendar_address f JOIN chat c ON c.channel = f.channel AND c.chat = f.chat"
        " WHERE f.digest = :digest AND c.active = 1 AND ((c.is_group = 1 AND c.agency = f.agency)"
        " OR (c.is_group = 0 AND EXISTS (SELECT 1 FROM account a JOIN person_agency p ON p.person = a.person"
        " WHERE a.channel = c.channel AND a.chat = c.chat AND p.agency = f.agency)))",
        digest=kept,
    )
    return str(row[0]) if row else None


def withdraw(tx: Transaction, chat: Chat, agency: str) -> None:
    """The address of this chat and agency is good for nothing any more."""
    tx.change(
        "DELETE FROM calendar_address WHERE channel = :channel AND chat = :chat AND agency = :agency",
        channel=chat.channel,
        chat=chat.id,
        agency=agency,
    )


def forget(tx: Transaction, chat: Chat) -> None:
    """No address of this chat is good for anything any more."""
    tx.change(
        "DELETE FROM calendar_address WHERE channel = :channel AND chat = :chat", channel=chat.channel, chat=chat.id
    )
