"""The commands of the menu are questions with their first words filled in."""

import pytest

from handlers.inline import look_up
from knowledge.messages import Chat
from tests.handlers.conftest import Talk
from tests.talk import NOW


@pytest.mark.parametrize(("typed", "asked"), [
    ("/hoi Bộ Y tế chủ trì gì", "Bộ Y tế chủ trì gì"), ("/hoi@ttdn_bot 3.6", "3.6"),
    ("/nhiemvu 3.6", "nhiệm vụ 3.6"), ("/han", "Nhiệm vụ nào hết hạn năm nay?"), ("/han 2.6", "thời hạn 2.6"),
    ("/baocao", "Hạn nộp báo cáo năm nay?"), ("/donvi BTTTT", "BTTTT nay là cơ quan nào?"),
])  # fmt: skip
def test_a_command_asks(talk: Talk, typed: str, asked: str) -> None:
    assert talk(typed) == f"hỏi {asked}"


@pytest.mark.parametrize("command", ["/hoi", "/nhiemvu", "/donvi"])
def test_a_command_that_needs_more_says_how_it_is_used(talk: Talk, command: str) -> None:
    assert f"ví dụ: {command} " in (talk(command) or "")


def test_in_an_agency_s_group_it_is_about_that_agency(talk: Talk) -> None:
    group = Chat("console", "nhóm", group=True)
    talk.make("lan", "admin")
    talk("/gan bng", chat=group)
    assert (talk("/nhiemvu", chat=group) or "").startswith("hỏi Bộ Ngoại giao chủ trì nhiệm vụ nào?")


def test_the_commands_have_english_twins(talk: Talk) -> None:
    assert talk("/ask who leads 3.6", language="en") == "hỏi who leads 3.6 (en)"
    assert talk("/reports", language="en") == "hỏi When is this year's report due? (en)"


def test_a_question_in_any_chat_gives_its_answer_and_what_it_leads_to(talk: Talk) -> None:
    found = talk.store.call(look_up, talk.services, "console", "lan", "bảng", "vi", NOW)
    assert [reply.text for reply in found][:2] == ["hỏi bảng", "chọn bảng | act:next"]


def test_a_question_in_any_chat_tells_strangers_nothing(members: Talk) -> None:
    found = members.store.call(look_up, members.services, "console", "lan", "bảng", "vi", NOW)
    assert len(found) == 1
    assert "mã mời" in found[0].text


def test_a_command_begins_anew_but_a_question_behind_one_goes_on(talk: Talk) -> None:
    talk("bộ ngoại giao")
    assert talk("/hoi còn phối hợp?") == "hỏi bộ ngoại giao | còn phối hợp?"
    assert talk("/han 2.6") == "hỏi thời hạn 2.6"


def test_a_command_that_nobody_knows_is_said_to_be_so_and_in_a_group_is_another_bots(talk: Talk) -> None:
    assert "Không có lệnh này" in (talk("/xyz abc") or "")
    assert talk("/xyz abc", chat=Chat("console", "nhóm", group=True)) is None
