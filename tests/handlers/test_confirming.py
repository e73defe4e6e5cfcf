"""What would do harm waits until who asked for it confirms it: within ten minutes, once."""

from datetime import timedelta

import pytest

from knowledge.memory import Store, chats, history
from knowledge.messages import Chat
from tests.handlers.setting_talk import GROUP, Setting, setting_talk
from tests.stores import store

__all__ = ["store"]

MINUTE = timedelta(minutes=1)


@pytest.fixture
def talk(store: Store) -> Setting:
    return setting_talk(store)


def asked(talk: Setting) -> int:
    """The officer asks to unbind the group; returns the row that offers to confirm it."""
    said = talk("/bogan")
    assert said == (
        "Bỏ gắn nhóm này với Bộ Ngoại giao? Nhắc việc của Bộ Ngoại giao không còn gửi vào nhóm này; giờ nhắc đã đặt và"
        " địa chỉ lịch của nhóm bị bỏ.\nVui lòng xác nhận trong 10 phút."
    )
    return talk.store.call(history.since, GROUP)[-1].id


def is_bound(talk: Setting) -> bool:
    return [place.chat.id for place in talk.store.call(chats.of_agency, "bng")] == [GROUP.id]


def test_nothing_is_done_before_it_is_confirmed_and_then_once(talk: Setting) -> None:
    row = asked(talk)
    assert is_bound(talk)
    assert "không còn gắn" in talk("Bỏ gắn", press=(row, 0))
    talk("/gan bng")
    assert "không còn hiệu lực" in talk("Bỏ gắn", press=(row, 0))
    assert is_bound(talk)


def test_given_up_it_cannot_be_confirmed_any_more(talk: Setting) -> None:
    row = asked(talk)
    assert talk("Thôi", press=(row, 1)) == "Chưa thay đổi gì."
    assert "không còn hiệu lực" in talk("Bỏ gắn", press=(row, 0))
    assert is_bound(talk)


def test_after_ten_minutes_it_is_too_late(talk: Setting) -> None:
    row = asked(talk)
    talk.later(10 * MINUTE)
    assert "Đã quá thời hạn xác nhận" in talk("Bỏ gắn", press=(row, 0))
    row = asked(talk)
    talk.later(9 * MINUTE)
    assert "không còn gắn" in talk("Bỏ gắn", press=(row, 0))


def test_another_person_s_press_is_told_so_and_takes_nothing_away(talk: Setting) -> None:
    talk.make("quản trị", "admin")
    row = asked(talk)
    assert talk("Bỏ gắn", press=(row, 0), sender="quản trị") == "Chỉ người đã yêu cầu được xác nhận việc này."
    assert is_bound(talk)
    assert "không còn gắn" in talk("Bỏ gắn", press=(row, 0))


def test_a_number_typed_by_another_person_is_none_of_it(talk: Setting) -> None:
    asked(talk)
    talk("1", sender="minh")
    assert is_bound(talk)
    assert "không còn gắn" in talk("1")


def test_asked_twice_only_the_second_can_be_confirmed(talk: Setting) -> None:
    first, second = asked(talk), asked(talk)
    assert "không còn hiệu lực" in talk("Bỏ gắn", press=(first, 0))
    assert "không còn gắn" in talk("Bỏ gắn", press=(second, 0))


def test_who_may_not_any_more_when_it_is_confirmed_is_refused(talk: Setting) -> None:
    row = asked(talk)
    talk.make("hoa", "member")
    assert "Chỉ cán bộ đầu mối của Bộ Ngoại giao" in talk("Bỏ gắn", press=(row, 0))
    assert is_bound(talk)


def test_what_was_confirmed_is_not_done_to_what_came_in_its_place(talk: Setting) -> None:
    talk.make("hoa", "officer", "bng", "bct")
    row = asked(talk)
    talk.make("quản trị", "admin")
    talk.confirmed("/bogan", sender="quản trị")
    talk("/gan bct", sender="quản trị")
    assert "chưa gắn" in talk("Bỏ gắn", press=(row, 0))
    assert [place.chat.id for place in talk.store.call(chats.of_agency, "bct")] == [GROUP.id]


def test_typing_what_a_button_carries_confirms_nothing(talk: Setting) -> None:
    asked(talk)
    talk("confirm:yes 1")
    assert is_bound(talk)


def test_a_press_in_another_chat_is_not_known_there(talk: Setting) -> None:
    row = asked(talk)
    assert "không còn dùng được" in talk("Bỏ gắn", press=(row, 0), chat=Chat("console", "hoa"))
    assert is_bound(talk)


def test_what_somebody_else_changed_meanwhile_is_told_and_not_overwritten(talk: Setting) -> None:
    talk.make("quản trị", "admin")
    row = asked(talk)
    talk("/nhac gio 9-11", sender="quản trị")
    said = talk("Bỏ gắn", press=(row, 0))
    assert said.startswith("Chưa thay đổi gì, vì trong lúc chờ xác nhận đã có thay đổi khác:")
    assert "nhắc việc trong nhóm" in said
    assert is_bound(talk)
    row = asked(talk)
    assert "không còn gắn" in talk("Bỏ gắn", press=(row, 0))


def test_what_one_changed_oneself_meanwhile_one_has_seen(talk: Setting) -> None:
    row = asked(talk)
    talk("/nhac gio 9-11")
    assert "không còn gắn" in talk("Bỏ gắn", press=(row, 0))
