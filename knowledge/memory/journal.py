"""What was changed, in order: rows are only ever added, and each is chained to the one before it."""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from knowledge.changes.brief import brief_of
from knowledge.changes.change import Author, Change, Entry, canonical, chained
from knowledge.memory import change_briefs
from knowledge.memory.moments import from_text, to_text
from knowledge.memory.store import Row, Transaction
from knowledge.messages import TRIAL

_COLUMNS = "id, at, person, channel, kind, subject, before, after, reason, basis, batch, undoes, hash"
_LISTED = _COLUMNS.replace("before, after", "COALESCE(was, before), COALESCE(will, after)") + ", was IS NULL"
_WITH_BRIEFS = "change LEFT JOIN change_brief ON change_brief.change = change.id"
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries: those that a person (a number) made or that are about that person; of a kind; about a task (its
    number, as `word`); about one of some agencies (ids, None for all); from `first` until before `end` (aware).

    What is only tried out is never wanted.
    """

    person: int | None = None
    kind: str = ""
    word: str = ""
    agencies: tuple[str, ...] | None = None
    first: datetime | None = None
    end: datetime | None = None


def add(
    tx: Transaction,
    change: Change,
    author: Author,
    now: datetime,
    *,
    reason: str = "",
    basis: str = "",
    batch: int | None = None,
    undoes: int | None = None,
) -> Entry:
    """Write the change down. `batch` is the number of the first one made with it; by default it stands alone."""
    number = tx.next_number("change")
    previous = tx.first("SELECT hash FROM change WHERE id = :id", id=number - 1)
    batch = number if batch is None else batch
    before, after = canonical(change.before), canonical(change.after)
    fields = (
        number, to_text(now), author.person, author.channel, change.kind, change.subject, before, after, reason, basis,
        batch, undoes,
    )  # fmt: skip
    hashed = chained(previous[0] if previous else "", *fields)
    tx.change(
        f"INSERT INTO change ({_COLUMNS}) VALUES (:id, :at, :person, :channel, :kind, :subject, :before, :after,"
        " :reason, :basis, :batch, :undoes, :hash)",
        **dict(zip(_COLUMNS.split(", "), (*fields, hashed), strict=True)),
    )
    if brief := brief_of(change, before, after):
        change_briefs.keep(tx, number, brief)
    return Entry(number, now, author, change, reason, basis, batch, undoes, hashed)


def get(tx: Transaction, number: int) -> Entry | None:
    """The entry with this number; None where there is none."""
    row = tx.first(f"SELECT {_COLUMNS} FROM change WHERE id = :id", id=number)
    return _entry(row) if row else None


def state_of(tx: Transaction, kinds: Iterable[str]) -> str:
    """A text that is another one after each change of these kinds, and never the same again; "" before the first."""
    named = {f"kind{n}": kind for n, kind in enumerate(kinds)}
    if not named:
        return ""
    newest = " UNION ALL ".join(f"SELECT MAX(id) AS id FROM change WHERE kind = :{name}" for name in named)
    found = tx.first(f"SELECT hash FROM change WHERE id = (SELECT MAX(id) FROM ({newest}) AS each_kind)", **named)
    return str(found[0]) if found else ""


def batch_of(tx: Transaction, number: int) -> list[Entry]:
    """All that was changed together with the entry that has this number, the last first."""
    rows = tx.rows(
        f"SELECT {_COLUMNS} FROM change WHERE batch = (SELECT batch FROM change WHERE id = :id) ORDER BY id DESC",
        id=number,
    )
    return [_entry(row) for row in rows]


def newest(
    tx: Transaction,
    before: int | None = None,
    limit: int = 20,
    *,
    person: int | None = None,
    kind: str | None = None,
    subject: str | None = None,
) -> list[Entry]:
    """Entries, the newest first, from below the number `before` on; of this person, kind or subject (or what begins
    with it and a space) where these are given."""
    rows = tx.rows(
        f"SELECT {_COLUMNS} FROM change WHERE id < :before"
        " AND (:person IS NULL OR person = :person) AND (:kind IS NULL OR kind = :kind)"
        " AND (:subject IS NULL OR subject = :subject OR SUBSTR(subject, 1, LENGTH(:subject) + 1) = :subject || ' ')"
        " ORDER BY id DESC LIMIT :limit",
        before=before if before is not None else 2**62,
        limit=limit,
        person=person,
        kind=kind,
        subject=subject,
    )
    return [_entry(row) for row in rows]


def search(tx: Transaction, wanted: Wanted, before: int | None = None, limit: int = 20) -> list[Entry]:
    """Entries that are wanted, the newest first, from below the number `before` on: to be shown only, as of a long one
    no more is read than that takes (`Brief`)."""
    where, values = _conditions(wanted)
    rows = tx.rows(
        f"SELECT {_LISTED} FROM {_WITH_BRIEFS} WHERE id < :before{where} ORDER BY id DESC LIMIT :limit",
        before=before if before is not None else 2**62,
        limit=limit,
        **values,
    )
    return [_listed(tx, row) for row in rows]


def count(tx: Transaction, wanted: Wanted) -> int:
    """How many are wanted."""
    where, values = _conditions(wanted)
    row = tx.first(f"SELECT COUNT(*) FROM {_WITH_BRIEFS} WHERE id > 0{where}", **values)
    return int(row[0]) if row else 0


def last(tx: Transaction) -> Entry | None:
    """The newest entry of all."""
    return next(iter(newest(tx, limit=1)), None)


def _conditions(wanted: Wanted) -> tuple[str, dict[str, object]]:
    """What stands in a subject as a word of its own, or in a value as a text of its own."""
    where, values = [" AND channel <> :trial"], dict[str, object](trial=TRIAL)
    if wanted.person is not None:
        where.append(f" AND (person = :person OR {_names('person_word')})")
        values |= {"person": wanted.person, "person_word": f"person:{wanted.person}"}
    if wanted.kind:
        where.append(" AND kind = :kind")
        values["kind"] = wanted.kind
    if wanted.word:
        where.append(f" AND {_names('word')}")
        values["word"] = wanted.word
    if wanted.agencies is not None:
        each = [f"({_names(f'agency{at}')} OR {_holds(f'text{at}')})" for at in range(len(wanted.agencies))]
        where.append(f" AND ({' OR '.join(each) or '1 = 0'})")
        values |= {f"agency{at}": agency for at, agency in enumerate(wanted.agencies)}
        values |= {f"text{at}": canonical(agency) for at, agency in enumerate(wanted.agencies)}
    if wanted.first and wanted.end:
        where.append(" AND at >= :first AND at < :end")
        values |= {"first": to_text(wanted.first), "end": to_text(wanted.end)}
    return "".join(where), values


def _names(value: str) -> str:
    """Whether this value is a word of the subject. REPLACE, which both databases have, finds it as it is."""
    padded = "' ' || subject || ' '"
    return f"REPLACE({padded}, ' ' || :{value} || ' ', '') <> {padded}"


def _holds(value: str) -> str:
    texts = ("COALESCE(ids, before)", "COALESCE(ids, after)")
    return " OR ".join(f"REPLACE({text}, :{value}, '') <> {text}" for text in texts)


def later_naming(tx: Transaction, number: int, names: Collection[str]) -> list[Entry]:
    """What was changed after this entry and still stands, was not taken back and takes nothing back itself, where the
    subject holds one of these names as words of its own, or what it was made one at the head of a text."""
    named, values = [], dict[str, object](id=number)
    for at, name in enumerate(names):
        text = canonical(name)
        values |= {f"name{at}": name, f"text{at}": text, f"head{at}": f"{text[:-1]} "}
        named.append(_names(f"name{at}"))
        named += [f"REPLACE(after, :{value}, '') <> after" for value in (f"text{at}", f"head{at}")]
    rows = tx.rows(
        f"SELECT {_COLUMNS} FROM change c WHERE id > :id AND undoes IS NULL AND ({' OR '.join(named)})"
        " AND NOT EXISTS (SELECT 1 FROM change u WHERE u.undoes = c.id) ORDER BY id",
        **values,
    )
    return [_entry(row) for row in rows]


def unseen(tx: Transaction, after: int, until: int, person: int) -> Entry | None:
    """What somebody other than this person changed after the entry with the one number and until that with the other,
    of a thing that was changed again since; None where there is no such change."""
    row = tx.first(
        f"SELECT {_COLUMNS} FROM change c WHERE id > :after AND id <= :until AND person <> :person AND EXISTS"
        " (SELECT 1 FROM change n WHERE n.id > :until AND n.kind = c.kind AND n.subject = c.subject)"
        " ORDER BY id DESC LIMIT 1",
        after=after,
        until=until,
        person=person,
    )
    return _entry(row) if row else None


def undone_by(tx: Transaction, number: int) -> int | None:
    """The number of the entry that took this one back; None where it stands."""
    row = tx.first("SELECT id FROM change WHERE undoes = :id", id=number)
    return int(row[0]) if row else None


def first_broken(tx: Transaction) -> int | None:
    """The number of the first entry that does not fit the one before it, is missing or is listed as another one; None
    where all do.

    Entries cut off at the end are missed by the counter, which gave their numbers.
    """
    expected, previous = 1, ""
    for row in _all(tx):
        *fields, hashed = row
        if row[0] != expected or chained(previous, *fields) != hashed or not _brief_fits(tx, row):
            return expected
        expected, previous = expected + 1, hashed
    given = tx.first("SELECT last FROM counter WHERE name = 'change'")
    return None if given is not None and given[0] == expected - 1 else expected


def _all(tx: Transaction) -> Iterator[Row]:
    last = 0
    while rows := tx.rows(
        f"SELECT {_COLUMNS} FROM change WHERE id > :last ORDER BY id LIMIT :limit", last=last, limit=_AT_ONCE
    ):
        yield from rows
        last = rows[-1][0]


def _brief_fits(tx: Transaction, row: Row) -> bool:
    """Whether it is listed as what it is."""
    kept = change_briefs.of(tx, row[0])
    return kept is None or kept == brief_of(_entry(row).change, row[6], row[7])


def _listed(tx: Transaction, row: Row) -> Entry:
    """What was written down before there were briefs gets one when it is first listed."""
    *fields, without_brief = row
    entry = _entry(tuple(fields))
    if without_brief and (brief := brief_of(entry.change, fields[6], fields[7])):
        change_briefs.keep(tx, entry.id, brief)
    return entry


def _entry(row: Row) -> Entry:
    number, at, person, channel, kind, subject, before, after, reason, basis, batch, undoes, hashed = row
    change = Change(kind, subject, json.loads(before), json.loads(after))
    return Entry(number, from_text(at), Author(person, channel), change, reason, basis, batch, undoes, hashed)
