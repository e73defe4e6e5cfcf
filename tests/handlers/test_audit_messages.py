"""What people do with what the program said is in the log as well: who took note of a reminder, what was sent again,
which address of a calendar is good for nothing any more."""

from dataclasses import replace
from datetime import timedelta

from knowledge.memory import Store, Transaction, chats, reminders, undelivered
from knowledge.memory.calendar_addresses import Addresses
from knowledge.messages import Button, Chat, Reply
from knowledge.notices import tell_agency
from tests.handlers.attempts import OWED
from tests.handlers.office_talk import Office, office
from tests.talk import message

__all__ = ["office"]

GROUP = Chat("console", "nhóm Vụ", group=True)


def bind(tx: Transaction, office: Office) -> None:
    chats.seen(tx, message("", chat=GROUP), office.now)
    chats.bind(tx, GROUP, "bng", 1, office.now)


def reminded(office: Office) -> int:
    """The row of a reminder of 2.6 in the group."""

    def remind(tx: Transaction) -> int:
        bind(tx, office)
        reply = Reply("Nhắc việc", (Button("Đã nhận", "remind:ack"),))
        row = tell_agency(tx, "bng", reply, office.now, "nhắc")
        tx.change(
            "INSERT INTO reminder (reminder_key, agency, obligation, step_day, state, outbox, settled_at)"
            " VALUES ('k', 'bng', :owed, '2026-11-23', 'said', :row, '')",
            owed=OWED,
            row=row,
        )
        return row or 0

    return office.store.call(remind)


def given_up(store: Store, office: Office) -> int:
    """The row of a message to the agency that did not arrive."""

    def fail(tx: Transaction) -> int:
        bind(tx, office)
        row = tell_agency(tx, "bng", Reply("Tin"), office.now, "tin")
        assert row is not None
        undelivered.give_up(tx, row, "Forbidden", office.now)
        return row

    return store.call(fail)


def test_who_took_note_of_a_reminder_is_in_the_log_by_the_task_too(office: Office) -> None:
    row = reminded(office)
    office("Đã nhận", "hoa", chat=GROUP, press=(row, 0))
    said = office("/nhatky 2.6")
    assert "Trần Hoa (console): tin nhắc Bộ Ngoại giao về 2.6" in said
    assert "chưa ai nhận → Trần Hoa đã nhận." in said
    assert "đã nhận" in office("/nhatky đã nhận")


def test_a_note_taken_by_mistake_is_taken_back_and_it_can_be_taken_again(office: Office) -> None:
    row = reminded(office)
    office("Đã nhận", "hoa", chat=GROUP, press=(row, 0))
    assert "Trần Hoa đã nhận → chưa ai nhận" in office("/hoantac", "hoa")
    office.choose("Hoàn tác", "hoa")
    assert office.store.call(reminders.acknowledged, row) is None
    office("Đã nhận", "quang", chat=GROUP, press=(row, 0))
    person, at = office.store.call(reminders.acknowledged, row) or (0, office.now)
    assert (person, office.now - at) == (office.number("quang"), timedelta(0))


def test_that_a_message_was_sent_again_is_in_the_log_once_and_cannot_be_taken_back(office: Office) -> None:
    row = given_up(office.store, office)
    for _ in range(2):
        office.press(f"deadletters:again {row}")
    said = office("/nhatky BNG")
    assert said.count(f"tin số {row} cho Bộ Ngoại giao: không tới nơi → gửi lại.") == 1
    assert "tin đã gửi" in office("/hoantac")


def test_what_is_sent_to_nobody_as_no_chat_is_left_is_not_in_the_log(office: Office) -> None:
    row = given_up(office.store, office)
    office.store.call(chats.lost, GROUP, office.now)
    office.press(f"deadletters:again {row}")
    assert "Không có thay đổi nào" in office("/nhatky")


def test_that_a_calendar_has_another_address_is_in_the_log_without_the_address(office: Office) -> None:
    office.services = replace(office.services, addresses=Addresses("https://bot.example", b"secret"))
    before = office("/lich", "hoa")
    office.choose("Đổi địa chỉ", "hoa")
    after = office.choose("Đổi địa chỉ", "hoa")
    old, new = (text.partition("/calendar/")[2][:43] for text in (before, after))
    assert old
    assert new
    assert old != new
    said = office("/nhatky BNG", "hoa")
    assert "địa chỉ lịch của Bộ Ngoại giao: đang dùng → địa chỉ cũ thôi dùng được." in said
    assert old not in said
    assert new not in said
