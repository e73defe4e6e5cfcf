"""Who asked, as a digest: whether two questions are of one person can be told, and who that is only with the key.

The key is made once and lies with the data, so that whoever has their data erased is found again.
"""

import hmac
import secrets

from knowledge.memory.store import Transaction

_NAME = "askers"
_LENGTH = 32  # hexadecimal digits


def digest(tx: Transaction, person: int) -> str:
    """What stands for the person."""
    return hmac.digest(_key(tx), f"person:{person}".encode(), "sha256").hex()[:_LENGTH]


def _key(tx: Transaction) -> bytes:
    row = tx.first("SELECT value FROM secret WHERE name = :name", name=_NAME)
    if row is None:
        made = secrets.token_hex(32)
        row = (made,)
        tx.change("INSERT INTO secret (name, value) VALUES (:name, :value)", name=_NAME, value=made)
    return bytes.fromhex(str(row[0]))
