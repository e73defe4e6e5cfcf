"""What will be said is written down, claimed once, kept in order in each chat, and ends with a proof or a reason."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.memory import Store, health, history, outbox
from knowledge.memory.outgoing import Outgoing, reply_from_json, reply_to_json
from knowledge.messages import Button, Chat, Reply
from tests.talk import CHAT, NOW

LATER = NOW + timedelta(minutes=1)
OTHER = Chat("console", "khác", group=True)


def add(store: Store, text: str, chat: Chat = CHAT, key: str | None = None) -> int | None:
    return store.call(outbox.add, chat, Reply(text), NOW, key=key)


def due(store: Store, now: datetime = NOW) -> list[str]:
    return [row.reply.text for row in store.call(outbox.due, "console", now, 10)]


def take(store: Store) -> Outgoing:
    row = store.call(outbox.claim, store.call(outbox.due, "console", LATER, 1)[0], LATER)
    assert row is not None
    return row


def recover(store: Store) -> int:
    """At NOW, with as many seconds of pause as there were tries."""
    return store.call(outbox.recover, "console", NOW, lambda tries: timedelta(seconds=tries))


def state(store: Store, row_id: int) -> str:
    row = store.call(outbox.get, row_id)
    assert row is not None
    return row.state


@given(
    st.builds(
        Reply,
        st.text(),
        st.lists(st.builds(Button, st.text(), st.text()), max_size=4).map(tuple),
    )
)
def test_a_reply_comes_back_as_it_was_written_down(reply: Reply) -> None:
    assert reply_from_json(reply_to_json(reply)) == reply


def test_a_row_tells_everything_that_a_channel_needs(store: Store) -> None:
    reply = Reply("Bộ Ngoại giao", (Button("Thêm", "act:more"),))
    row_id = store.call(outbox.add, OTHER, reply, NOW)
    row = store.call(outbox.get, row_id or 0)
    assert row == Outgoing(row_id or 0, OTHER, reply, None, None, None, "waiting", NOW, 0, False, 0, None, None, NOW)


def test_the_same_deterministic_key_is_written_down_once(store: Store) -> None:
    assert add(store, "nhắc", key="lan 2.6 2026 T-7") is not None
    assert add(store, "nhắc", key="lan 2.6 2026 T-7") is None
    assert due(store) == ["nhắc"]


def test_a_chat_gets_one_at_a_time_in_order_and_other_chats_do_not_wait(store: Store) -> None:
    add(store, "một")
    add(store, "hai")
    add(store, "khác", OTHER)
    assert due(store) == ["một", "khác"]
    first = take(store)
    assert due(store) == ["khác"]
    assert store.call(outbox.sent, first.id, "m1", NOW)
    assert sorted(due(store)) == ["hai", "khác"]


def test_a_row_is_claimed_by_one_only(store: Store) -> None:
    add(store, "một")
    row = store.call(outbox.due, "console", NOW, 1)[0]
    assert store.call(outbox.claim, row, NOW) is not None
    assert store.call(outbox.claim, row, NOW) is None


def test_a_row_claimed_failed_and_waiting_anew_is_not_taken_by_one_who_read_it_before(store: Store) -> None:
    add(store, "một")
    store.call(outbox.retry, take(store).id, NOW, "bận")
    read_before = store.call(outbox.due, "console", NOW, 1)[0]
    store.call(outbox.retry, take(store).id, NOW, "bận")
    assert store.call(outbox.claim, read_before, NOW) is None


def test_a_retry_waits_for_its_time_and_holds_back_what_comes_after_it(store: Store) -> None:
    add(store, "một")
    add(store, "hai")
    store.call(outbox.retry, take(store).id, LATER, "bận")
    assert due(store) == []
    assert store.call(outbox.next_due, "console", NOW) == LATER
    assert due(store, LATER) == ["một"]


def test_a_dead_row_keeps_its_reason_and_lets_the_next_go(store: Store) -> None:
    add(store, "một")
    add(store, "hai")
    row = take(store)
    store.call(outbox.dead, row.id, "kicked", NOW)
    dead = store.call(outbox.get, row.id)
    assert dead is not None
    assert (dead.state, dead.reason) == ("dead", "kicked")
    assert due(store) == ["hai"]


def test_what_may_have_arrived_is_sent_again_marked_as_a_repeat(store: Store) -> None:
    row_id = add(store, "một") or 0
    first = take(store)
    assert not first.repeated
    assert store.call(outbox.unknown, row_id, LATER, "answer lost")
    assert due(store) == []
    store.call(outbox.hasten, "console", NOW)
    assert take(store).repeated


def test_a_crash_while_sending_is_seen_at_the_next_start(store: Store) -> None:
    row_id = add(store, "một") or 0
    take(store)
    assert due(store, LATER) == []
    assert recover(store) == 1
    assert state(store, row_id) == "unknown"
    assert take(store).repeated


def test_a_repeat_in_which_the_program_crashes_as_well_is_not_tried_at_every_start(store: Store) -> None:
    add(store, "một")
    for _ in range(2):
        take(store)
        recover(store)
    assert due(store) == []
    assert due(store, NOW + timedelta(seconds=2)) == ["một"]


def test_a_start_leaves_alone_what_other_channels_are_sending(store: Store) -> None:
    row_id = store.call(outbox.add, Chat("web", "x"), Reply("một"), NOW) or 0
    store.call(outbox.claim, store.call(outbox.due, "web", NOW, 1)[0], NOW)
    assert recover(store) == 0
    assert state(store, row_id) == "sending"


@pytest.mark.parametrize("finish", [outbox.sent, outbox.dead])
def test_a_result_that_comes_after_the_row_was_settled_changes_nothing(store: Store, finish: object) -> None:
    row_id = add(store, "một") or 0
    take(store)
    store.call(outbox.sent, row_id, "m1", NOW)
    assert not store.call(finish, row_id, "m2", NOW)  # type: ignore[arg-type]
    row = store.call(outbox.get, row_id)
    assert row is not None
    assert row.proof == "m1"


def test_a_chat_with_a_new_id_takes_along_what_waits_but_not_what_was_said(store: Store) -> None:
    add(store, "đã gửi")
    said = take(store)
    store.call(outbox.sent, said.id, "m1", NOW)
    add(store, "một")
    add(store, "hai")
    assert store.call(outbox.move_chat, "console", CHAT.id, "mới") == 2
    row = store.call(outbox.get, said.id)
    assert row is not None
    assert row.chat == CHAT
    assert [r.chat.id for r in store.call(outbox.due, "console", NOW, 10)] == ["mới"]


def test_postponing_leaves_the_row_waiting_until_then(store: Store) -> None:
    row_id = add(store, "một") or 0
    store.call(outbox.postpone, row_id, LATER)
    assert due(store) == []
    assert due(store, LATER) == ["một"]
    assert state(store, row_id) == "waiting"


def test_old_rows_are_forgotten_when_finished_and_never_while_they_wait(store: Store) -> None:
    add(store, "đã gửi")
    store.call(outbox.sent, take(store).id, "m1", NOW)
    add(store, "còn chờ")
    assert store.call(outbox.forget, LATER) == 1
    assert due(store, LATER) == ["còn chờ"]


MINUTE = timedelta(minutes=1)


def test_a_reminder_that_was_held_offers_its_choices_from_when_it_was_sent(store: Store) -> None:
    """The answer was said later and sent before it; a number that is typed means what was read last."""
    choices = [Reply("nhắc", (Button("Đã nhận", "ack"),)), Reply("đáp", (Button("Tiếp", "more"),))]
    reminder = store.call(outbox.add, CHAT, choices[0], NOW, key="2.6", agency="bng", in_hours=True) or 0
    store.call(outbox.hold, reminder, NOW + 10 * MINUTE, NOW, "hours")
    answer = store.call(outbox.add, CHAT, choices[1], NOW + MINUTE, person=7)
    assert offered(store) == (answer, choices[1].buttons)
    [row] = store.call(outbox.due, "console", NOW + MINUTE, 1)
    store.call(outbox.claim, row, NOW + MINUTE)
    store.call(outbox.sent, row.id, "m1", NOW + MINUTE)
    [held] = store.call(outbox.due, "console", NOW + 10 * MINUTE, 1)
    store.call(outbox.claim, held, NOW + 10 * MINUTE)
    store.call(outbox.sent, held.id, "m2", NOW + 10 * MINUTE)
    assert offered(store) == (reminder, choices[0].buttons)


def offered(store: Store) -> tuple[int, tuple[Button, ...]]:
    last = store.call(history.last_offer, CHAT, 7)
    assert last is not None
    return last.row, last.buttons


def test_what_is_held_is_not_what_has_waited_longest(store: Store) -> None:
    row = store.call(outbox.add, CHAT, Reply("nhắc"), NOW, key="2.6", agency="bng", in_hours=True) or 0
    store.call(outbox.hold, row, NOW + 60 * MINUTE, NOW, "hours")
    queue = store.call(health.queues, NOW + 30 * MINUTE)["console"]
    assert (queue.waiting, queue.stuck, queue.oldest) == (1, 0, None)
    answer = store.call(outbox.add, CHAT, Reply("đáp"), NOW + MINUTE, person=7)
    assert answer is not None
    queue = store.call(health.queues, NOW + 30 * MINUTE)["console"]
    assert (queue.waiting, queue.stuck, queue.oldest) == (2, 1, NOW + MINUTE)


def test_what_keeps_hours_does_not_overtake_what_is_held_and_all_else_does(store: Store) -> None:
    first = store.call(outbox.add, CHAT, Reply("một"), NOW, key="một", agency="bng", in_hours=True) or 0
    store.call(outbox.hold, first, NOW + 10 * MINUTE, NOW, "hours")
    store.call(outbox.add, CHAT, Reply("hai"), NOW, key="hai", agency="bng", in_hours=True)
    assert due(store, NOW + MINUTE) == []
    store.call(outbox.add, CHAT, Reply("đáp"), NOW, person=7)
    assert due(store, NOW + 10 * MINUTE) == ["một"]
