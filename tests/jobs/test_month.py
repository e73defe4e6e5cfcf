"""Once a month the coordinating office is told how each agency stands."""

import re
from datetime import date, time, timedelta

import pytest

from jobs.month import MonthlyDigest
from knowledge.memory import Store, chats, completions, events, outbox, reminders, wishes
from knowledge.memory.chats import COORDINATING
from knowledge.memory.wishes import Wishes
from knowledge.messages import Chat
from tests.jobs.test_escalate import OFFICE, SECOND, make, mark, said
from tests.jobs.test_remind import BOUND, DAY, GROUP, bind, send_all
from tests.jobs.test_remind import tick as remind
from tests.knowledge.obligations.books import book
from tests.questions.asking import at_nine
from tests.talk import message

FIRST = at_nine(2026, 12, 1)
NUMBERS = re.compile(r"giao (\d+); đến hạn (\d+); hoàn thành (\d+)(?: \(.*?\))?; đang thực hiện (\d+)")


@pytest.fixture
def followed(store: Store) -> Store:
    store.call(bind, GROUP, "bng", BOUND)
    store.call(mark, OFFICE)
    return store


def tick(store: Store, now: object = FIRST) -> int:
    told = store.call(MonthlyDigest(book()).remind, COORDINATING, now)  # type: ignore[arg-type]
    store.call(send_all, FIRST)
    return told


def line(text: str, begins: str) -> str:
    return next(line for line in text.splitlines() if line.startswith(begins))


def test_it_is_told_on_the_first_working_day_of_a_month_once(followed: Store) -> None:
    days = [date(2026, 12, 1) + n * DAY for n in range(90)]
    nine = {day: at_nine(day.year, day.month, day.day) for day in days}
    told = [day for day in days if tick(followed, nine[day]) + tick(followed, nine[day] + timedelta(hours=1))]
    assert told == [date(2026, 12, 1), date(2027, 1, 4), date(2027, 2, 1)]


def test_missed_it_is_told_on_the_next_working_day_and_not_later(followed: Store) -> None:
    assert tick(followed, at_nine(2026, 12, 2)) == 1
    assert tick(followed, at_nine(2027, 1, 6)) == 0


def test_the_four_numbers_of_an_agency_in_the_words_of_officials(followed: Store) -> None:
    done = date(2026, 11, 27)
    followed.call(completions.add, "bng", "tt02-bao-cao-nam 2026", "1/BC", 1, at_nine(2026, 11, 28), done)
    followed.call(completions.add, "bqp", "47/NQ-CP 5.5 2025", "2/BC", 1, at_nine(2026, 10, 5))
    tick(followed)
    (text,) = said(followed, OFFICE)
    assert text.startswith("Tổng hợp tháng 11/2026, số liệu đến hết ngày 30/11/2026\n")
    assert line(text, "- Bộ Ngoại giao") == (
        "- Bộ Ngoại giao: giao 6; đến hạn 1; hoàn thành 1 (đúng hạn 1); đang thực hiện 5 (trong hạn 5); trong tháng"
        " hoàn thành 1 (đúng hạn 1); thường xuyên 1."
    )
    assert line(text, "- Bộ Quốc phòng") == (
        "- Bộ Quốc phòng: giao 5; đến hạn 2; hoàn thành 1 (quá hạn 1); đang thực hiện 4 (trong hạn 3, quá hạn 1);"
        " chưa có nhóm."
    )
    assert "  Riêng tháng 11: giao 4; đến hạn 1; hoàn thành 0; đang thực hiện 4 (trong hạn 3, quá hạn 1)." in text
    assert "Hoàn thành là theo ghi nhận của cán bộ đầu mối" in text
    assert "31/12" in text


def test_the_numbers_add_up_and_the_totals_are_those_of_all_lines(followed: Store) -> None:
    followed.call(completions.add, "bng", "tt02-bao-cao-nam 2026", "", 1, at_nine(2026, 11, 20))
    followed.call(completions.add, "p-01", "nd244-phat-ngon 2026", "", 1, at_nine(2026, 11, 20))
    tick(followed)
    (text,) = said(followed, OFFICE)
    rows = [(tuple(map(int, numbers)), each) for each in text.splitlines() for numbers in NUMBERS.findall(each)]
    assert all(given == done + under_way for (given, _, done, under_way), _ in rows)
    total = next(numbers for numbers, each in rows if each.startswith("Từ đầu năm"))
    lines = [(numbers, each) for numbers, each in rows if each.startswith("- ")]
    times = [int(found[1]) if (found := re.match(r"- (\d+) tỉnh", each)) else 1 for _, each in lines]
    summed = tuple(sum(n * numbers[at] for n, (numbers, _) in zip(times, lines, strict=True)) for at in range(4))
    assert summed == total
    assert sum(times) == 55
    assert len(text) < 5000


def test_provinces_that_stand_alike_are_one_line_and_what_is_overdue_comes_first(followed: Store) -> None:
    followed.call(completions.add, "p-01", "nd244-phat-ngon 2026", "", 1, at_nine(2026, 11, 20))
    tick(followed)
    (text,) = said(followed, OFFICE)
    assert line(text, "- 33 tỉnh, thành phố, mỗi nơi: giao 1; đến hạn 0; hoàn thành 0").endswith("chưa có nhóm.")
    assert text.index("Có việc quá hạn") < text.index("- Bộ Văn hóa") < text.index("- Bộ Tài chính") < text.index(
        "Không có việc quá hạn") < text.index("- Thành phố Hà Nội")  # fmt: skip


def test_it_says_who_has_reported_and_who_has_not_of_what_was_due_last_month_or_is_in_this_one(followed: Store) -> None:
    followed.call(completions.add, "bng", "tt02-bao-cao-nam 2026", "", 1, at_nine(2026, 11, 20))
    kind = "Sự kiện tổ chức ở nước ngoài"
    followed.call(events.add, "bct", kind, "Tuần Việt Nam", date(2026, 12, 20), 1, BOUND)
    tick(followed)
    (text,) = said(followed, OFFICE)
    reports = text.split("Báo cáo có ngày cuối")[1].splitlines()[1:5]
    assert reports[0].startswith("- Báo cáo thông tin đối ngoại năm 2026")
    assert reports[0].endswith("đã gửi 1/17. Đã gửi: Bộ Ngoại giao. 16 nơi còn lại chưa gửi.")
    assert "Tuần Việt Nam" in reports[2]
    assert reports[2].endswith("ngày cuối 05/12/2026: đã gửi 0/1.")
    assert reports[3].endswith("ngày cuối 19/12/2026: đã gửi 0/51.")


def test_in_january_it_is_about_the_year_before(followed: Store) -> None:
    tick(followed, at_nine(2027, 1, 4))
    (text,) = said(followed, OFFICE)
    assert "Từ đầu năm 2026, 55 cơ quan" in text
    assert line(text, "- Bộ Ngoại giao").startswith("- Bộ Ngoại giao: giao 6; đến hạn 3; hoàn thành 0")


def test_it_says_of_how_many_reminders_somebody_took_note(followed: Store) -> None:
    for day in (26, 27):
        remind(followed, at_nine(2026, 11, day))
    row = followed.call(lambda tx: tx.first("SELECT MAX(outbox) FROM reminder"))
    assert row is not None
    followed.call(reminders.acknowledge, int(row[0]), 1, at_nine(2026, 11, 27))
    tick(followed)
    (text,) = said(followed, OFFICE)
    assert "đã nhận 1/2 tin nhắc" in line(text, "- Bộ Ngoại giao")
    assert "Tin nhắc việc trong tháng: 1/2 tin đã có người nhận." in text


def test_it_keeps_the_hours_and_the_wishes_of_that_chat(followed: Store) -> None:
    assert tick(followed, FIRST.replace(hour=7)) == 0
    followed.call(wishes.put, OFFICE, Wishes(first=time(14), quiet=frozenset({1})), 1, BOUND)  # no Tuesdays
    assert tick(followed, FIRST.replace(hour=15)) == 0
    assert tick(followed, FIRST + DAY) == 0
    assert tick(followed, (FIRST + DAY).replace(hour=15)) == 1


def test_where_the_first_chat_is_out_of_reach_the_next_is_told_and_with_none_it_waits(followed: Store) -> None:
    followed.call(mark, SECOND)
    followed.call(chats.lost, OFFICE, FIRST)
    followed.call(chats.lost, SECOND, FIRST)
    assert tick(followed) == 0
    followed.call(chats.seen, message("", chat=SECOND), FIRST)
    assert tick(followed, FIRST + timedelta(hours=1)) == 1
    assert len(said(followed, SECOND)) == 1


def test_where_no_chat_is_marked_admins_are_told_once_and_nobody_where_nobody_is_reminded(store: Store) -> None:
    store.call(make, "an", "admin")
    tick(store)
    assert said(store, Chat("console", "an")) == []
    store.call(bind, GROUP, "bng", BOUND)
    for _ in range(3):
        tick(store)
    assert len(said(store, Chat("console", "an"))) == 1
    assert not store.call(outbox.has_key, "month 2026-11")
