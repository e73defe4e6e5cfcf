"""Which rows of the database a message changed, of all that is known or set: found by the database itself.

Every table there is is watched, but for those that are named here with the reason; so is one that is made later.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from knowledge.memory import Transaction

EXEMPT: Mapping[str, str] = {
    "migration": "how the tables came about",
    "counter": "which numbers were given",
    "change": "the journal itself: its chain is checked instead",
    "change_brief": "how the journal is listed: its chain is checked with it",
    "inbox": "what was said to us, for a time",
    "outbox": "what we say, for a time",
    "outbox_file": "what goes with that",
    "conversation": "what somebody is talking about",
    "dialogue": "what somebody was asked and has not answered",
    "confirmation": "what somebody wants and has not confirmed",
    "bucket": "how much somebody may still send",
    "month_sent": "what was sent in a month",
    "learned_limit": "how fast a platform was",
    "reminder": "what the program has said by itself, and left out",
    "escalation": "before whom it has brought that",
    "calendar_address": "where a calendar is read: made when it is shown, goes with its chat",
    "file_reading": "which files wait to be read",
    "document_draft": "what came in and is not published: nobody is answered from it",
    "asked_count": "how much was asked",
    "answer_time": "how fast that was answered",
    "unanswered": "what was asked and not answered, for a time",
    "unanswered_ask": "how that was asked",
    "answer_wish": "who wishes to be told when it can be answered",
    "secret": "random bytes that are drawn once",
    "announcement_draft": "a notice that nobody has sent yet",
    "announcement_chat": "how far one that was sent has come",
    "kept_file": "the picture of both",
    "backup_request": "who waits to be told of a backup",
}
"""Tables that hold nothing that is known or set, with what they hold."""


@dataclass(frozen=True)
class Partly:
    """A table that also holds what nobody sets. `ignored` columns are not looked at; a row `by_itself` may come with
    the first message and go when it is too old. `key`: what says which row it is, where its key may change. `where`:
    which rows are looked at; `stands`: whether a row says something still, and not only what once was."""

    ignored: tuple[str, ...]
    why: str
    by_itself: bool = False
    key: tuple[str, ...] = ()
    where: str = ""
    stands: Callable[[Mapping[str, object]], bool] = lambda row: True


PARTLY: Mapping[str, Partly] = {
    "person": Partly(("language", "first_seen", "last_seen"), "the language is everybody's own choice"),
    "account": Partly(("name", "chat"), "as the channel says; known with the first message", by_itself=True),
    "chat": Partly(
        ("channel", "chat", "is_group", "title", "active", "changed_at"),
        "as the channel says: a chat is there with the first message, and may get another id",
        key=("number",),
    ),
    "chat_wishes": Partly(("channel", "chat"), "they go with their chat, which may get another id", key=("rowid",)),
    "invite": Partly(
        ("uses_left",),
        "a code is used, which shows in what it does; one that links accounts is its maker's own",
        where="kind <> 'link'",
        stands=lambda row: row["is_open"] == 1,
    ),
    "completion": Partly((), "what was taken back was said once", stands=lambda row: row["taken_back_at"] is None),
    "event": Partly((), "what was cancelled was once to be held", stands=lambda row: row["cancelled_at"] is None),
}

_NOTHING = (None, "", 0)
_KEYS = {"id", "number"}


@dataclass(frozen=True)
class Changed:
    """A row that is not what it was; None where there was, or is, none."""

    table: str
    key: str
    before: Mapping[str, object] | None
    after: Mapping[str, object] | None


@dataclass
class Watch:
    """Begun once for an open store; then `changed` gives what was changed since it was last asked."""

    tables: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def begin(self, tx: Transaction) -> None:
        """From now on every change of a watched row leaves a trace, which is gone with the connection."""
        tx.change("CREATE TEMP TABLE trace (number INTEGER PRIMARY KEY, of TEXT, which TEXT, was TEXT, now TEXT)")
        tables = tx.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        for (table,) in tables:
            if table not in EXEMPT:
                self._watch(tx, str(table))

    def changed(self, tx: Transaction) -> list[Changed]:
        """The rows that are not what they were, and forget that they changed."""
        first: dict[tuple[str, str], Mapping[str, object] | None] = {}
        last: dict[tuple[str, str], Mapping[str, object] | None] = {}
        for of, which, was, now in tx.rows("SELECT of, which, was, now FROM trace ORDER BY number"):
            first.setdefault((of, which), _row(was))
            last[of, which] = _row(now)
        tx.change("DELETE FROM trace")
        worth = {at: (_worth(at[0], first[at]), _worth(at[0], last[at])) for at in first}
        found = (Changed(*at, first[at], last[at]) for at, (before, after) in worth.items() if before != after)
        return [each for each in found if not self._came_by_itself(each)]

    def _came_by_itself(self, changed: Changed) -> bool:
        partly = PARTLY.get(changed.table)
        return partly is not None and partly.by_itself and (changed.before is None or changed.after is None)

    def _watch(self, tx: Transaction, table: str) -> None:
        partly = PARTLY.get(table, Partly((), ""))
        columns = tx.rows("SELECT name, pk FROM pragma_table_info(:table) ORDER BY cid", table=table)
        key = partly.key or tuple(str(name) for name, place in columns if place) or ("rowid",)
        seen = tuple(str(name) for name, _ in columns if name not in partly.ignored)
        self.tables[table] = seen
        for event, was, now in (("INSERT", "", "NEW"), ("UPDATE", "OLD", "NEW"), ("DELETE", "OLD", "")):
            said = now or was
            of_interest = f"WHEN {said}.{partly.where}" if partly.where else ""
            tx.change(
                f"CREATE TEMP TRIGGER trace_{table}_{event} AFTER {event} ON main.{table} {of_interest} BEGIN"
                f" INSERT INTO trace (of, which, was, now) VALUES ('{table}', {_json(said, key)},"
                f" {_object(was, seen)}, {_object(now, seen)}); END"
            )


def _json(row: str, columns: tuple[str, ...]) -> str:
    return f"json_array({', '.join(_named(row, column) for column in columns)})"


def _named(row: str, column: str) -> str:
    return f'{row}."{column}"'


def _object(row: str, columns: tuple[str, ...]) -> str:
    if not row:
        return "NULL"
    return f"json_object({', '.join(f'{column!r}, {_value(row, column)}' for column in columns)})"


def _value(row: str, column: str) -> str:
    value = _named(row, column)
    return f"CASE typeof({value}) WHEN 'blob' THEN hex({value}) ELSE {value} END"


def _row(text: str | None) -> Mapping[str, object] | None:
    return json.loads(text) if text else None


def _worth(table: str, row: Mapping[str, object] | None) -> dict[str, object]:
    """What it says: a row that says nothing, or what was, is as good as none."""
    if row is None or (table in PARTLY and not PARTLY[table].stands(row)):
        return {}
    said = {name: value for name, value in row.items() if value not in _NOTHING}
    return said if set(said) - _KEYS else {}
