"""A chat can be read as it was said, from any place in it; messages, people and conversations are remembered."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from knowledge.memory import Store, conversations, history, inbox, outbox, people
from knowledge.memory.moments import from_text, to_text
from knowledge.messages import Chat, Reply
from tests.talk import CHAT, NOW, message

LATER = NOW + timedelta(days=1)


def said(store: Store, after: int = 0, limit: int = 200) -> list[str]:
    return [line.reply.text for line in store.call(history.since, CHAT, after, limit)]


def test_both_directions_are_read_in_the_order_in_which_they_were_said(store: Store) -> None:
    store.call(inbox.add, message("hỏi", "1"), NOW)
    store.call(outbox.add, CHAT, Reply("đáp"), NOW)
    store.call(inbox.add, message("hỏi nữa", "2"), NOW)
    store.call(inbox.add, message("chuyện khác", "3", chat=Chat("console", "khác")), NOW)
    lines = store.call(history.since, CHAT)
    assert [(line.reply.text, line.sender, line.message_id) for line in lines] == [
        ("hỏi", "lan", "1"),
        ("đáp", "", ""),
        ("hỏi nữa", "lan", "2"),
    ]
    assert said(store, after=lines[0].id) == ["đáp", "hỏi nữa"]
    assert said(store, after=lines[-1].id) == []


def test_of_a_long_chat_the_newest_lines_are_given(store: Store) -> None:
    for number in range(5):
        store.call(outbox.add, CHAT, Reply(str(number)), NOW)
    assert said(store, limit=2) == ["3", "4"]


def test_a_message_is_new_once_for_each_channel(store: Store) -> None:
    elsewhere = message("hỏi", "1", chat=Chat("web", CHAT.id))
    assert store.call(inbox.add, message("hỏi", "1"), NOW)
    assert not store.call(inbox.add, message("hỏi", "1"), NOW)
    assert store.call(inbox.add, elsewhere, NOW)


def test_old_messages_are_forgotten(store: Store) -> None:
    store.call(inbox.add, message("cũ", "1"), NOW)
    store.call(inbox.add, message("mới", "2"), LATER)
    assert store.call(inbox.forget, LATER) == 1
    assert said(store) == ["mới"]


def test_a_person_is_the_same_again_and_others_are_others(store: Store) -> None:
    first = store.call(people.recognise, message("", sender="lan"), NOW)
    again = store.call(people.recognise, message("", sender="lan"), LATER)
    other = store.call(people.recognise, message("", chat=Chat("web", "x")), NOW)
    assert again.id == first.id != other.id


def test_a_chosen_language_stays(store: Store) -> None:
    person = store.call(people.recognise, message("", sender="lan"), NOW)
    assert person.language is None
    store.call(people.choose_language, person.id, "en")
    assert store.call(people.recognise, message("", sender="lan"), LATER).language == "en"


def test_a_conversation_belongs_to_one_person_in_one_chat(store: Store) -> None:
    lan = store.call(people.recognise, message("", sender="lan"), NOW).id
    minh = store.call(people.recognise, message("", sender="minh"), NOW).id
    store.call(conversations.put, CHAT, lan, "một", NOW)
    store.call(conversations.put, CHAT, lan, "hai", NOW)
    assert store.call(conversations.get, CHAT, lan) == "hai"
    assert store.call(conversations.get, CHAT, minh) is None
    assert store.call(conversations.get, Chat("console", "khác"), lan) is None


def test_a_conversation_follows_its_chat_to_a_new_id_unless_one_has_begun_there(store: Store) -> None:
    lan = store.call(people.recognise, message("", sender="lan"), NOW).id
    minh = store.call(people.recognise, message("", sender="minh"), NOW).id
    new = Chat("console", "mới")
    for person, state in ((lan, "của lan"), (minh, "của minh")):
        store.call(conversations.put, CHAT, person, state, NOW)
    store.call(conversations.put, new, minh, "đã có", NOW)
    store.call(conversations.move_chat, "console", CHAT.id, new.id)
    assert store.call(conversations.get, new, lan) == "của lan"
    assert store.call(conversations.get, new, minh) == "đã có"


def test_a_conversation_is_forgotten_after_its_time(store: Store) -> None:
    lan = store.call(people.recognise, message("", sender="lan"), NOW).id
    store.call(conversations.put, CHAT, lan, "một", NOW)
    assert store.call(conversations.forget, LATER) == 1
    assert store.call(conversations.get, CHAT, lan) is None


def test_moments_are_kept_in_utc_and_sort_as_text() -> None:
    hanoi = timezone(timedelta(hours=7))
    whole, part = datetime(2026, 11, 22, 9, 0, tzinfo=hanoi), datetime(2026, 11, 22, 2, 0, 0, 5, tzinfo=UTC)
    assert from_text(to_text(whole)) == whole
    assert to_text(whole) == "2026-11-22T02:00:00.000000+00:00" < to_text(part)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        to_text(datetime(2026, 11, 22))  # noqa: DTZ001
