"""Who has not reported is nudged in the chat of its agency: when it is confirmed, once a day, within hours."""

from datetime import timedelta

import pytest

from knowledge.memory import Store, Transaction, history, outbox, unsent
from knowledge.memory.outgoing import Outgoing
from knowledge.messages import Chat
from tests.conversations.play import services
from tests.handlers.conftest import Talk
from tests.handlers.test_reminders import GROUP, bind
from tests.questions.asking import at_nine


@pytest.fixture
def office(store: Store) -> Talk:
    talk = Talk(store)
    talk.services = services(members_only=False, changing=True)
    talk.now = at_nine(2026, 11, 23)
    talk.make("hoa", "officer", "bng")
    talk.make("lan", "admin")
    store.call(bind)
    return talk


def by(talk: Talk, who: str, text: str) -> str:
    return talk(text, sender=who, chat=Chat("console", who)) or ""


def nudge(talk: Talk, about: str = "") -> str:
    by(talk, "lan", f"/dondoc {about}")
    return by(talk, "lan", "1")


def said(talk: Talk) -> list[Outgoing]:
    def rows(tx: Transaction) -> list[Outgoing]:
        found = (outbox.get(tx, line.id) for line in history.since(tx, GROUP))
        return [row for row in found if row and (row.key or "").startswith("nudge")]

    return talk.store.call(rows)


def test_nobody_is_written_to_before_it_is_confirmed_and_then_within_hours(office: Talk) -> None:
    assert "Gửi đôn đốc đến 1 cơ quan (3 việc chưa báo cáo): Bộ Ngoại giao." in by(office, "lan", "/dondoc")
    assert said(office) == []
    assert by(office, "lan", "1").startswith("Đang gửi đôn đốc đến 1 cơ quan")
    [row] = said(office)
    assert (row.in_hours, row.agency) == (True, "bng")
    lines = row.reply.text.splitlines()
    assert lines[0] == "Đôn đốc báo cáo của Bộ Ngoại giao, thứ Hai 23/11/2026:"
    assert [line[:40] for line in lines if line.startswith("- ")] == [
        "- Báo cáo thông tin đối ngoại năm 2026 v",
        "- Báo cáo công tác phát ngôn và cung cấp",
        "- 2.6 Sửa đổi Nghị định 88/2012/NĐ-CP về",
    ]


def test_it_is_sent_once_a_day_however_often_it_is_asked_for(office: Talk) -> None:
    nudge(office)
    assert "Hôm nay đã đôn đốc, không gửi lại: Bộ Ngoại giao." in by(office, "lan", "/dondoc")
    assert len(said(office)) == 1
    office.later(timedelta(days=1))
    nudge(office)
    assert len(said(office)) == 2


def test_two_who_confirm_at_once_send_it_once(office: Talk) -> None:
    office.make("chi", "admin")
    by(office, "lan", "/dondoc")
    by(office, "chi", "/dondoc")
    by(office, "lan", "1")
    assert by(office, "chi", "1").startswith("Đang gửi đôn đốc đến 0 cơ quan")
    assert len(said(office)) == 1


def test_what_was_reported_is_not_asked_for(office: Talk) -> None:
    by(office, "hoa", "/tiendo 2.6 50% đang lấy ý kiến")
    by(office, "hoa", "/nop phát ngôn số 5/BC-BNG ngày 20/11/2026")
    nudge(office)
    lines = [line for line in said(office)[0].reply.text.splitlines() if line.startswith("- ")]
    assert [line[:30] for line in lines] == ["- Báo cáo thông tin đối ngoại "]


@pytest.mark.parametrize(("about", "n"), [("2.6", 1), ("báo cáo", 2), ("BNG", 3)])
def test_it_can_be_about_one_task_reports_alone_or_one_agency(office: Talk, about: str, n: int) -> None:
    nudge(office, about)
    assert sum(line.startswith("- ") for line in said(office)[0].reply.text.splitlines()) == n


def test_an_officer_answers_by_the_buttons_under_it(office: Talk) -> None:
    nudge(office)
    assert "số và ngày văn bản" in (
        office("Đã xong: 2.6", chat=GROUP, sender="hoa", press=(said(office)[0].id, 2)) or ""
    )
    assert office.store.call(unsent.of_agency, "bng", "nudge") != []


def test_an_agency_without_a_group_is_nudged_through_its_officers_in_private(store: Store) -> None:
    talk = Talk(store)
    talk.services = services(members_only=False, changing=True)
    talk.now = at_nine(2026, 11, 23)
    talk.make("hoa", "officer", "bng")
    talk.make("lan", "admin")
    assert "Chưa có nhóm, gửi riêng cán bộ đầu mối: Bộ Ngoại giao." in by(talk, "lan", "/dondoc BNG")
    assert by(talk, "lan", "1").startswith("Đang gửi đôn đốc đến 1 cơ quan")
    told = store.call(history.since, Chat("console", "hoa"))[-1].reply.text
    assert told.startswith("Đôn đốc báo cáo của Bộ Ngoại giao")
    assert "gửi trước ngày 30/11/2026, chưa ghi nhận nộp." in told
    assert "Hôm nay đã đôn đốc, không gửi lại: Bộ Ngoại giao." in by(talk, "lan", "/dondoc BNG")


@pytest.mark.parametrize(("text", "n"), [
    ("đôn đốc BNG nộp báo cáo", 2), ("Đôn đốc Bộ Ngoại giao sớm gửi báo cáo.", 2), ("đôn đốc BNG", 3),
    ("đôn đốc nhiệm vụ 2.6", 1), ("đôn đốc báo cáo", 2), ("đôn đốc BNG cập nhật tiến độ", 3),
])  # fmt: skip
def test_plain_words_nudge_as_the_command_does(office: Talk, text: str, n: int) -> None:
    assert f"({n} việc chưa báo cáo): Bộ Ngoại giao." in by(office, "lan", text)


@pytest.mark.parametrize(
    "text", ["đôn đốc", "ai đôn đốc BNG?", "đôn đốc các cơ quan thực hiện nghị quyết là việc của ai"]
)
def test_what_only_speaks_of_nudging_nudges_nobody(office: Talk, text: str) -> None:
    assert "Gửi đôn đốc đến" not in by(office, "lan", text)
