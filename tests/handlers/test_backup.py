"""/saoluu: an admin, in private, has a backup made; what is written down is for a job to work off."""

import pytest

from knowledge.memory import Store, backup_requests, people
from knowledge.memory.backup_requests import Request
from knowledge.messages import TRIAL, Chat
from tests.handlers.conftest import Talk
from tests.talk import NOW, message

PRIVATE, GROUP = Chat("console", "lan"), Chat("console", "nhóm Vụ", group=True)


def waiting(store: Store) -> list[Request]:
    return store.call(backup_requests.waiting)


@pytest.mark.parametrize("command", ["/saoluu", "/backup", "/SaoLuu@ttdn_bot"])
@pytest.mark.parametrize("role", ["admin", "owner"])
def test_an_admin_asks_and_the_job_answers(talk: Talk, role: str, command: str) -> None:
    person = talk.make("lan", role)
    assert talk(command, chat=PRIVATE) is None
    assert waiting(talk.store) == [Request(PRIVATE, person, "vi")]


def test_asked_again_before_it_is_done_it_is_the_same_one(talk: Talk) -> None:
    talk.make("lan", "admin")
    talk("/saoluu", chat=PRIVATE)
    assert talk("/saoluu", chat=PRIVATE) == "Bản sao lưu theo yêu cầu trước đang được tạo, xong sẽ báo."
    assert len(waiting(talk.store)) == 1


@pytest.mark.parametrize("role", ["", "member", "officer"])
def test_nobody_else_may(talk: Talk, role: str) -> None:
    talk.make("lan", role, *(["bng"] if role == "officer" else []))
    assert talk("/saoluu", chat=PRIVATE) == "Chỉ người quản trị được làm việc này."
    assert waiting(talk.store) == []


def test_in_a_group_an_admin_is_told_to_ask_in_private(talk: Talk) -> None:
    talk.make("lan", "admin")
    assert talk("/saoluu", chat=GROUP) == "Vui lòng gửi lệnh này trong cuộc trò chuyện riêng."
    assert waiting(talk.store) == []


def test_who_only_plays_an_admin_backs_nothing_up(talk: Talk) -> None:
    played = Chat(TRIAL, "ai")
    person = talk.store.call(people.recognise, message("", sender="ai", chat=played), NOW)
    talk.store.call(people.set_role, person.id, "admin")
    assert talk("/saoluu", chat=played, sender="ai") == "Khi dùng thử vai trò thì không làm được việc này."
    assert waiting(talk.store) == []


def test_the_word_in_a_question_is_no_command(talk: Talk) -> None:
    talk.make("lan", "admin")
    assert talk("saoluu thế nào", chat=PRIVATE) == "hỏi saoluu thế nào"
