"""/lich: an agency's year as a calendar file, and the address at which calendar programs read it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from knowledge.memory import Store, Transaction, calendar_addresses, chats, completions, outbox, outbox_files, wishes
from knowledge.memory.calendar_addresses import Addresses
from knowledge.memory.wishes import Wishes
from knowledge.messages import TRIAL, Chat, File
from knowledge.obligations.book import Obligations
from knowledge.obligations.calendar_file import uid
from tests.conversations.play import services
from tests.handlers.conftest import Talk
from tests.internal import REPORT, SINGLE, WHOLE, Flag, catalog_with, runs, secrets
from tests.questions.asking import at_nine, real_calendar
from tests.talk import message

GROUP = Chat("console", "nhóm Vụ", group=True)
ADDRESSES = Addresses("https://bot.example.gov.vn", b"a secret of thirty-two bytes ...")


@pytest.fixture
def bound(store: Store) -> Talk:
    """A group of Bộ Ngoại giao on Sunday 22/11/2026, with calendars that can be subscribed to."""
    talk = Talk(store)
    talk.services = replace(services(members_only=True), addresses=ADDRESSES)
    talk.now = at_nine(2026, 11, 22)
    talk.make("hoa", "officer", "bng")
    bind(talk, GROUP)
    return talk


def bind(talk: Talk, chat: Chat) -> None:
    def write(tx: Transaction) -> None:
        chats.seen(tx, message("", chat=chat), talk.now)
        chats.bind(tx, chat, "bng", 1, talk.now)

    talk.store.call(write)


def file_of(talk: Talk, text: str, chat: Chat = GROUP, sender: str = "lan") -> File | None:
    """The file of the answer."""
    assert talk(text, chat=chat, sender=sender)
    return talk.store.call(lambda tx: outbox_files.of_row(tx, last_row(tx, chat)))


def last_row(tx: Transaction, chat: Chat) -> int:
    row = tx.first(
        "SELECT MAX(id) FROM outbox WHERE channel = :channel AND chat = :id", channel=chat.channel, id=chat.id
    )
    return int(row[0]) if row else 0


def events(file: File | None) -> dict[str, Any]:
    assert file is not None
    found = list(Calendar.from_ical(file.content).walk("VEVENT"))
    assert len({str(event["uid"]) for event in found}) == len(found)
    return {str(event["uid"]): event for event in found}


def address_in(answer: str | None) -> str:
    return next(line for line in (answer or "").splitlines() if line.startswith("https://"))


def key_in(answer: str | None) -> str:
    return address_in(answer).rpartition("/")[2].removesuffix(".ics")


def readable(talk: Talk, key: str) -> str | None:
    return talk.store.call(calendar_addresses.agency_of, calendar_addresses.digest(key))


def test_the_file_holds_every_last_day_as_a_whole_day_with_its_place_and_the_advised_day(bound: Talk) -> None:
    file = file_of(bound, "/lich")
    assert file is not None
    assert (file.name, file.media_type) == ("Lịch nhắc việc Bộ Ngoại giao.ics", "text/calendar")
    report = events(file)[uid("bng tt02-bao-cao-nam 2026 due")]
    assert report["dtstart"].dt == date(2026, 11, 29)
    assert report["dtend"].dt == date(2026, 11, 30)
    assert str(report["summary"]).startswith("Hạn: Báo cáo thông tin đối ngoại năm 2026")
    assert "Thông tư 02/2019/TT-BTTTT" in report["description"]
    assert "Nên làm xong chậm nhất thứ Sáu 27/11/2026." in report["description"]
    assert report["categories"].cats == ["Hạn", "Báo cáo"]
    task = events(file)[uid("bng 47/NQ-CP 2.6 2026 due")]
    assert task["description"] == "Nghị quyết 47/NQ-CP, mục 2.6.\nVăn bản chỉ ghi năm, tạm lấy 31/12/2026."


def test_the_file_holds_every_reminder_at_its_hour(bound: Talk) -> None:
    bound.store.call(wishes.put, GROUP, Wishes(first=time(9, 30)), 1, bound.now)
    found = events(file_of(bound, "/lich"))
    reminder = found[uid("bng 47/NQ-CP 2.6 2026 T-14")]
    assert reminder["dtstart"].dt == datetime(2026, 12, 17, 2, 30, tzinfo=UTC)
    assert str(reminder["summary"]).startswith("Nhắc: 2.6 Sửa đổi Nghị định 88/2012/NĐ-CP")
    assert reminder["transp"] == "TRANSPARENT"
    days = [event["dtstart"].dt for event in found.values() if isinstance(event["dtstart"].dt, datetime)]
    assert len(days) > 40
    assert bound.now <= min(days)
    assert max(days) < bound.now + timedelta(days=366)


def test_what_is_done_or_not_wanted_is_not_in_it(bound: Talk) -> None:
    bound.store.call(completions.add, "bng", "47/NQ-CP 2.6 2026", "", 1, bound.now)
    bound.store.call(wishes.put, GROUP, Wishes(kinds=frozenset({"lead", "coordinate"})), 1, bound.now)
    found = events(file_of(bound, "/calendar"))
    assert found
    assert not [event for event in found.values() if "2.6 " in event["summary"] or "Báo cáo" in event["summary"]]


def test_the_same_day_it_is_the_same_file(bound: Talk) -> None:
    first = file_of(bound, "/lich")
    bound.later(timedelta(hours=3))
    assert first is not None
    assert file_of(bound, "/lich") == first


def test_the_words_name_the_next_last_days(bound: Talk) -> None:
    answer = bound("/lich", chat=GROUP) or ""
    assert answer.startswith("Lịch của Bộ Ngoại giao từ 22/11/2026 đến 22/11/2027: ")
    assert "Chủ nhật 29/11/2026, còn 7 ngày; nên làm xong chậm nhất thứ Sáu 27/11/2026" in answer


def test_an_english_speaker_gets_it_in_english(bound: Talk) -> None:
    bound("/en", chat=GROUP)
    task = events(file_of(bound, "/lich"))[uid("bng 47/NQ-CP 2.6 2026 due")]
    assert str(task["summary"]).startswith("Last day: 2.6 ")


def test_a_group_of_no_agency_and_who_speaks_for_none_are_told_where_to_ask(bound: Talk) -> None:
    bound.make("an", "member")
    bound.make("minh", "admin")
    for who in ("minh", "hoa"):
        answer = bound("/lich", chat=Chat("console", "nhóm lạ", group=True), sender=who)
        assert answer == "Nhóm này chưa gắn với cơ quan nào."
    assert "trong nhóm đã gắn với cơ quan" in (bound("/lich", sender="an") or "")
    assert bound("/lich", sender="người lạ") != bound("/lich", sender="an")


def test_an_officer_of_several_agencies_chooses(bound: Talk) -> None:
    bound.make("hoa", "officer", "bct", "bng")
    assert bound("/lich", sender="hoa") == "Lịch của cơ quan nào?"
    assert "Lịch của Bộ Ngoại giao" in (bound("2", sender="hoa") or "")


def test_typing_the_words_of_a_choice_chooses_nothing(bound: Talk) -> None:
    assert "Lịch của" not in (bound("calendar:show bng", chat=GROUP) or "")
    before = key_in(bound("/lich", chat=GROUP))
    bound("calendar:renew bng", chat=GROUP, sender="hoa")
    assert readable(bound, before) == "bng"


def test_a_messenger_without_files_gives_the_address_or_more_in_words(bound: Talk) -> None:
    zalo = Chat("zalo_bot", "nhóm Zalo", group=True)
    bind(bound, zalo)
    answer = bound("/lich", chat=zalo) or ""
    assert "https://bot.example.gov.vn/calendar/" in answer
    assert file_of(bound, "/lich", zalo) is None
    bound.services = replace(bound.services, addresses=None)
    longer = bound("/lich", chat=zalo) or ""
    assert "https://" not in longer
    assert longer.count("\n- ") >= answer.count("\n- ") == 3


def test_where_no_address_is_set_none_is_shown(bound: Talk) -> None:
    bound.services = replace(bound.services, addresses=None)
    assert "https://" not in (bound("/lich", chat=GROUP) or "")
    assert bound.labels(GROUP) == []


def test_a_chat_has_one_address_and_another_chat_another(bound: Talk) -> None:
    first = address_in(bound("/lich", chat=GROUP))
    assert first.startswith("https://bot.example.gov.vn/calendar/")
    assert len(key_in(first)) == 43
    assert address_in(bound("/lich", chat=GROUP, sender="hoa")) == first
    assert address_in(bound("/lich", sender="hoa", chat=Chat("console", "hoa"))) != first


def test_the_key_itself_is_not_in_the_table(bound: Talk) -> None:
    key = key_in(bound("/lich", chat=GROUP))
    assert key not in str(bound.store.call(lambda tx: tx.rows("SELECT * FROM calendar_address")))
    assert key not in repr(ADDRESSES)
    assert "secret of" not in repr(ADDRESSES)


def test_an_officer_changes_the_address_and_the_old_one_is_dead(bound: Talk) -> None:
    before = key_in(bound("/lich", chat=GROUP))
    row = bound.store.call(last_row, GROUP)
    refused = bound("Đổi địa chỉ", chat=GROUP, sender="lan", press=(row, 0)) or ""
    assert refused == "Chỉ cán bộ đầu mối của Bộ Ngoại giao hoặc người quản trị được làm việc này."
    assert "không nhận được lịch nữa" in (bound("Đổi địa chỉ", chat=GROUP, sender="hoa", press=(row, 0)) or "")
    assert readable(bound, before) == "bng"
    after = key_in(bound("1", chat=GROUP, sender="hoa"))
    assert (readable(bound, before), readable(bound, after)) == (None, "bng")
    assert key_in(bound("/lich", chat=GROUP)) == after


def test_it_dies_with_the_binding_and_does_not_come_back(bound: Talk) -> None:
    key = key_in(bound("/lich", chat=GROUP))
    row = bound.store.call(last_row, GROUP)
    bound.confirmed("/bogan", chat=GROUP, sender="hoa")
    assert readable(bound, key) is None
    assert "nhập lại câu hỏi" in (bound("Đổi địa chỉ", chat=GROUP, sender="hoa", press=(row, 0)) or "")
    bound("/gan bng", chat=GROUP, sender="hoa")
    assert readable(bound, key) is None
    assert key_in(bound("/lich", chat=GROUP)) != key


def test_a_private_one_dies_with_the_role_and_with_the_person(bound: Talk) -> None:
    home = Chat("console", "hoa")
    key = key_in(bound("/lich", chat=home, sender="hoa"))
    assert readable(bound, key) == "bng"
    bound.make("hoa", "member")
    assert readable(bound, key) is None
    bound.make("hoa", "officer", "bng")
    assert readable(bound, key) == "bng"
    bound("/dulieucuatoi", chat=home, sender="hoa")
    bound.confirmed("1", chat=home, sender="hoa")
    assert readable(bound, key) is None
    assert bound.store.call(lambda tx: tx.rows("SELECT * FROM calendar_address")) == []


def test_it_rests_while_the_program_is_out_of_the_group_and_goes_along_when_the_group_moves(bound: Talk) -> None:
    key = key_in(bound("/lich", chat=GROUP))
    bound("", chat=GROUP, event="left")
    assert readable(bound, key) is None
    bound("", chat=GROUP, event="joined")
    assert readable(bound, key) == "bng"
    bound("nhóm mới", chat=GROUP, event="moved")
    assert readable(bound, key) == "bng"


def test_with_another_secret_a_new_address_is_made(bound: Talk) -> None:
    before = address_in(bound("/lich", chat=GROUP))
    bound.services = replace(bound.services, addresses=replace(ADDRESSES, secret=b"another"))
    assert readable(bound, key_in(before)) == "bng"
    assert address_in(bound("/lich", chat=GROUP)) != before


def test_who_tries_out_a_role_gets_a_file_and_no_address(bound: Talk) -> None:
    played = Chat(TRIAL, "vai", group=True)
    bind(bound, played)
    assert "https://" not in (bound("/lich", chat=played) or "")
    assert file_of(bound, "/lich", played) is not None


@pytest.mark.parametrize("flag", [WHOLE, SINGLE, REPORT])
def test_what_is_internal_is_in_it_by_number_and_day_only(bound: Talk, flag: Flag) -> None:
    """It is pushed to whoever has the address, and lies open on screens."""
    catalog = catalog_with(flag)
    bound.services = replace(bound.services, owing=Obligations(catalog, real_calendar()), current=None)
    file, hidden = file_of(bound, "/lich"), secrets(catalog)
    shown = [f"{event['summary']} {event['description']}" for event in events(file).values()]
    assert [text for text in shown if "nội bộ" in text]
    assert not [text for text in shown if hidden & set(runs(text))]
    roles = [event["categories"].cats for event in events(file).values() if "nội bộ" in event["summary"]]
    assert {len(cats) for cats in roles} == {1}


def test_a_pause_is_said(bound: Talk) -> None:
    bound.store.call(wishes.put, GROUP, Wishes(paused_until=date(2026, 12, 1)), 1, bound.now)
    assert "Nhóm đang tạm dừng nhận nhắc việc đến 01/12/2026." in (bound("/lich", chat=GROUP) or "")


def test_it_is_found_again_in_the_outbox_and_nowhere_else(bound: Talk) -> None:
    """The address was said in the chat, so it is kept as long as the chat's messages are."""
    key = key_in(bound("/lich", chat=GROUP))
    row = bound.store.call(outbox.get, bound.store.call(last_row, GROUP))
    assert row is not None
    assert key in row.reply.text
