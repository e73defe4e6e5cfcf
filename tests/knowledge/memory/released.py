"""Databases as every released version of the program left them: `released/17.sql` is one of schema 17, with rows.

`python -m tests.knowledge.memory.released` writes those that are missing, when a migration was added. One that is there
is never written again: it is what lies on the disks of those who run that version.
"""

import hashlib
import re
import sqlite3
from contextlib import closing
from pathlib import Path

from knowledge.memory.migrations import MIGRATIONS, Migration

FOLDER = Path(__file__).parent / "released"
ROWS = 2
_MADE_BY_MIGRATIONS = ("migration", "counter")


def released() -> list[int]:
    """The schema numbers of which there is one."""
    return sorted(int(file.stem) for file in FOLDER.glob("*.sql"))


def file_of(number: int) -> Path:
    return FOLDER / f"{number}.sql"


def digest(migration: Migration) -> str:
    """Of all that a migration does, and why it says it does."""
    return hashlib.sha256("\0".join((migration.why, *migration.statements)).encode()).hexdigest()


def digest_of_release(number: int) -> str:
    """That of the migration that made this schema, when it was released."""
    with file_of(number).open(encoding="utf-8") as dump:
        return dump.readline().removeprefix("-- ").strip()


def build(number: int, database: Path) -> None:
    """Make the file again that this version left."""
    with closing(sqlite3.connect(database)) as connection:
        connection.executescript(file_of(number).read_text(encoding="utf-8"))


def write_missing() -> list[Path]:
    """Returns what was written."""
    FOLDER.mkdir(exist_ok=True)
    missing = [number for number in range(1, len(MIGRATIONS) + 1) if not file_of(number).exists()]
    for number in missing:
        head = f"-- {digest(MIGRATIONS[number - 1])}\n"
        file_of(number).write_text(head + "\n".join(_dump(number)) + "\n", encoding="utf-8")
    return [file_of(number) for number in missing]


def _dump(number: int) -> list[str]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("CREATE TABLE migration (number INTEGER PRIMARY KEY, why TEXT NOT NULL)")
        for done, migration in enumerate(MIGRATIONS[:number], start=1):
            for statement in migration.statements:
                connection.execute(statement)
            connection.execute("INSERT INTO migration VALUES (?, ?)", (done, migration.why))
        connection.execute("UPDATE counter SET last = 100")
        connection.execute("PRAGMA foreign_keys = ON")
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            if table not in _MADE_BY_MIGRATIONS:
                for row in range(1, ROWS + 1):
                    _insert(connection, table, row)
        return list(connection.iterdump())


def _insert(connection: sqlite3.Connection, table: str, row: int) -> None:
    columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
    (made,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    allowed = dict(re.findall(r"(\w+) TEXT[^,]*CHECK \(\1 IN \('(\w+)'", made))
    values = {name: allowed.get(name, _value(name, kind, row)) for _, name, kind, *_ in columns}
    for _, _, parent, mine, theirs, *_ in connection.execute(f"PRAGMA foreign_key_list({table})").fetchall():
        found = connection.execute(f"SELECT {theirs} FROM {parent} ORDER BY {theirs}").fetchall()
        values[mine] = found[row - 1][0]
    names = ", ".join(values)
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(values))})", (*values.values(),))


def _value(column: str, kind: str, row: int) -> object:
    if column == "reply":
        return '{"text": "trả lời", "buttons": [], "language": "vi"}'
    if column.endswith(("_at", "_since")) or column in ("at", "first_seen", "last_seen"):
        return f"2026-11-2{row}T02:00:00.000000+00:00"
    if column.endswith("_day") or column in ("day", "until"):
        return f"2026-11-2{row}"
    return {"TEXT": f"{column} {row}", "BYTEA": b"%PDF"}.get(kind, row)


if __name__ == "__main__":
    for written in write_missing():
        print(written)  # noqa: T201
