"""The group of the office that follows the whole programme: who makes it that, and what it is shown there."""

from dataclasses import replace
from datetime import timedelta

import pytest

from jobs.escalate import Escalating
from jobs.escalate_office import EscalatingToOffice
from jobs.remind import Reminding
from knowledge.memory import Store, chats, completions, history, outbox, undelivered
from knowledge.memory.chats import COORDINATING
from knowledge.messages import TRIAL, Chat, Reply
from knowledge.notices import tell_agency
from tests.conversations.play import services
from tests.handlers.conftest import Talk
from tests.handlers.test_reminders import GROUP, bind
from tests.jobs.test_remind import send_all
from tests.knowledge.obligations.books import book
from tests.questions.asking import at_nine
from tests.talk import NOW, message

OFFICE, OTHER = Chat("console", "nhóm điều phối", group=True), Chat("console", "nhóm điều phối hai", group=True)


def marked(talk: Talk) -> list[str]:
    return [place.chat.id for place in talk.store.call(chats.of_agency, COORDINATING)]


def test_an_admin_marks_the_group_and_is_told_what_will_come_there(talk: Talk) -> None:
    talk.make("lan", "admin")
    answer = talk("/dieuphoi", chat=OFFICE) or ""
    assert "nhóm của cơ quan điều phối" in answer
    assert "tổng hợp hằng tháng" in answer
    talk("/coordinate", chat=OTHER)
    assert marked(talk) == [OFFICE.id, OTHER.id]


@pytest.mark.parametrize("role", ["", "member", "officer"])
def test_nobody_else_may(talk: Talk, role: str) -> None:
    talk.make("lan", role)
    for said in ("/dieuphoi", "/dieuphoi tat"):
        assert talk(said, chat=OFFICE) == "Chỉ người quản trị được làm việc này."
    assert marked(talk) == []


def test_it_is_for_groups_and_says_how_it_is_used(talk: Talk) -> None:
    talk.make("lan", "admin")
    assert "dùng trong nhóm" in (talk("/dieuphoi") or "")
    assert "/dieuphoi tat" in (talk("/dieuphoi ngay", chat=OFFICE) or "")
    assert "chưa là nhóm" in (talk("/dieuphoi tắt", chat=OFFICE) or "")


def test_it_ends_and_what_waits_is_said_in_the_next_one(talk: Talk) -> None:
    talk.make("lan", "admin")
    talk("/dieuphoi", chat=OFFICE)
    talk("/dieuphoi", chat=OTHER)
    row = talk.store.call(tell_agency, COORDINATING, Reply("tin chờ"), NOW, "k1") or 0
    assert "không còn là nhóm" in (talk.confirmed("/dieuphoi tắt", chat=OFFICE) or "")
    assert marked(talk) == [OTHER.id]
    assert talk.store.call(outbox.get, row).state == "dead"  # type: ignore[union-attr]
    assert "tin chờ" in [line.reply.text for line in talk.store.call(history.since, OTHER)]


def test_it_goes_along_when_the_group_moves(talk: Talk) -> None:
    talk.make("lan", "admin")
    talk("/dieuphoi", chat=OFFICE)
    talk("nhóm mới", event="moved", chat=OFFICE)
    assert marked(talk) == ["nhóm mới"]


def test_it_may_be_an_agency_s_group_too(talk: Talk) -> None:
    talk.make("lan", "admin")
    talk("/gan bng", chat=OFFICE)
    talk("/dieuphoi", chat=OFFICE)
    talk("/bogan", chat=OFFICE)
    assert marked(talk) == [OFFICE.id]


def test_everybody_in_it_is_answered(members: Talk) -> None:
    members.make("lan", "admin")
    assert "chưa được gắn" in (members("bộ ngoại giao", chat=OFFICE, sender="hoa") or "")
    members("/dieuphoi", chat=OFFICE)
    members.later(timedelta(hours=2))
    assert members("bộ ngoại giao", chat=OFFICE, sender="hoa") == "hỏi bộ ngoại giao"


def test_what_is_tried_out_marks_nothing_outside(talk: Talk) -> None:
    talk.make("thử", "admin")
    played = Chat(TRIAL, "nhóm thử", group=True)
    talk.give(message("", "x", chat=Chat(TRIAL, "thử"), sender="thử"))
    person = talk.store.call(lambda tx: tx.first("SELECT person FROM account WHERE channel = 'trial'"))
    assert person is not None
    talk.store.call(lambda tx: tx.change("UPDATE person SET role = 'admin' WHERE id = :id", id=person[0]))
    assert "nhóm của cơ quan điều phối" in (talk("/dieuphoi", chat=played, sender="thử") or "")
    assert marked(talk) == []


@pytest.fixture
def reminded(store: Store) -> Talk:
    """Bộ Ngoại giao was reminded on 17/12 (T-14 of 2.6) and 24/12/2026 (T-7); the office's group is marked."""
    talk = Talk(store)
    talk.services = services(members_only=True)
    store.call(bind)
    for report in ("tt02-bao-cao-nam 2026", "nd244-phat-ngon 2026"):
        store.call(completions.add, "bng", report, "1/BC", 1, at_nine(2026, 10, 1))
    talk.make("an", "admin")
    talk("/dieuphoi", chat=OFFICE, sender="an")
    for day in (17, 24):
        talk.now = at_nine(2026, 12, day)
        store.call(Reminding(book()), talk.now)
        store.call(send_all, talk.now)
    return talk


def test_it_shows_who_took_note_and_when_and_who_has_not(reminded: Talk) -> None:
    first = reminded.store.call(history.since, GROUP)[0].id
    reminded.now = at_nine(2026, 12, 24)
    noted = message("Đã nhận", "n1", chat=GROUP, sender="lan", press=(first, 0))
    reminded.give(replace(noted, sender_name="Trần\u202eLan\nAnh"))
    assert reminded("/dieuphoi", chat=OFFICE, sender="hoa") == (
        "Tin nhắc việc trong 30 ngày qua: 2 tin, 2 tin đã có người nhận.\n\n"
        "Đã nhận (2):\n"
        "- Bộ Ngoại giao: tin ngày 24/12/2026, Trần Lan Anh nhận lúc 09:00 ngày 24/12/2026\n"
        "- Bộ Ngoại giao: tin ngày 17/12/2026, Trần Lan Anh nhận lúc 09:00 ngày 24/12/2026"
    )


def test_what_nobody_noted_comes_first_and_what_is_older_than_a_month_not_at_all(reminded: Talk) -> None:
    answer = reminded("/dieuphoi", chat=OFFICE, sender="hoa") or ""
    assert "0 tin đã có người nhận" in answer
    assert "Chưa nhận (2):\n- Bộ Ngoại giao: tin ngày 24/12/2026" in answer
    reminded.now = at_nine(2027, 3, 1)
    assert reminded("/dieuphoi", chat=OFFICE, sender="hoa") == "Trong 30 ngày qua chưa nhắc cơ quan nào."


def test_the_choice_under_what_nobody_noted_shows_the_same_list(reminded: Talk) -> None:
    reminded.now = at_nine(2026, 12, 28)
    reminded.store.call(EscalatingToOffice(book()).remind, COORDINATING, reminded.now)
    reminded.store.call(send_all, reminded.now)
    told = reminded.store.call(history.since, OFFICE)[-1]
    typed = reminded("xem ai đã nhận", chat=OFFICE, sender="hoa") or ""
    assert "Chưa nhận (2):\n- Bộ Ngoại giao: tin ngày 24/12/2026" in typed
    assert reminded("Xem ai đã nhận", chat=OFFICE, sender="hoa", press=(told.id, 0)) == typed


def test_an_officer_takes_note_in_private_and_may_record_the_completion_there(reminded: Talk) -> None:
    reminded.make("hoa", "officer", "bng")
    hoa = Chat("console", "hoa")
    reminded.now = at_nine(2026, 12, 28)
    reminded.store.call(Escalating(book()).remind, "bng", reminded.now)
    reminded.store.call(send_all, reminded.now)
    (told,) = reminded.store.call(history.since, hoa)
    assert "đã nhận" in (reminded("Đã nhận", chat=hoa, sender="hoa", press=(told.id, 0)) or "")
    assert "số và ngày văn bản" in (reminded("Đã hoàn thành", chat=hoa, sender="hoa", press=(told.id, 1)) or "")
    answer = reminded("123/BC-BNG ngày 26/12/2026", chat=hoa, sender="hoa") or ""
    assert "Ngày hoàn thành lấy theo văn bản: 26/12/2026." in answer
    (done,) = [each for each in reminded.store.call(completions.all_of_agency, "bng") if each.proof != "1/BC"]
    assert done.done_on.isoformat() == "2026-12-26"


def test_what_was_for_it_and_did_not_arrive_is_shown_to_admins_as_that(talk: Talk) -> None:
    talk.make("lan", "admin")
    talk("/dieuphoi", chat=OFFICE)
    row = talk.store.call(tell_agency, COORDINATING, Reply("tin"), NOW, "k1") or 0
    talk.store.call(undelivered.give_up, row, "given up: x", NOW)
    assert "cơ quan điều phối" in (talk("/khongguiduoc") or "")
