"""A message goes in, at most one reply stands in the outbox, whatever happens on the way."""

import pytest

from handlers import router
from handlers.context import Context, Services
from knowledge.memory import Store, StoreError, Transaction, history, inbox, outbox
from knowledge.messages import Chat, Reply
from knowledge.texts import say
from tests.handlers.conftest import Talk
from tests.talk import CHAT, NOW, Echo, message

SERVICES = Services(Echo())


def test_a_question_is_answered_with_what_was_talked_about_before_in_this_chat_by_this_person(talk: Talk) -> None:
    assert talk("bộ ngoại giao") == "hỏi bộ ngoại giao"
    assert talk("còn phối hợp?") == "hỏi bộ ngoại giao | còn phối hợp?"
    assert talk("khác", sender="minh") == "hỏi khác"
    assert talk("nữa", chat=Chat("console", "chat khác")) == "hỏi nữa"


def test_the_same_message_again_is_not_answered_again(talk: Talk) -> None:
    assert talk.give(message("hỏi", "7")) == "hỏi hỏi"
    assert talk.give(message("hỏi", "7")) is None


def test_a_pressed_button_does_what_stands_in_the_row_that_offered_it(talk: Talk) -> None:
    row = talk.offer()
    assert talk("Tiếp", press=(row, 0)) == "chọn bảng | act:next"
    assert talk("Hỏi", press=(row, 1)) == "hỏi bảng | act:next | nhiệm vụ 3.7"
    assert talk("English", press=(row, 2)) == "Answers are now in English. Type /vi for Vietnamese."


@pytest.mark.parametrize("position", [3, -1, 99])
def test_a_button_that_was_never_offered_is_answered_with_what_to_do(talk: Talk, position: int) -> None:
    assert "nhập lại câu hỏi" in (talk("?", press=(talk.offer(), position)) or "")


def test_a_button_of_another_chat_or_of_a_forgotten_row_is_answered_with_what_to_do(talk: Talk) -> None:
    row = talk.offer()
    assert "nhập lại câu hỏi" in (talk("Tiếp", press=(row, 0), chat=Chat("console", "khác")) or "")
    assert "nhập lại câu hỏi" in (talk("Tiếp", press=(row, 0), chat=Chat("web", CHAT.id)) or "")
    assert "nhập lại câu hỏi" in (talk("Tiếp", press=(row + 1000, 0)) or "")


def test_typing_the_text_of_an_action_does_not_act(talk: Talk) -> None:
    assert talk("act:next") == "hỏi act:next"


def test_a_chosen_language_is_kept_for_the_person_and_can_be_taken_back(talk: Talk) -> None:
    assert "English" in (talk("/en@ttdn_bot") or "")
    assert talk("hello", chat=Chat("console", "khác")) == "hỏi hello (en)"
    assert "outside" not in (talk("/help") or "")
    assert "tiếng Việt" in (talk("/VI") or "")
    assert talk("chào", chat=Chat("console", "nữa")) == "hỏi chào"


def test_the_language_of_the_channel_counts_as_long_as_nothing_was_chosen(talk: Talk) -> None:
    assert talk("hello", language="en") == "hỏi hello (en)"
    assert (talk("/start", language="en") or "").startswith("Look up")


@pytest.mark.parametrize("command", ["/start", "/trogiup", "/help", "/start@bot abc", " /TroGiup "])
def test_help_says_what_can_be_asked_and_its_examples_can_be_pressed(talk: Talk, command: str) -> None:
    assert (talk(command) or "").startswith("Tra cứu nhiệm vụ")
    row = talk.store.call(history.since, CHAT)[-1].id
    assert talk("ví dụ", press=(row, 0)) == f"hỏi {say('vi', 'start.example')}"


def test_an_error_is_answered_with_its_id_and_undoes_what_the_route_did(
    talk: Talk, capsys: pytest.CaptureFixture[str]
) -> None:
    talk("một")
    sorry = talk("hỏng") or ""
    assert sorry.startswith("Chưa xử lý được yêu cầu, mã lỗi ")
    error_id = sorry.removeprefix("Chưa xử lý được yêu cầu, mã lỗi ")[:4]
    logged = capsys.readouterr().out
    assert error_id in logged
    assert "the catalog is on fire" in logged
    assert talk("hai") == "hỏi một | hai"


def test_a_route_that_fails_after_writing_leaves_nothing_but_the_message_and_the_sorry(store: Store) -> None:
    def write_and_fail(context: Context) -> Reply | None:
        outbox.add(context.tx, CHAT, Reply("nửa chừng"), NOW)
        raise RuntimeError("no")

    store.call(router.handle, SERVICES, message("hỏi"), NOW, (write_and_fail,))
    said = [line.reply.text for line in store.call(history.since, CHAT)]
    assert len(said) == 2
    assert said[0] == "hỏi"
    assert said[1].startswith("Chưa xử lý được")


def test_the_sorry_is_in_the_language_of_the_channel(talk: Talk) -> None:
    assert (talk("hỏng", language="en") or "").startswith("The request could not be handled")


def test_routes_that_do_not_answer_leave_the_message_without_one(store: Store) -> None:
    store.call(router.handle, SERVICES, message("hỏi"), NOW, (lambda _: None,))
    assert [line.reply.text for line in store.call(history.since, CHAT)] == ["hỏi"]


def test_what_cannot_be_stored_was_not_taken_and_may_come_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(tx: Transaction, *_: object, **__: object) -> int:
        raise StoreError("database: disk full")

    monkeypatch.setattr(outbox, "add", full)
    with pytest.raises(StoreError):
        store.call(router.handle, SERVICES, message("hỏi"), NOW)
    assert store.call(inbox.add, message("hỏi"), NOW)
