"""Whether a database is made just as this program makes it: what is restored may come from anywhere.

A table that is lacking would show only when somebody needs it, and a trigger could change what is written down without
a trace. So all that a database says of itself is compared with a new one of the same schema number, but for the
snapshot of the documents, which is forgotten and made anew.
"""

import re
import sqlite3
from collections.abc import Iterable

from knowledge.memory import snapshot
from knowledge.memory.migrations import MIGRATIONS, migrate
from knowledge.memory.store import Store, Transaction

_BY_ITSELF = re.compile(r"(?:table|index) sqlite_(?:sequence|stat\d|autoindex_\w+)")
"""What SQLite makes beside tables and indices."""
_READ_ANEW = frozenset(f"table {name}" for name in snapshot.TABLES)
_MADE = "SELECT type || ' ' || name, COALESCE(sql, '') FROM sqlite_master"
_COUNTERS = "SELECT 'counter ' || name, '' FROM counter"
_LONGEST = 60  # characters of a name that somebody else has given

Rows = list[tuple[str, str]]


def difference(connection: sqlite3.Connection, schema: int) -> str:
    """What is not as in a new database with this schema number, in words; "" where nothing is."""
    has, should = _made(connection.execute(_MADE).fetchall()), _made(_of_a_new_one(schema, _MADE))
    if strange := has.keys() - should.keys():
        return f"it has the {_shown(_first(strange))}, which is not the program's"
    if missing := should.keys() - has.keys():
        return f"it has no {_first(missing)}"
    if changed := [thing for thing in should if has[thing] != should[thing]]:
        return f"its {_first(changed)} is made otherwise"
    missing = _made(_of_a_new_one(schema, _COUNTERS)).keys() - _made(connection.execute(_COUNTERS).fetchall()).keys()
    return f"it has no {_first(missing)}" if missing else ""


def _of_a_new_one(schema: int, sql: str) -> Rows:
    def read(tx: Transaction) -> Rows:
        migrate(tx, MIGRATIONS[:schema])
        return [(thing, made) for thing, made in tx.rows(sql)]

    store = Store.in_memory()
    try:
        return store.call(read)
    finally:
        store.close()


def _made(rows: Rows) -> dict[str, str]:
    """How each thing is made, however that is spaced and quoted: versions of SQLite differ there."""
    return {
        thing: re.sub(r"[\s\"`\[\]]+", " ", made).strip()
        for thing, made in rows
        if not _BY_ITSELF.fullmatch(thing) and thing not in _READ_ANEW
    }


def _first(things: Iterable[str]) -> str:
    """Tables before all else: with a table its indices are gone."""
    return min(things, key=lambda thing: (not thing.startswith("table "), thing))


def _shown(thing: str) -> str:
    printable = "".join(letter if letter.isprintable() else "?" for letter in thing)
    return printable if len(printable) <= _LONGEST else printable[:_LONGEST] + "…"
