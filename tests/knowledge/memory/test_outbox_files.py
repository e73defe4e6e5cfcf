"""A file is kept beside what is said with it: read to be sent, passed on with it, forgotten with it."""

from datetime import timedelta

from knowledge.memory import Store, Transaction, history, outbox, outbox_files, people, undelivered
from knowledge.memory.outbox_files import FileHead
from knowledge.messages import Chat, Reply
from tests.files import CALENDAR, PICTURE
from tests.talk import CHAT, NOW, message

OTHER = Chat("console", "khác")
REPLY = Reply("Lịch nhắc", file=CALENDAR)


def add(store: Store, **other: object) -> int:
    row_id = store.call(outbox.add, CHAT, REPLY, NOW, **other)  # type: ignore[arg-type]
    assert row_id is not None
    return row_id


def kept(store: Store) -> int:
    def count(tx: Transaction) -> int:
        row = tx.first("SELECT COUNT(*) FROM outbox_file")
        return int(row[0]) if row else 0

    return store.call(count)


def test_a_file_is_read_when_the_row_is_claimed_and_not_before(store: Store) -> None:
    add(store)
    [row] = store.call(outbox.due, "console", NOW, 10)
    assert row.reply == Reply("Lịch nhắc")
    claimed = store.call(outbox.claim, row, NOW)
    assert claimed is not None
    assert claimed.reply == REPLY


def test_a_chat_is_read_with_what_there_is_to_say_of_its_files(store: Store) -> None:
    add(store)
    store.call(outbox.add, CHAT, Reply("không tệp"), NOW)
    with_file, without = store.call(history.since, CHAT)
    assert with_file.file == FileHead("Lịch nhắc 47-NQ-CP.ics", "text/calendar", len(CALENDAR.content))
    assert (with_file.reply, without.file) == (Reply("Lịch nhắc"), None)


def test_a_file_is_given_to_its_own_chat_only(store: Store) -> None:
    row_id = add(store)
    assert store.call(outbox_files.in_chat, CHAT, row_id) == CALENDAR
    assert store.call(outbox_files.in_chat, OTHER, row_id) is None
    assert store.call(outbox_files.in_chat, Chat("telegram", CHAT.id), row_id) is None
    assert store.call(outbox_files.in_chat, CHAT, row_id + 1) is None


def test_what_is_said_in_another_chat_instead_brings_its_file_along(store: Store) -> None:
    add(store, agency="bng")
    [row] = store.call(undelivered.held_up, NOW + timedelta(hours=1))
    new = store.call(undelivered.pass_on, row, OTHER, NOW)
    assert store.call(outbox_files.of_row, new or 0) == CALENDAR


def test_the_same_key_keeps_the_first_file(store: Store) -> None:
    row_id = add(store, key="lịch bng")
    assert store.call(outbox.add, CHAT, Reply("khác", file=PICTURE), NOW, key="lịch bng") is None
    assert (kept(store), store.call(outbox_files.of_row, row_id)) == (1, CALENDAR)


def test_a_file_is_forgotten_with_what_was_said(store: Store) -> None:
    person = store.call(people.recognise, message("lịch"), NOW)
    add(store, person=person.id)
    add(store)
    store.call(people.erase, person.id)
    assert kept(store) == 1
    [row] = store.call(outbox.due, "console", NOW, 10)
    store.call(outbox.claim, row, NOW)
    store.call(outbox.sent, row.id, "proof", NOW)
    store.call(outbox.forget, NOW + timedelta(days=1))
    assert kept(store) == 0
