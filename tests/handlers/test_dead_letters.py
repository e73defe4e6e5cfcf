"""What the program said by itself and could not deliver: told of once, shown to admins, sent again at most once."""

from datetime import datetime, timedelta

import pytest

from handlers.context import Access
from jobs.schedule import Times, look_after_chats
from jobs.sending import SendError
from jobs.settling import settle
from knowledge.memory import Store, Transaction, chats, history, outbox, people, undelivered
from knowledge.messages import TRIAL, Chat, Reply
from knowledge.notices import tell_agency
from tests.handlers.conftest import Talk
from tests.talk import CHAT, NOW, message

GROUP, SECOND = Chat("console", "nhóm Vụ", group=True), Chat("zalo_bot", "nhóm hai", group=True)
ADMIN = Chat("console", "lan")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TIMES = Times(messages=timedelta(days=90), conversations=timedelta(days=30))
REFUSED = SendError("message text is not allowed", permanent=True)


def bind(tx: Transaction, chat: Chat, agency: str = "bng") -> None:
    chats.seen(tx, message("", chat=chat), NOW)
    chats.bind(tx, chat, agency, 1, NOW)


def remind(store: Store, text: str, agency: str = "bng") -> int:
    return store.call(tell_agency, agency, Reply(text), NOW, text) or 0


def fail(store: Store, row_id: int, error: SendError = REFUSED, at: datetime = NOW) -> None:
    def sent_in_vain(tx: Transaction) -> None:
        row = outbox.get(tx, row_id)
        claimed = outbox.claim(tx, row, at) if row else None
        assert claimed is not None
        settle(tx, claimed, error, at)

    store.call(sent_in_vain)


@pytest.fixture
def admin(talk: Talk) -> Talk:
    """An admin writes in private; Bộ Ngoại giao has a group."""
    talk.make("lan", "admin")
    talk.store.call(chats.seen, message("", chat=ADMIN), NOW)
    talk.store.call(bind, GROUP)
    return talk


def shown(talk: Talk) -> str:
    return talk("/khongguiduoc", chat=ADMIN) or ""


def press(talk: Talk, label: str) -> str:
    offers = talk.store.call(history.since, ADMIN)[-1]
    position = [button.label for button in offers.reply.buttons].index(label)
    return talk(label, chat=ADMIN, press=(offers.id, position)) or ""


def said(talk: Talk, chat: Chat) -> list[str]:
    return [line.reply.text for line in talk.store.call(history.since, chat)]


def test_when_all_arrived_that_is_said(admin: Talk) -> None:
    assert shown(admin) == "Trong 30 ngày qua, tin chương trình tự gửi đều tới nơi."


def test_each_is_shown_with_its_time_channel_agency_reason_and_first_words(admin: Talk) -> None:
    fail(admin.store, remind(admin.store, "Nhắc việc của Bộ Ngoại giao:\n- 2.6 Sửa đổi Nghị định"))
    assert shown(admin).splitlines() == [
        "Tin chương trình tự gửi mà không tới nơi trong 30 ngày qua (1):",
        "1. 09:00 22/11/2026, console, Bộ Ngoại giao: message text is not allowed."
        " “Nhắc việc của Bộ Ngoại giao: - 2.6 Sửa đổi Nghị định”",
    ]
    assert admin.labels(ADMIN) == ["Gửi lại 1"]


@pytest.mark.parametrize(("error", "tries", "reason"), [
    (SendError("out of reach"), 30, "đã thử lại nhiều ngày không được (out of reach)"),
    (SendError("kicked", gone=True), 0, "cuộc trò chuyện không còn nhận tin (kicked)"),
])  # fmt: skip
def test_reasons_of_ours_are_in_words(admin: Talk, error: SendError, tries: int, reason: str) -> None:
    row = remind(admin.store, "nhắc")
    admin.store.call(
        lambda tx: tx.change("UPDATE outbox SET tries = :n, tried_since = created_at WHERE id = :id", n=tries, id=row)
    )
    fail(admin.store, row, error, NOW + 4 * DAY)
    assert f"Bộ Ngoại giao: {reason}. “nhắc”" in shown(admin)


def test_what_was_withdrawn_with_the_chat_is_shown_too(admin: Talk) -> None:
    remind(admin.store, "nhắc")
    admin.confirmed("/bogan", chat=GROUP, sender="lan")
    assert "nhóm không còn gắn với cơ quan này" in shown(admin)


def test_neither_an_answer_nor_what_another_chat_was_told_instead_is_shown(admin: Talk) -> None:
    admin.store.call(bind, SECOND)
    fail(admin.store, remind(admin.store, "nhắc"), SendError("kicked", gone=True))
    admin("bộ ngoại giao", chat=CHAT)
    fail(admin.store, admin.store.call(history.since, CHAT)[-1].id)
    assert said(admin, SECOND) == ["nhắc"]
    assert "đều tới nơi" in shown(admin)


def test_one_is_sent_again_once_within_its_hours_however_often_that_is_pressed(admin: Talk) -> None:
    old = remind(admin.store, "nhắc")
    fail(admin.store, old)
    shown(admin)
    offers = admin.store.call(history.since, ADMIN)[-1].id
    assert press(admin, "Gửi lại 1") == "Gửi lại 1 tin; tin nhắc việc chỉ được gửi trong giờ làm việc."
    assert admin("Gửi lại 1", chat=ADMIN, press=(offers, 0)) == "1 tin đã được gửi lại trước đó."
    assert said(admin, GROUP) == ["nhắc", "nhắc"]
    new = admin.store.call(outbox.get, admin.store.call(history.since, GROUP)[-1].id)
    assert new is not None
    assert (new.state, new.in_hours, new.agency) == ("waiting", True, "bng")
    assert "đều tới nơi" in shown(admin)


def test_what_is_sent_again_in_vain_is_a_dead_letter_again(admin: Talk) -> None:
    fail(admin.store, remind(admin.store, "nhắc"))
    shown(admin)
    press(admin, "Gửi lại 1")
    fail(admin.store, admin.store.call(history.since, GROUP)[-1].id)
    assert "(1):" in shown(admin)
    press(admin, "Gửi lại 1")
    assert said(admin, GROUP) == ["nhắc"] * 3


def test_all_that_are_shown_are_sent_again_and_the_next_ones_are_shown(admin: Talk) -> None:
    for number in range(12):
        fail(admin.store, remind(admin.store, f"nhắc {number}"), at=NOW + timedelta(minutes=number))
    admin.later(HOUR)
    assert shown(admin).splitlines()[0].startswith("10 tin mới nhất trong 12 tin")
    assert "“nhắc 11”" in shown(admin).splitlines()[1]
    assert press(admin, "Gửi lại tất cả").startswith("Gửi lại 10 tin chưa tới nơi")
    assert press(admin, "Gửi lại").startswith("Gửi lại 10 tin;")
    assert [line.split("“")[1] for line in shown(admin).splitlines()[1:]] == ["nhắc 1”", "nhắc 0”"]


def test_where_the_chat_is_gone_it_goes_to_the_first_of_the_agency_that_can_be_reached(admin: Talk) -> None:
    fail(admin.store, remind(admin.store, "nhắc"), SendError("kicked", gone=True))
    shown(admin)
    assert "không còn cuộc trò chuyện nào nhận" in press(admin, "Gửi lại 1")
    admin.store.call(bind, SECOND)
    shown(admin)
    press(admin, "Gửi lại 1")
    assert said(admin, SECOND) == ["nhắc"]


def test_a_chat_that_is_another_agencys_now_is_not_given_it(admin: Talk) -> None:
    fail(admin.store, remind(admin.store, "nhắc"))
    admin.store.call(chats.unbind, GROUP, NOW)
    admin.store.call(bind, GROUP, "bct")
    shown(admin)
    assert "không còn cuộc trò chuyện nào nhận" in press(admin, "Gửi lại 1")


def test_what_has_waited_for_long_is_counted_but_not_what_waits_for_its_hours(admin: Talk) -> None:
    rows = [remind(admin.store, f"nhắc {number}") for number in range(3)]
    admin.store.call(outbox.hold, rows[0], NOW + DAY, NOW, "quota")
    admin.store.call(outbox.hold, rows[1], NOW + DAY, NOW, "hours")
    assert len(shown(admin).splitlines()) == 1
    admin.later(2 * HOUR)
    assert shown(admin).splitlines()[1] == "Đang chờ gửi đã hơn một giờ: 2 tin."


def test_only_admins_see_it_in_private_and_nobody_who_tries_out_a_role(admin: Talk) -> None:
    fail(admin.store, remind(admin.store, "nhắc"))
    admin.make("hoa", "officer", "bng")
    assert admin("/deadletters", chat=Chat("console", "hoa"), sender="hoa") == "Chỉ người quản trị được làm việc này."
    assert "trò chuyện riêng" in (admin("/khongguiduoc", chat=GROUP, sender="lan") or "")
    played = Chat(TRIAL, "ai")
    person = admin.store.call(people.recognise, message("", sender="ai", chat=played), NOW)
    admin.store.call(people.set_role, person.id, "admin")
    admin.services = type(admin.services)(admin.services.questions, Access(trusted=frozenset({TRIAL})))
    assert admin("/khongguiduoc", chat=played, sender="ai") == "Khi dùng thử vai trò thì không làm được việc này."


def test_typing_the_words_of_the_action_sends_nothing(admin: Talk) -> None:
    row = remind(admin.store, "nhắc")
    fail(admin.store, row)
    admin(f"deadletters:again {row}", chat=ADMIN)
    assert said(admin, GROUP) == ["nhắc"]


def test_admins_are_told_of_a_day_in_one_notice_within_the_hours(admin: Talk) -> None:
    for number in range(3):
        fail(admin.store, remind(admin.store, f"nhắc {number}"))
    assert admin.store.call(look_after_chats, NOW - 2 * HOUR, TIMES) == 0
    assert admin.store.call(look_after_chats, NOW, TIMES) == 1
    fail(admin.store, remind(admin.store, "nhắc thêm"))
    assert admin.store.call(look_after_chats, NOW + HOUR, TIMES) == 0
    assert admin.store.call(look_after_chats, NOW + DAY, TIMES) == 1
    assert admin.store.call(look_after_chats, NOW + 2 * DAY, TIMES) == 0
    assert said(admin, ADMIN) == [
        "Có 3 tin chương trình tự gửi mà không tới nơi. Gửi /khongguiduoc để xem và gửi lại.",
        "Có 1 tin chương trình tự gửi mà không tới nơi. Gửi /khongguiduoc để xem và gửi lại.",
    ]


def test_that_this_notice_does_not_arrive_is_no_dead_letter_and_no_admin_means_it_is_told_later(talk: Talk) -> None:
    talk.store.call(bind, GROUP)
    fail(talk.store, remind(talk.store, "nhắc"))
    assert talk.store.call(look_after_chats, NOW, TIMES) == 0
    talk.make("lan", "admin")
    assert talk.store.call(look_after_chats, NOW + HOUR, TIMES) == 1
    fail(talk.store, talk.store.call(history.since, ADMIN)[-1].id)
    assert talk.store.call(undelivered.untold, NOW - DAY) == 0
    assert talk.store.call(look_after_chats, NOW + DAY, TIMES) == 0
