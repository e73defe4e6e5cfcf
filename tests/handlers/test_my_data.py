"""What is kept about a person can be seen and erased by that person."""

from knowledge.memory import Transaction, people
from knowledge.messages import Chat
from tests.handlers.conftest import Talk


def test_it_shows_channels_role_and_agencies_in_private_only(talk: Talk) -> None:
    talk.make("lan", "officer", "bng")
    talk("bộ ngoại giao")
    answer = talk("/dulieucuatoi") or ""
    assert "console" in answer
    assert "cán bộ đầu mối" in answer
    assert "Bộ Ngoại giao" in answer
    assert "riêng" in (talk("/dulieucuatoi", chat=Chat("console", "nhóm", group=True)) or "")


def test_chosen_under_it_everything_is_erased(talk: Talk) -> None:
    talk.make("lan", "officer", "bng")
    talk("bộ ngoại giao")
    talk("/dulieucuatoi")
    assert "Đã xóa" in (talk.confirmed("1") or "")
    for table in ("account", "person", "person_agency", "conversation", "chat"):
        assert talk.store.call(rows_of, table) == []
    assert "ngoại giao" not in str(talk.store.call(lambda tx: tx.rows("SELECT text, sender FROM inbox")))
    assert talk("còn phối hợp?") == "hỏi còn phối hợp?"


def test_nothing_that_is_kept_holds_the_id_of_who_was_erased(talk: Talk) -> None:
    private = Chat("console", "id-4711")
    talk.make("id-4711", "member")
    talk("chuyện riêng", chat=private, sender="id-4711")
    talk("chuyện nhóm", chat=Chat("console", "nhóm", group=True), sender="id-4711")
    talk("/dulieucuatoi", chat=private, sender="id-4711")
    assert "Đã xóa" in (talk.confirmed("1", chat=private, sender="id-4711") or "")
    kept = str([talk.store.call(rows_of, table) for table in ("inbox", "chat", "account", "person", "conversation")])
    assert "id-4711" not in kept
    assert "chuyện" not in kept + str(talk.store.call(rows_of, "outbox"))


def test_typing_the_words_of_the_action_erases_nothing(talk: Talk) -> None:
    talk.make("lan", "member")
    assert "Vai trò" in (talk("/dulieucuatoi xoa") or "")
    assert talk.store.call(people.find, "console", "lan") is not None


def test_the_last_owner_stays(talk: Talk) -> None:
    talk.make("lan", "owner")
    talk("/dulieucuatoi")
    assert "người phụ trách chương trình duy nhất" in (talk("1") or "")
    talk.make("minh", "owner")
    talk("/dulieucuatoi")
    assert "Đã xóa" in (talk.confirmed("1") or "")


def rows_of(tx: Transaction, table: str) -> list[tuple[object, ...]]:
    return tx.rows(f"SELECT * FROM {table}")
