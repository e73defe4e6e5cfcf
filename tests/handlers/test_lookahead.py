"""/lichnhac: what agencies will be reminded of and what became of what they were, for those who may know."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from jobs.remind import Reminding
from knowledge.memory import Store, Transaction, chats, outbox, reminders, undelivered, wishes
from knowledge.memory.wishes import Wishes
from knowledge.messages import TRIAL, Chat
from knowledge.notices import pass_on
from knowledge.obligations.book import Obligations
from tests.conversations.play import services
from tests.handlers.conftest import Talk
from tests.internal import SINGLE, catalog_with
from tests.knowledge.obligations.books import book
from tests.questions.asking import at_nine, real_calendar
from tests.talk import message

GROUP, SECOND, TRADE = (Chat("console", name, group=True) for name in ("nhóm Vụ", "nhóm Cục", "nhóm Thương vụ"))
PAST = "30 ngày qua"
HOME = Chat("console", "minh")


@pytest.fixture
def admin(store: Store) -> Talk:
    """Minh, an admin, on Thursday 17/12/2026; groups of two agencies are bound since October."""
    talk = Talk(store)
    talk.services = services(members_only=True)
    talk.now = at_nine(2026, 12, 17)
    talk.make("minh", "admin")
    for chat, agency in ((GROUP, "bng"), (TRADE, "bct")):
        store.call(bind, chat, agency)
    return talk


def bind(tx: Transaction, chat: Chat, agency: str) -> None:
    chats.seen(tx, message("", chat=chat), at_nine(2026, 10, 1))
    chats.bind(tx, chat, agency, 1, at_nine(2026, 10, 1))


def ask(talk: Talk, text: str, sender: str = "minh") -> str:
    return talk(text, chat=Chat("console", sender), sender=sender) or ""


def remind(talk: Talk) -> list[int]:
    """Say what is due; the rows of the outbox, that of Bộ Ngoại giao first."""
    assert talk.store.call(Reminding(book()), talk.now)
    rows = talk.store.call(lambda tx: tx.rows("SELECT id, agency FROM outbox WHERE agency IS NOT NULL ORDER BY id"))
    return [row for row, _ in sorted(rows, key=lambda each: each[1] != "bng")]


def send(talk: Talk, row_id: int) -> None:
    def write(tx: Transaction) -> None:
        row = outbox.get(tx, row_id)
        assert row is not None
        outbox.claim(tx, row, talk.now)
        outbox.sent(tx, row_id, "proof", talk.now + timedelta(minutes=5))

    talk.store.call(write)


def test_without_an_argument_it_is_the_next_seven_days_of_all_by_day_and_agency(admin: Talk) -> None:
    answer = ask(admin, "/lichnhac")
    assert answer.startswith("Sẽ nhắc từ 17/12/2026 đến 23/12/2026: ")
    thursday = answer.split("\n\n")[1].splitlines()
    assert thursday[0] == "Thứ Năm 17/12/2026"
    assert thursday[1] == "Bộ Ngoại giao (08:00):"
    assert thursday[2].startswith("- 2.6 Sửa đổi Nghị định 88/2012/NĐ-CP")
    assert thursday[2].endswith(": 14 ngày trước ngày cuối 31/12/2026")
    friday = answer.split("\n\n")[2].splitlines()
    assert [line for line in friday if not line.startswith("- ")] == [
        "Thứ Sáu 18/12/2026",
        "Bộ Công Thương (08:00):",
        "Bộ Ngoại giao (08:00):",
    ]


def test_one_agency_a_month_and_a_day_are_asked_for(admin: Talk) -> None:
    assert ask(admin, "/lichnhac BNG").startswith("Sẽ nhắc từ 17/12/2026 đến 15/01/2027: ")
    assert ask(admin, "/schedule BNG 12/2026").startswith("Sẽ nhắc từ 17/12/2026 đến 31/12/2026: 12 lần.")
    december = ask(admin, "/lichnhac Bộ Ngoại giao 31/12/2026")
    assert december.startswith("Sẽ nhắc ngày 31/12/2026: 1 lần.")
    assert "ngày cuối 31/12/2026" in december
    assert "Bộ Công Thương" not in december
    assert ask(admin, "/lichnhac 20/12/2026").startswith("Không có lần nhắc nào ngày 20/12/2026.")


def test_an_agency_without_a_group_is_shown_as_if_it_had_one(admin: Talk) -> None:
    assert "Bộ Tài chính (chưa có nhóm):" in ask(admin, "/lichnhac Bộ Tài chính 12/2026")


def test_what_the_chat_has_set_is_reckoned_with(admin: Talk) -> None:
    admin.store.call(
        wishes.put, GROUP, Wishes(kinds=frozenset({"report"}), paused_until=date(2026, 12, 20)), 1, admin.now
    )
    answer = ask(admin, "/lichnhac BNG")
    assert "Bộ Ngoại giao đang tạm dừng nhận nhắc việc đến 20/12/2026." in answer
    assert "2.6" not in answer


def test_long_lists_come_in_pages(admin: Talk) -> None:
    first = ask(admin, "/lichnhac BNG")
    assert "(1–10 trong 20)" in first
    assert first.count("\n- ") == 10
    assert admin.labels(HOME) == ["Xem tiếp 11–20", "30 ngày qua"]
    second = ask(admin, "1")
    assert "(11–20 trong 20)" in second
    assert admin.labels(HOME) == ["30 ngày qua"]
    assert not set(first.splitlines()[2:]) & {line for line in second.splitlines() if line.startswith("- 2.6")}


def test_an_unclear_name_is_asked_back_and_the_span_is_kept(admin: Talk) -> None:
    assert ask(admin, "/lichnhac BCT 12/2026") == "“BCT” là cơ quan nào?"
    assert admin.labels(HOME) == ["Bộ Công Thương", "Bộ Chính trị"]
    assert ask(admin, "1").startswith("Sẽ nhắc từ 17/12/2026 đến 31/12/2026: ")


@pytest.mark.parametrize(("typed", "said"), [
    ("xyz", "Chưa nhận ra cơ quan “xyz”"), ("31/02/2027", "Chưa hiểu"), ("BNG 13/2026", "Chưa hiểu"),
    ("1/1", "Chưa hiểu"), ("00/0000", "Chưa hiểu"), ("12/9999", "5 năm"), ("1/0001", "5 năm"),
    ("12/2026 BNG", "Chưa hiểu"), ("١٢/٢٠٢٦", "Chưa hiểu"), ("12/2026" * 500, "Chưa"),
    ("'; DROP TABLE chat", "Chưa nhận"),
])  # fmt: skip
def test_what_cannot_be_understood_is_answered_with_examples(admin: Talk, typed: str, said: str) -> None:
    assert said in ask(admin, f"/lichnhac {typed}")


def test_officers_see_their_own_agency_only(admin: Talk) -> None:
    admin.make("hoa", "officer", "bng")
    answer = ask(admin, "/lichnhac", "hoa")
    assert "Bộ Ngoại giao" in answer
    assert "Bộ Công Thương" not in answer
    refused = "Chỉ cán bộ đầu mối của Bộ Công Thương hoặc người quản trị được làm việc này."
    assert ask(admin, "/lichnhac Bộ Công Thương", "hoa") == refused
    assert ask(admin, "/lichnhac BCT 1/2027", "hoa") == "“BCT” là cơ quan nào?"
    assert ask(admin, "1", "hoa") == refused


def test_members_and_groups_are_told_that_it_is_not_for_them(admin: Talk) -> None:
    admin.make("an", "member")
    assert ask(admin, "/lichnhac", "an") == "Chỉ cán bộ đầu mối của cơ quan hoặc người quản trị được làm việc này."
    admin.make("minh", "admin")
    assert admin("/lichnhac", chat=GROUP, sender="minh") == "Vui lòng gửi lệnh này trong cuộc trò chuyện riêng."


def test_a_choice_that_somebody_lost_the_right_to_is_refused(admin: Talk) -> None:
    ask(admin, "/lichnhac BNG")
    admin.make("minh", "officer", "bct")
    assert "Chỉ cán bộ đầu mối của Bộ Ngoại giao" in ask(admin, "1")


def test_typing_what_a_choice_carries_shows_nothing(admin: Talk) -> None:
    assert "Sẽ nhắc" not in ask(admin, "lookahead:coming - 2026-12-17 2026-12-23 0")


def test_what_was_said_is_shown_with_what_became_of_it(admin: Talk) -> None:
    mine, other = remind(admin)
    assert "2.6" in ask(admin, "/lichnhac BNG")
    past = ask(admin, PAST)
    assert past.startswith("Đã nhắc từ 17/11/2026 đến 17/12/2026: ")
    assert "về hoạt động báo chí nước ngoài: đang chờ gửi" in past
    send(admin, mine)
    admin.make("hoa", "officer", "bng")
    admin.later(timedelta(hours=1))
    admin("Đã nhận", chat=GROUP, sender="hoa", press=(mine, 0))
    ask(admin, "/lichnhac BNG")
    past = ask(admin, PAST)
    assert "về hoạt động báo chí nước ngoài: đã gửi 09:05, cán bộ của nhóm đã nhận 10:00" in past
    assert "không nhắc (đã có lần nhắc sau đó)" in past
    admin.store.call(undelivered.give_up, other, undelivered.NOT_ITS_CHAT, admin.now)
    ask(admin, "/lichnhac")
    assert "không gửi được" in ask(admin, PAST)


def test_what_went_to_another_group_says_so(admin: Talk) -> None:
    admin.store.call(bind, SECOND, "bng")
    mine, _ = remind(admin)

    def to_the_next(tx: Transaction) -> int | None:
        row = outbox.get(tx, mine)
        assert row is not None
        return pass_on(tx, row, admin.now)

    new = admin.store.call(to_the_next)
    assert new is not None
    send(admin, new)
    ask(admin, "/lichnhac BNG")
    assert "đã gửi 09:05, chuyển sang nhóm khác" in ask(admin, PAST)


def test_reasons_are_said_in_words_and_none_in_english(admin: Talk) -> None:
    admin.store.call(wishes.put, GROUP, Wishes(kinds=frozenset({"report"})), 1, admin.now)
    admin.now = at_nine(2026, 12, 24)
    remind(admin)
    admin.store.call(
        lambda tx: tx.change("UPDATE reminder SET reason = 'else' WHERE reason = :r", r=reminders.LATER_STEP)
    )
    ask(admin, "/lichnhac BNG")
    past = ask(admin, PAST)
    assert "không nhắc (nhóm không nhận loại nhắc này)" in past
    assert "không nhắc (lý do khác)" in past
    assert "else" not in past


def test_a_past_day_shows_what_was_and_not_what_would_be(admin: Talk) -> None:
    remind(admin)
    admin.now = at_nine(2026, 12, 18)
    assert ask(admin, "/lichnhac BNG 17/12/2026").startswith("Đã nhắc ngày 17/12/2026: ")
    assert ask(admin, "/lichnhac BNG 16/12/2026").startswith("Chưa ghi nhận lần nhắc nào ngày 16/12/2026.")
    assert admin.labels(HOME) == ["Sắp tới"]
    assert ask(admin, "1").startswith("Sẽ nhắc từ 18/12/2026 đến 16/01/2027: ")


def test_a_group_s_title_cannot_pass_for_lines_of_ours(admin: Talk) -> None:
    admin.store.call(lambda tx: tx.change("UPDATE chat SET title = :t WHERE agency = 'bng'", t="Vụ\n- 9.9 Giả\u202e"))
    assert "Bộ Ngoại giao (nhóm “Vụ - 9.9 Giả”, 08:00):" in ask(admin, "/lichnhac BNG")


def test_what_is_internal_is_shown_to_an_admin_who_asks_in_private(admin: Talk) -> None:
    admin.services = replace(admin.services, owing=Obligations(catalog_with(SINGLE), real_calendar()), current=None)
    assert "Sửa đổi Nghị định 88/2012/NĐ-CP" in ask(admin, "/lichnhac BNG")


def test_where_nobody_has_a_group_it_says_so(store: Store) -> None:
    talk = Talk(store)
    talk.services = services(members_only=True)
    talk.make("minh", "admin")
    assert ask(talk, "/lichnhac") == "Chưa có cơ quan nào gắn với một nhóm."


def test_who_tries_out_an_admin_sees_no_real_group(admin: Talk) -> None:
    remind(admin)
    played = Chat(TRIAL, "vai")
    admin.store.call(chats.seen, message("", chat=played, sender="vai"), admin.now)
    admin("xin chào", chat=played, sender="vai")
    admin.store.call(lambda tx: tx.change("UPDATE person SET role = 'admin'"))
    assert admin("/lichnhac", chat=played, sender="vai") == "Chưa có cơ quan nào gắn với một nhóm."
    assert "(chưa có nhóm)" in (admin("/lichnhac BNG", chat=played, sender="vai") or "")
    assert (admin(PAST, chat=played, sender="vai") or "").startswith("Chưa ghi nhận lần nhắc nào")
