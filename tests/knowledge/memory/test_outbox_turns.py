"""Who is next, across chats: found without looking at what waits behind, answers before what we say by ourselves."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.memory import Store, Transaction, outbox, people, turns, undelivered, unsent
from knowledge.memory.outgoing import Outgoing
from knowledge.messages import Chat, Reply
from tests.stores import new_store
from tests.talk import NOW, message

CHATS = [Chat("console", name, group=True) for name in ("một", "hai", "ba")]
LATER = timedelta(minutes=1)
MANY = 1500


def say(store: Store, text: str, chat: Chat, person: int | None = None) -> int:
    row_id = store.call(outbox.add, chat, Reply(text), NOW, person=person)
    assert row_id is not None
    return row_id


def due(store: Store) -> list[str]:
    return [row.reply.text for row in store.call(outbox.due, "console", NOW, 10)]


def test_an_answer_goes_before_all_that_we_say_by_ourselves(store: Store) -> None:
    say(store, "nhắc một", CHATS[0])
    say(store, "nhắc hai", CHATS[1])
    say(store, "đáp", CHATS[2], person=1)
    assert due(store) == ["đáp", "nhắc một", "nhắc hai"]
    assert [row.reply.text for row in store.call(outbox.longest_due, "console", NOW, 2)] == ["nhắc một", "nhắc hai"]


def test_what_stands_before_an_answer_in_its_own_chat_goes_first_for_its_sake(store: Store) -> None:
    say(store, "nhắc một", CHATS[0])
    say(store, "nhắc hai", CHATS[1])
    say(store, "đáp", CHATS[1], person=1)
    assert due(store) == ["nhắc hai", "nhắc một"]
    send(store, "nhắc hai")
    assert due(store) == ["đáp", "nhắc một"]
    say(store, "nhắc ba", CHATS[1])
    send(store, "đáp")
    assert due(store) == ["nhắc một", "nhắc ba"]


def test_a_long_text_of_which_a_part_has_arrived_does_not_wait_for_all_others_again(store: Store) -> None:
    for number, chat in enumerate(CHATS):
        say(store, f"nhắc {number}", chat)
    row = store.call(outbox.claim, store.call(outbox.due, "console", NOW, 3)[2], NOW)
    assert row is not None
    store.call(outbox.part_sent, row.id)
    store.call(outbox.retry, row.id, NOW, "waits its turn")
    assert due(store) == ["nhắc 2", "nhắc 0", "nhắc 1"]


def test_a_person_who_is_forgotten_leaves_nobody_waiting_behind(store: Store) -> None:
    person = store.call(people.recognise, message("", sender="lan"), NOW).id
    say(store, "đáp", CHATS[0], person=person)
    say(store, "nhắc", CHATS[0])
    store.call(people.erase, person)
    assert due(store) == ["nhắc"]


def test_a_chat_that_was_passed_over_for_whatever_reason_is_found_at_the_next_start(store: Store) -> None:
    row_id = say(store, "nhắc", CHATS[0])
    store.call(lambda tx: tx.change("UPDATE outbox SET turn = :turn WHERE id = :id", id=row_id, turn=turns.BEHIND))
    assert due(store) == []
    store.call(outbox.recover, "console", NOW, lambda tries: LATER)
    assert due(store) == ["nhắc"]


def send(store: Store, text: str) -> None:
    row = next(row for row in store.call(outbox.due, "console", NOW, 10) if row.reply.text == text)
    assert store.call(outbox.claim, row, NOW) is not None
    assert store.call(outbox.sent, row.id, "proof", NOW)


DEEDS = ("remind", "answer", "notice", "claim", "sent", "retry", "dead", "hold", "drop", "withdraw", "pass on", "move")
Deed = tuple[str, int, int]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 30), st.integers(0, 2)), max_size=40))
def test_whatever_happens_everything_that_may_be_sent_now_or_later_is_found(deeds: list[Deed]) -> None:
    with new_store() as store:
        for deed in deeds:
            store.call(do, deed)
            for now in (NOW, NOW + LATER):
                for find in (outbox.due, outbox.longest_due):
                    assert {row.id for row in store.call(find, "console", now, 100)} == store.call(may_be_sent, now)


def do(tx: Transaction, deed: Deed) -> None:
    kind, number, place = deed
    chat = CHATS[place]
    rows = [row for row in (outbox.get(tx, row_id) for row_id in range(1, 60)) if row is not None]
    row = rows[number % len(rows)] if rows else None
    if kind in ("remind", "answer", "notice"):
        outbox.add(tx, chat, Reply(kind), NOW, person=1 if kind == "answer" else None, in_hours=kind == "remind")
    elif kind == "move":
        outbox.move_chat(tx, "console", CHATS[number % 3].id, chat.id)
    elif row is not None:
        do_with(tx, kind, row, chat)


def do_with(tx: Transaction, kind: str, row: Outgoing, chat: Chat) -> None:
    if kind == "claim" and row.id in may_be_sent(tx, NOW):
        outbox.claim(tx, row, NOW)
    elif kind == "sent":
        outbox.sent(tx, row.id, "proof", NOW)
    elif kind == "retry":
        outbox.retry(tx, row.id, NOW, "bận")
    elif kind == "dead":
        outbox.dead(tx, row.id, "kicked", NOW)
    elif kind == "hold":
        outbox.hold(tx, row.id, NOW + LATER / 2, NOW, "hours")
    elif kind == "drop":
        unsent.drop(tx, row.id)
    elif kind == "withdraw":
        undelivered.withdraw(tx, row.id, "thôi", NOW)
    elif kind == "pass on" and row.state in ("waiting", "retry"):
        undelivered.pass_on(tx, row, chat, NOW)


def may_be_sent(tx: Transaction, now: datetime) -> set[int]:
    """Said plainly: what is due, in a chat in which nothing is being sent, and behind nothing but what is held, which
    holds up only what keeps hours too."""
    found = set()
    for chat in CHATS:
        rows = tx.rows("SELECT id FROM outbox WHERE chat = :chat AND finished_at IS NULL ORDER BY id", chat=chat.id)
        waiting = [row for (row_id,) in rows if (row := outbox.get(tx, row_id)) is not None]
        if "sending" not in {row.state for row in waiting}:
            held = [row.held_for != "" and row.due_at > now for row in waiting]
            found |= {
                row.id
                for place, row in enumerate(waiting)
                if row.due_at <= now and (place == 0 or (all(held[:place]) and not row.in_hours))
            }
    return found


@pytest.mark.parametrize("chats", [MANY, 30], ids=["a row for each chat", "many rows for each chat"])
def test_neither_looking_what_is_due_nor_sending_it_looks_at_all_that_waits(store: Store, chats: int) -> None:
    store.call(fill, chats)
    steps = [store.call(steps_of, deed) for deed in (look, put_off, look, send_one, add_one)]
    assert max(steps) < 5000, f"of SQLite's machine, of which a row takes some dozens: {steps}"


def fill(tx: Transaction, chats: int) -> None:
    for number in range(MANY):
        outbox.add(tx, Chat("console", str(number * chats // MANY), group=True), Reply("nhắc"), NOW)


def look(tx: Transaction) -> None:
    outbox.due(tx, "console", NOW, 8)
    outbox.next_due(tx, "console", NOW)


def put_off(tx: Transaction) -> None:
    for row in outbox.due(tx, "console", NOW, 8):
        outbox.postpone(tx, row.id, NOW + LATER)


def send_one(tx: Transaction) -> None:
    row = outbox.claim(tx, outbox.due(tx, "console", NOW, 1)[0], NOW)
    assert row is not None
    outbox.sent(tx, row.id, "proof", NOW)


def add_one(tx: Transaction) -> None:
    outbox.add(tx, Chat("console", "0", group=True), Reply("đáp"), NOW, person=1)


def steps_of(tx: Transaction, deed: Callable[[Transaction], None]) -> int:
    steps = 0

    def step() -> int:
        nonlocal steps
        steps += 10
        return 0

    tx.connection.set_progress_handler(step, 10)
    deed(tx)
    tx.connection.set_progress_handler(None, 0)
    return steps


def test_both_looks_go_straight_to_the_rows_by_an_index(store: Store) -> None:
    plans = store.call(plans_of_a_look)
    assert plans == ["outbox_turn", "outbox_turn", "outbox_due"]


def plans_of_a_look(tx: Transaction) -> list[str]:
    """The index that each statement uses for the outbox itself."""
    seen: list[str] = []
    tx.connection.set_trace_callback(seen.append)
    look(tx)
    tx.connection.set_trace_callback(None)
    details = [
        [str(row[3]) for row in tx.rows(f"EXPLAIN QUERY PLAN {sql}")] for sql in seen if sql.startswith("SELECT")
    ]
    assert not [each for plan in details for each in plan if "TEMP B-TREE" in each or each.startswith("SCAN")]
    return [plan[0].partition("INDEX ")[2].partition(" ")[0] for plan in details]
